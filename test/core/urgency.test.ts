import { expect, describe as group, test } from '@jest/globals';
import { cooperativeAccounts } from '../../scripts/coverage-tables/cooperative-iam.ts';
import {
  credential,
  detectionOf,
  KEY,
  OWN,
  policy,
  SESSION,
  USER,
} from '../../scripts/coverage-tables/examples.ts';
import { contain } from '../../src/containment/index.ts';
import { decide } from '../../src/core/decide.ts';
import type { AffectedIdentity } from '../../src/core/detection.ts';
import { describe } from '../../src/core/incident.ts';
import { worstFirst } from '../../src/core/urgency.ts';

const place = { partition: 'aws', region: 'us-east-1', accountId: OWN };
const sentAt = new Date('2026-05-04T03:12:16.000Z');

/** Of one severity, whatever becomes of it, so that the states decide. */
const SUSPECTED = { type: 'PenTest:IAMUser/KaliLinux', severity: 5 };
const contained = credential(KEY, USER);
const leftAlone = credential('AKIAI44QH8DHBEXAMPLE', USER, { signal: 'other-product' });
const alive = credential(SESSION, { type: 'AssumedRole', roleName: 'deploy' });

/** The states of what one event names, as its alert tells them. */
async function statesOf(affected: readonly AffectedIdentity[]) {
  const detection = { ...detectionOf(contained, SUSPECTED), affected };
  const outcomes = await Promise.all(
    decide(detection, { policy }).map((decision) => contain(decision, cooperativeAccounts('Active'))),
  );
  const { entries } = describe(detection, { outcomes, place, sentAt });
  return worstFirst(entries).map(({ outcome }) => outcome.state);
}

group('the headline is about what is worst, in whichever order the event names it', () => {
  test('a session that is alive comes before what was left alone, and that before what is contained', async () => {
    const expected = ['NOT_CONTAINED', 'NO_ACTION', 'CONTAINED'];
    expect(await statesOf([contained, leftAlone, alive])).toEqual(expected);
    expect(await statesOf([alive, leftAlone, contained])).toEqual(expected);
    expect(await statesOf([leftAlone, contained, alive])).toEqual(expected);
  });
});
