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
export function keyId(index: number): string {
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

export const tellOfMany = (count: number, eachActive: number) =>
  composeMessages(modelsOf(incidentOf(count, eachActive), { settings, remedies })).alert;
