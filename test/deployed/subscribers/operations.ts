import { textAt } from '../json.ts';
import type { Finding } from '../report.ts';
import type { Proof } from '../run-case.ts';

/**
 * Whoever looks after the responder hears of each alarm of the stack, and of its end, unless it tells of one more message. The text
 * is CloudWatch's.
 */
export async function proveOperations(proof: Proof): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const name of proof.stack.alarms) {
    findings.push(await proveAlarm(proof, name, 'ALARM'));
    if (!/-Another/.test(name)) findings.push(await proveAlarm(proof, name, 'OK'));
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
