import { incidentOf } from '../cases/case.ts';
import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { invoke } from '../invoke.ts';
import { textAt } from '../json.ts';
import type { Notification } from '../messages/notification.ts';
import { isPage, lookAtPage } from '../messages/pager-form.ts';
import type { Finding } from '../report.ts';
import { readRolePolicy } from '../role-policy.ts';
import type { Proof } from '../run-case.ts';
import { createUser } from '../users.ts';

/** A key that is stopped only when Lambda runs the event again: whoever was woken may sleep again. */
export async function proveAlarmEnds(proof: Proof): Promise<readonly Finding[]> {
  const { aws, stack, proofStack } = proof;
  const target = await createUser(aws, 'target');
  const event = guardDutyFinding(asUser(target));
  const incident = incidentOf(target.accountId, target.keys[0].accessKeyId);
  const policy = await readRolePolicy(aws, stack.roleName);
  const needed = policy.grants.filter(({ action }) => action === 'iam:UpdateAccessKey');

  await policy.without(needed, () => invoke(aws, stack, event));
  const alarm = await proofStack.pages?.find(isPage(incident, 'ALARM'), 2);
  await invoke(aws, stack, event);
  const end = await proofStack.pages?.find(isPage(incident, 'OK'), 2);

  return [
    lookAtPage(alarm, 'NOT_CONTAINED', 'ALARM'),
    lookAtPage(end, 'CONTAINED', 'OK'),
    came(alarm, 'OK', 'ALARM'),
    came(end, 'ALARM', 'OK'),
  ];
}

function came(page: Notification | undefined, from: string, to: string): Finding {
  const found = textAt(page?.json, 'OldStateValue');
  return { what: `${to} came after ${from}`, passed: found === from, found };
}
