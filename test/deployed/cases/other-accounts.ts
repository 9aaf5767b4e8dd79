import { connect } from '../aws.ts';
import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { keyReport } from '../events/key-report.ts';
import { ACCOUNT_ID, ROLELESS_ACCOUNT_ID, rootOf } from '../ministack.ts';
import { activateKeys, createUser } from '../users.ts';
import { type Case, incidentOf, leftAlone, stopped } from './case.ts';

/**
 * What the parameter memberRoleName changes, in an account that has the role of stacks/member-role.yml. The events arrive
 * in our account: it is the one that administers GuardDuty for the others.
 */
export const memberAccount: readonly Case[] = [
  {
    name: 'key of another account',
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: { state: 'CONTAINED', reason: 'keys-inactive' },
    async prepare({ member }) {
      const target = await createUser(member, 'target');
      return stopped(guardDutyFinding(asUser(target)), target);
    },
  },
  {
    name: 'report of a key of another account',
    rule: 'ReportRule',
    bus: 'responder',
    expected: { state: 'CONTAINED', reason: 'keys-inactive' },
    async prepare({ member }) {
      const target = await createUser(member, 'target');
      return stopped(keyReport(target), target);
    },
  },
  {
    name: 'report of an exempt user of another account',
    rule: 'ReportRule',
    bus: 'responder',
    expected: { state: 'NO_ACTION', reason: 'exempt' },
    async prepare({ standing: { exemptElsewhere } }) {
      await activateKeys(exemptElsewhere);
      return leftAlone(keyReport(exemptElsewhere), exemptElsewhere);
    },
  },
];

/** IAM refuses the key of a stranger as it refuses a deleted one: STS tells whose it is. */
export const foreignKeys: readonly Case[] = [
  {
    name: 'key of another account that is reported as ours',
    rule: 'ReportRule',
    bus: 'responder',
    expected: { state: 'NOT_CONTAINED', reason: 'foreign-key' },
    async prepare({ aws }) {
      const target = await createUser(connect(aws.endpoint, rootOf(ROLELESS_ACCOUNT_ID)), 'target');
      const [key] = target.keys;
      return {
        ...leftAlone(keyReport({ ...target, accountId: ACCOUNT_ID }), target),
        incidents: [incidentOf(ACCOUNT_ID, key.accessKeyId)],
        headline: `It belongs to account ${ROLELESS_ACCOUNT_ID}, not to account ${ACCOUNT_ID} as the event says.`,
      };
    },
  },
];

export const rolelessAccount: readonly Case[] = [
  {
    name: 'key of an account without the role',
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: { state: 'NOT_CONTAINED', reason: 'member-role-failed', retried: true },
    async prepare({ aws }) {
      const target = await createUser(connect(aws.endpoint, rootOf(ROLELESS_ACCOUNT_ID)), 'target');
      return {
        ...leftAlone(guardDutyFinding(asUser(target)), target),
        headline: `The role to act in account ${ROLELESS_ACCOUNT_ID} could not be assumed.`,
      };
    },
  },
];
