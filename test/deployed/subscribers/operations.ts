import { textAt } from '../json.ts';
import { present } from '../present.ts';
import type { Finding } from '../report.ts';
import type { Proof } from '../run-case.ts';

/** One of each kind: all have the same actions, which test/alarms.test.ts compares. */
const KINDS = [
  ...['DeadLetterAlarm', 'AnotherDeadLetterAlarm', 'AlertsUnheardAlarm', 'RespondErrorsAlarm'],
  'HeartbeatAlarm',
  'GuardDutyFindingRuleAlarm',
];

/**
 * Whoever looks after the responder hears of an alarm, and of its end, unless it tells of one more message. The text is
 * CloudWatch's.
 */
export async function proveOperations(proof: Proof): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const kind of KINDS) {
    const name = present(proof.stack.alarms.get(kind), kind);
    findings.push(await proveAlarm(proof, name, 'ALARM'));
    if (!kind.startsWith('Another')) findings.push(await proveAlarm(proof, name, 'OK'));
  }
  return findings;
}

async function proveAlarm(
  { proofStack: { operations }, onCall }: Proof,
  name: string,
  value: 'ALARM' | 'OK',
): Promise<Finding> {
  const state = [`--state-value=${value}`, '--state-reason=proof'];
  const ran = await onCall.administrator.run([
    'aws',
    'cloudwatch',
    'set-alarm-state',
    `--alarm-name=${name}`,
    ...state,
  ]);
  const heard = await operations.find(
    ({ json }) => textAt(json, 'AlarmName') === name && textAt(json, 'NewStateValue') === value,
    2,
  );
  return {
    what: `the ${value} of ${name} is heard on the operations topic`,
    passed: ran.code === 0 && heard?.subject.startsWith(`${value}: `) === true,
    found: heard?.subject ?? ran.output,
  };
}
