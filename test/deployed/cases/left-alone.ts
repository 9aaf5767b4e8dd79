import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { createUser } from '../users.ts';
import { type Case, leftAlone } from './case.ts';

/** Nothing is to be changed, and nobody is to be woken. */
export const quiet: readonly Case[] = [
  {
    name: 'sample finding',
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: { state: 'TEST', reason: 'sample' },
    async prepare({ aws }) {
      const target = await createUser(aws, 'target');
      return leftAlone(guardDutyFinding(asUser(target), { sample: true }), target);
    },
  },
  {
    name: 'finding of low severity',
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: { state: 'NO_ACTION', reason: 'below-minimum-severity' },
    async prepare({ aws }) {
      const target = await createUser(aws, 'target');
      const kind = { type: 'CredentialAccess:IAMUser/AnomalousBehavior', severity: 2 };
      return leftAlone(guardDutyFinding(asUser(target), kind), target);
    },
  },
];
