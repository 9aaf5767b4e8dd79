import { textAt } from '../json.ts';
import type { Finding } from '../report.ts';
import type { Proof } from '../run-case.ts';

/** Whoever looks after the responder hears of each alarm of the stack. Its text is CloudWatch's. */
export async function proveOperations(proof: Proof): Promise<readonly Finding[]> {
  return Promise.all(proof.stack.alarms.map((name) => proveAlarm(proof, name)));
}

async function proveAlarm({ proofStack: { operations }, onCall }: Proof, name: string): Promise<Finding> {
  const state = ['--state-value=ALARM', '--state-reason=proof'];
  const ran = await onCall.administrator.run([
    'aws',
    'cloudwatch',
    'set-alarm-state',
    `--alarm-name=${name}`,
    ...state,
  ]);
  const heard = await operations.find(
    ({ json }) => textAt(json, 'AlarmName') === name && textAt(json, 'NewStateValue') === 'ALARM',
    2,
  );
  return {
    what: `the alarm ${name} is heard on the operations topic`,
    passed: ran.code === 0 && heard?.subject.startsWith('ALARM: ') === true,
    found: heard?.subject ?? ran.output,
  };
}
