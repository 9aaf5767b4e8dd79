import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { createUser, readAttachedPolicies } from '../users.ts';
import { type Case, stopped } from './case.ts';

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';

/** The parameter quarantineUsers is on, and IAM refuses to attach the policy. */
export const refusedQuarantine: readonly Case[] = [quarantineCase('quarantine that IAM refuses', false)];

/** The parameter quarantineUsers is on, and IAM attaches the policy. */
export const quarantine: readonly Case[] = [quarantineCase('quarantine, conditions lifted', true)];

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
        async afterwards() {
          const found = (await readAttachedPolicies(target)).join();
          return [
            {
              what: `AWSDenyAll is ${holds ? '' : 'not '}attached to the user`,
              passed: found === (holds ? DENY_ALL : ''),
              found,
            },
          ];
        },
      };
    },
  };
}
