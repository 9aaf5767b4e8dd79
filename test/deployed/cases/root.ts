import { callByRoot } from '../events/api-calls.ts';
import { createUser } from '../users.ts';
import { type Case, incidentOf, leftAlone } from './case.ts';

/**
 * Nobody but the root user itself can stop its credentials: somebody is woken. MiniStack gives root no key pair, so each
 * call names a key that was made for the case, whose user keeps it.
 */
export const root: readonly Case[] = [
  {
    name: 'a call that only reads, by an access key of the root user',
    rule: 'RootKeyRule',
    bus: 'default',
    expected: { state: 'NOT_CONTAINED', reason: 'root' },
    async prepare({ aws }) {
      const user = await createUser(aws, 'root');
      const [{ accessKeyId }] = user.keys;
      return leftAlone(
        callByRoot(user.accountId, { accessKeyId, service: 'sts', name: 'GetCallerIdentity' }),
        user,
      );
    },
  },
  {
    name: 'a session of the root user makes a user',
    rule: 'RootSessionRule',
    bus: 'default',
    expected: { state: 'NOT_CONTAINED', reason: 'root' },
    async prepare({ aws }) {
      const user = await createUser(aws, 'root');
      const accessKeyId = user.keys[0].accessKeyId.replace('AKIA', 'ASIA');
      const call = callByRoot(user.accountId, { accessKeyId, service: 'iam', name: 'CreateUser' });
      return { ...leftAlone(call, user), incidents: [incidentOf(user.accountId, accessKeyId)] };
    },
  },
];
