import { describe, expect, test } from '@jest/globals';
import { composeMessages, modelsOf } from '../../src/alerting/messages.ts';
import { remedies } from '../../src/containment/index.ts';
import { decide } from '../../src/core/decide.ts';
import type { Detection } from '../../src/core/detection.ts';
import type { Incident } from '../../src/core/incident.ts';
import { describe as describeIncident } from '../../src/core/incident.ts';
import { ended } from '../../src/core/outcome.ts';
import { readDetection } from '../../src/sources/index.ts';
import { fixture, withValue } from '../fixture.ts';
import { defaultPolicy } from '../policy.ts';

const AT = new Date('2026-05-04T03:12:16.000Z');
const place = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };
const settings = {
  ledgerTableName: 'compromised-key-responder-prod-Ledger',
  runbookUrl: '',
  identityCenter: { url: '', role: '' },
  policy: defaultPolicy,
  version: '0.1.0',
};

/** Ids as long as AWS's, one for each. */
function keyId(index: number): string {
  return `AKIA${index.toString(36).toUpperCase().padStart(8, '0')}EXAMPLE0`.replaceAll(/[^A-Z0-9]/g, '0');
}

function sequenceOf(count: number): Detection {
  const actors = Array.from({ length: count }, (_, index) => ({
    id: `user:IAMUser:${index}`,
    user: {
      name: `user-${index}-${'x'.repeat(index % 50)}`,
      type: 'IAMUser',
      uid: 'AIDAIOSFODNN7EXAMPLE',
      credentialUid: keyId(index),
      account: { uid: '111122223333' },
    },
  }));
  const sequence = 'detail.service.detection.sequence';
  const event = withValue(
    withValue(fixture('guardduty-attack-sequence'), `${sequence}.actors`, actors),
    `${sequence}.resources`,
    [],
  );
  const reading = readDetection(event);
  if (!reading.ok) throw new TypeError(reading.problem.why);
  return reading.detection;
}

/** Each so many could not be stopped. */
function incidentOf(count: number, eachActive: number): Incident {
  const detection = sequenceOf(count);
  const outcomes = decide(detection, { policy: defaultPolicy }).map((decision, index) => {
    const userName = `user-${index}-${'x'.repeat(index % 50)}`;
    const active = index % eachActive === 0;
    const keys = [{ accessKeyId: keyId(index), status: active ? 'Active' : 'Inactive' }];
    const facts = { userName, keys, verifiedAt: AT.toISOString() };
    const changed = { accessKeyId: keyId(index), to: 'Inactive' } as const;
    const action = { call: 'iam:UpdateAccessKey', target: `${keyId(index)} Inactive`, changed };
    const at = AT.toISOString();
    const record = active
      ? ({ ...action, at, result: 'failed', error: 'AccessDenied' } as const)
      : ({ ...action, at, result: 'ok' } as const);
    const result = active ? ended('deactivation-failed', facts) : ended('keys-inactive', facts);
    return { ...result, decision, actions: [record] };
  });
  return describeIncident(detection, { outcomes, place, sentAt: AT });
}

const tell = (count: number, eachActive: number) =>
  composeMessages(modelsOf(incidentOf(count, eachActive), { settings, remedies })).alert;

const counts = [...Array.from({ length: 60 }, (_, index) => index + 1), 100, 400];
const mixes: readonly (readonly [string, number])[] = [
  ['all of them are stopped', 1_000_000],
  ['each fourth is Active', 4],
  ['none could be stopped', 1],
];

describe.each(mixes)('an event names many credentials, and %s', (_, eachActive) => {
  const told = new Map(counts.map((count) => [count, tell(count, eachActive)]));

  test.each(counts)('%d: the mail has 60 lines at most', (count) => {
    const lines = (told.get(count)?.bodies['email'] ?? '').split('\n');
    expect(lines.length).toBeLessThanOrEqual(60);
  });

  test.each(counts)('%d: the mail says in its third line how many more there are, by state', (count) => {
    if (count === 1) return;
    // The first one is Active in any case: it gives the headline.
    const active = Math.ceil(count / eachActive) - 1;
    const parts = [
      ...(active > 0 ? [`${active} NOT CONTAINED`] : []),
      ...(count - 1 - active > 0 ? [`${count - 1 - active} CONTAINED`] : []),
    ];
    expect((told.get(count)?.bodies['email'] ?? '').split('\n')[2]).toBe(
      `The event names ${count - 1} more: ${parts.join(', ')}. See ALSO NAMED BY THIS EVENT.`,
    );
  });

  test.each(counts)(
    '%d: what is Active is named as far as there is room, and the others are counted',
    (count) => {
      const mail = told.get(count)?.bodies['email'] ?? '';
      const active = Array.from({ length: count }, (__, index) => index).filter(
        (index) => index % eachActive === 0,
      );
      const named = active.filter((index) => mail.includes(keyId(index)));
      // At least ten lines of five ids each, or all of them.
      expect(named.length).toBeGreaterThanOrEqual(Math.min(active.length, 50));
      const left = /Not shown here: (?:(\d+) NOT CONTAINED)?/.exec(mail)?.[1] ?? '0';
      expect(named.length + Number(left)).toBe(active.length);
    },
  );

  test.each(counts)('%d: SNS takes it, and chat too', (count) => {
    const { subject, bodies } = tell(count, eachActive);
    expect(Buffer.byteLength(JSON.stringify(bodies))).toBeLessThan(262_144);
    expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    const { description } = JSON.parse(bodies['https'] ?? '{}').content;
    expect(description.length).toBeLessThanOrEqual(8_000);
    expect(description.split('`').length % 2).toBe(1);
  });

  test.each(counts)('%d: the JSON names every one of them', (count) => {
    const machine = told.get(count)?.bodies['sqs'] ?? '';
    const missing = Array.from({ length: count }, (__, index) => keyId(index)).filter(
      (id) => !machine.includes(`:${id}"`),
    );
    expect(missing).toEqual([]);
  });
});
