import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { connect } from '../aws.ts';
import { asRole, asUser, guardDutyFinding } from '../events/guard-duty.ts';
import {
  assume,
  createRole,
  readRolePolicyNames,
  SESSION_ACTION,
  toCredentials,
  waitForNextSecond,
} from '../roles.ts';
import { callWithPermission } from '../thief.ts';
import { allow, createUser } from '../users.ts';
import { type Case, incidentOf, stopped } from './case.ts';

/** Temporary credentials, which nobody can set Inactive; with the default settings. */
export const sessions: readonly Case[] = [
  {
    name: "user's session",
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: { state: 'PARTLY_CONTAINED', reason: 'session-alive' },
    async prepare({ aws }) {
      const target = await createUser(aws, 'target');
      await allow(target, SESSION_ACTION);
      const { sts } = connect(aws.endpoint, target.keys[0]);
      const { Credentials } = await sts.send(new GetSessionTokenCommand({}));
      const session = toCredentials(Credentials);
      const scene = stopped(guardDutyFinding(asUser(target, session)), target);
      return {
        ...scene,
        incidents: [incidentOf(target.accountId, session.accessKeyId)],
        thefts: [
          ...scene.thefts,
          { what: "user's session", credentials: session, use: callWithPermission, refusedWith: 'never' },
        ],
        headline: `the long-term keys of IAM user ${target.name} are Inactive, but the session that was seen lives on.`,
      };
    },
  },
  {
    name: "session of a role with a user's name",
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: { state: 'NOT_CONTAINED', reason: 'role-session' },
    async prepare({ aws }, bystander) {
      const namesake = await createUser(aws, 'namesake');
      const role = await createRole(bystander, namesake.name);
      const session = await assume(role);
      return {
        event: guardDutyFinding(asRole(role, session)),
        incidents: [incidentOf(role.accountId, session.accessKeyId)],
        thefts: [
          { what: "role's session", credentials: session, use: callWithPermission, refusedWith: 'never' },
        ],
        keys: [{ user: namesake, status: 'Active' }],
        headline: `temporary credentials of role ${role.name} are in use.`,
        async afterwards() {
          const found = (await readRolePolicyNames(role)).join();
          return [{ what: 'nothing is written into the role', passed: found === 'allowed', found }];
        },
      };
    },
  },
];

/** What the parameter revocableRoles changes. */
export const revocableSessions: readonly Case[] = [
  {
    name: 'session of a revocable role',
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: { state: 'PARTLY_CONTAINED', reason: 'sessions-revoked' },
    async prepare({ aws, standing: { revocable: role, namesake } }) {
      const session = await assume(role);
      await waitForNextSecond();
      return {
        event: guardDutyFinding(asRole(role, session)),
        incidents: [incidentOf(role.accountId, session.accessKeyId)],
        thefts: [
          {
            what: "role's session",
            credentials: session,
            use: callWithPermission,
            refusedWith: 'AccessDenied',
          },
        ],
        keys: [{ user: namesake, status: 'Active' }],
        headline: 'Whoever can assume the role may do so again.',
        async afterwards() {
          const anew = connect(aws.endpoint, await assume(role));
          const found = await callWithPermission(anew).then(() => 'ok', String);
          return [{ what: 'a session that is made anew works', passed: found === 'ok', found }];
        },
      };
    },
  },
];

/** The parameter revocableRoles says `*`. */
export const everySessionRevocable: readonly Case[] = [
  {
    name: "session of the responder's own role",
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: { state: 'NOT_CONTAINED', reason: 'own-role' },
    async prepare({ aws, stack, proofStack }, bystander) {
      const session = await proofStack.readRoleCredentials();
      const { accountId } = bystander;
      const own = { account: aws, name: stack.roleName };
      const before = (await readRolePolicyNames(own)).join();
      return {
        event: guardDutyFinding({
          accountId,
          accessKeyId: session.accessKeyId,
          principalId: `AROAIOSFODNN7EXAMPLE:${stack.functionName}`,
          userType: 'AssumedRole',
          userName: stack.roleName,
        }),
        incidents: [incidentOf(accountId, session.accessKeyId)],
        thefts: [],
        keys: [],
        headline: 'Treat the responder as compromised.',
        async afterwards() {
          const found = (await readRolePolicyNames(own)).join();
          return [{ what: 'nothing is written into the role', passed: found === before, found }];
        },
      };
    },
  },
];
