import { CreateLoginProfileCommand } from '@aws-sdk/client-iam';
import type { Aws } from '../aws.ts';
import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { textAt, valueAt } from '../json.ts';
import type { Finding } from '../report.ts';
import { ALIAS, MEMBER_ALIAS } from '../standing.ts';
import { createUser, type User } from '../users.ts';
import { type Case, type Scene, stopped } from './case.ts';

/** What is read once the key is stopped: it stops nothing, and tells people where they are and what is left to do. */
export const known: readonly Case[] = [
  {
    name: 'user with a console password',
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: { state: 'CONTAINED', reason: 'keys-inactive' },
    prepare: async ({ aws }) =>
      sceneOf(await createUserWithPassword(aws), { alias: ALIAS, password: 'present' }),
  },
  {
    name: 'user without a console password',
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: { state: 'CONTAINED', reason: 'keys-inactive' },
    prepare: async ({ aws }) =>
      sceneOf(await createUser(aws, 'target'), { alias: ALIAS, password: 'absent' }),
  },
];

export const knownElsewhere: readonly Case[] = [
  {
    name: 'user of another account with a console password',
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: { state: 'CONTAINED', reason: 'keys-inactive' },
    prepare: async ({ member }) =>
      sceneOf(await createUserWithPassword(member), { alias: MEMBER_ALIAS, password: 'present' }),
  },
];

async function createUserWithPassword(account: Aws): Promise<User> {
  const user = await createUser(account, 'target');
  const profile = { UserName: user.name, Password: 'Correct-Horse-1' };
  await account.iam.send(new CreateLoginProfileCommand(profile));
  return user;
}

interface Facts {
  readonly alias: string;
  readonly password: 'present' | 'absent';
}

function sceneOf(target: User, facts: Facts): Scene {
  return {
    ...stopped(guardDutyFinding(asUser(target)), target),
    facts: (alert) => lookAtFacts(alert, facts),
  };
}

function lookAtFacts(alert: unknown, { alias, password }: Facts): readonly Finding[] {
  const risks = [valueAt(alert, 'risks')].flat();
  const risk = risks.find((one) => textAt(one, 'code') === 'CONSOLE_PASSWORD');
  const lastUsed = JSON.stringify(valueAt(alert, 'key', 'lastUsed')) ?? '';
  return [
    {
      what: `the alert says that a console password is ${password}`,
      passed: textAt(risk, 'status') === password,
      found: textAt(risk, 'status'),
    },
    {
      what: `the alert calls the account ${alias}`,
      passed: textAt(alert, 'account', 'alias') === alias,
      found: textAt(alert, 'account', 'alias'),
    },
    {
      what: 'the alert says when the key was used last',
      passed: lastUsed !== '' && lastUsed !== '"unknown"',
      found: lastUsed,
    },
  ];
}
