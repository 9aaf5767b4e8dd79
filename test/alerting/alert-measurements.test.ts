import { expect, test } from '@jest/globals';
import { credential, OWN, USER } from '../../scripts/coverage-tables/examples.ts';
import { measurementsOfAlert } from '../../src/alerting/alert-measurements.ts';
import type { Claim } from '../../src/core/claims.ts';
import type { Delivery } from '../../src/core/delivery.ts';
import { modelsOfAll, sentAt } from './model-of.ts';

const published: Delivery = {
  topicArn: `arn:aws:sns:us-east-1:${OWN}:alerts`,
  ...{ form: 'full', result: 'published', messageId: 'id' },
};
const change = { evidence: { lastSeen: new Date(sentAt.getTime() - 9_500).toISOString() } };

/** Of an alert about as many credentials of one event as there are claims. */
function measured(claims: readonly Partial<Claim>[], deliveries: readonly Delivery[] = [published]) {
  const ends = claims.map((claim, index) => ({
    affected: credential(`AKIAEXAMPLE00000000${index}`, USER),
    ...{ reason: 'keys-inactive', claim },
  }));
  return measurementsOfAlert(modelsOfAll(ends as never, { change }), { deliveries });
}

const told: Partial<Claim> = { audience: 'change' };
const evidence: Partial<Claim> = { audience: 'evidence' };
const reminder: Partial<Claim> = { ...told, reminder: { number: 1, since: sentAt } };

test('people are told after so many seconds, if the alert has news of any credential', () => {
  expect(measured([told])).toEqual({ SecondsToAlert: [9.5] });
  expect(measured([evidence, reminder, told])).toEqual({ SecondsToAlert: [9.5] });
});

test.each<[string, readonly Partial<Claim>[]]>([
  ['evidence is no news of a state', [evidence]],
  ['a reminder tells nothing new', [reminder]],
  ['neither of both does', [reminder, evidence]],
])('%s', (_, claims) => {
  expect(measured(claims)).toEqual({});
});

test('what SNS took from nobody was told to nobody', () => {
  expect(measured([told], [])).toEqual({});
  expect(measured([told], [{ ...published, result: 'failed', error: 'AccessDenied' } as Delivery])).toEqual(
    {},
  );
});
