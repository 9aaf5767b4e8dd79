import { isDeepStrictEqual } from 'node:util';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { ownDeactivation } from '../events/api-calls.ts';
import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { readLedger } from '../ledger.ts';
import { present } from '../present.ts';
import { findMatchingRules } from '../rules.ts';
import type { Proof } from '../run-case.ts';
import { createUser } from '../users.ts';
import { beginStory, ending, forgetMessages, mailsOf, pagesOf, type Story, same, tell } from './story.ts';

/** CloudTrail records the responder's own call, minutes later and sometimes twice. */
export async function hearOwnEcho(proof: Proof): Promise<Story> {
  const { aws, stack, proofStack } = proof;
  await beginStory(proof);
  const target = await createUser(aws, 'target');
  const first = await tell(proof, guardDutyFinding(asUser(target)));
  await proofStack.alerts.all(1);
  await forgetMessages(proof);
  const before = await readLedger(proof);

  const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName: stack.roleName }));
  const role = {
    arn: stack.roleArn,
    name: stack.roleName,
    id: present(Role?.RoleId, 'RoleId'),
    functionName: stack.functionName,
  };
  const echo = ownDeactivation(target, role);
  const rules = await findMatchingRules(aws, stack, echo);
  const endings: string[] = [];
  for (const event of [echo, echo, ownDeactivation(target, role)]) {
    endings.push(ending(await tell(proof, event)));
  }
  const told = [await proofStack.alerts.all(2), await mailsOf(proof).all(1), await pagesOf(proof).all(1)];
  const after = await readLedger(proof);
  const counts = told.map(({ length }) => length).join(' / ');
  return {
    findings: [
      same('the key was contained before', ending(first), 'CONTAINED keys-inactive'),
      same(
        "a deployed rule brings the record of the responder's own call, and so would its twin",
        rules.length,
        2,
      ),
      same(
        'the record is own-change, twice the same and once another',
        [...new Set(endings)],
        'NO_ACTION own-change',
      ),
      same('it tells nobody: alerts, mails, pages', counts, '0 / 0 / 0'),
      {
        what: 'it changes no item of the ledger',
        passed: before.size > 1 && isDeepStrictEqual(after, before),
      },
    ],
    figures: [
      [`echo: ${endings.length} records of its own call`, `${endings[0]}; alerts, mails, pages ${counts}`],
    ],
  };
}
