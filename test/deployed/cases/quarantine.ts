import { DetachUserPolicyCommand } from '@aws-sdk/client-iam';
import { denyRemoval } from '../events/api-calls.ts';
import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { invoke } from '../invoke.ts';
import { present } from '../present.ts';
import type { Finding } from '../report.ts';
import { callWithoutPermission } from '../thief.ts';
import { createUser, readAttachedPolicies, type User } from '../users.ts';
import { type Case, incidentOf, stopped } from './case.ts';

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';

/** The parameter quarantineUsers is on, and IAM refuses to attach the policy. */
export const refusedQuarantine: readonly Case[] = [quarantineCase('quarantine that IAM refuses', false)];

/** The parameter quarantineUsers is on, and IAM attaches the policy. */
export const quarantine: readonly Case[] = [
  quarantineCase('quarantine, conditions lifted', true),
  {
    name: 'quarantine taken off by its user, with a second key',
    rule: 'DenyRemovalRule',
    bus: 'default',
    expected: { state: 'PARTLY_CONTAINED', reason: 'denied-again' },
    async prepare({ aws, stack }) {
      const target = await createUser(aws, 'target', 2);
      await invoke(aws, stack, guardDutyFinding(asUser(target)));
      const deny = { UserName: target.name, PolicyArn: DENY_ALL };
      const denied = await readAttachedPolicies(target);
      await aws.iam.send(new DetachUserPolicyCommand(deny));
      const second = present(target.keys[1], 'the second key');
      return {
        event: denyRemoval({ target, caller: { ...target, keys: [second] } }),
        incidents: [incidentOf(target.accountId, target.arn)],
        thefts: [
          {
            what: 'key',
            credentials: second,
            use: callWithoutPermission,
            refusedWith: 'InvalidClientTokenId',
          },
        ],
        keys: [{ user: target, status: 'Inactive' }],
        headline: `everything is denied to IAM user ${target.name} AGAIN`,
        afterwards: async () => [
          {
            what: 'AWSDenyAll was attached before',
            passed: denied.join() === DENY_ALL,
            found: denied.join(),
          },
          await lookAtDeny(target, DENY_ALL),
        ],
      };
    },
  },
];

function quarantineCase(name: string, holds: boolean): Case {
  return {
    name,
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: holds
      ? { state: 'CONTAINED', reason: 'user-quarantined' }
      : { state: 'PARTLY_CONTAINED', reason: 'quarantine-failed', retried: true },
    async prepare({ aws }) {
      const target = await createUser(aws, 'target');
      return {
        ...stopped(guardDutyFinding(asUser(target)), target),
        headline: holds
          ? `everything is denied to IAM user ${target.name} by the policy AWSDenyAll`
          : 'DOES NOT HOLD',
        afterwards: async () => [await lookAtDeny(target, holds ? DENY_ALL : '')],
      };
    },
  };
}

async function lookAtDeny(target: User, wanted: string): Promise<Finding> {
  const found = (await readAttachedPolicies(target)).join();
  const what = `AWSDenyAll is ${wanted === '' ? 'not ' : ''}attached to the user`;
  return { what, passed: found === wanted, found };
}
