import { madeJson } from '../../src/alerting/made-json.ts';
import { madeInShort, madeInWords, madeRisk } from '../../src/alerting/made-words.ts';
import type { Made } from '../../src/core/made.ts';

const userName = 'back.up';
const target = (kind: 'user' | 'role' | 'group') => ({ kind, name: 'ops' });

/** One of each kind, with all that a record may say and with the least. */
const all: readonly Made[] = [
  { kind: 'access-key', accessKeyId: 'AKIAI44QH8DHBEXAMPLE', userName },
  { kind: 'access-key', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
  { kind: 'session', call: 'GetFederationToken', accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionName: 'guest' },
  { kind: 'session', call: 'GetSessionToken', accessKeyId: 'ASIAIOSFODNN7EXAMPLE' },
  {
    ...{ kind: 'session', call: 'AssumeRole', accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionName: 'x' },
    role: { name: 'deploy.admin', accountId: '444455556666' },
  },
  { kind: 'session', call: 'AssumeRole' },
  {
    ...{ kind: 'user-credential', credential: 'service-specific-credential', id: 'ACCAEXAMPLE123EXAMPLE' },
    ...{ userName, service: 'bedrock' },
  },
  { kind: 'user-credential', credential: 'ssh-public-key', id: 'APKAEXAMPLE123EXAMPLE' },
  {
    kind: 'user-credential',
    credential: 'signing-certificate',
    id: 'TA7SMP42TDN5Z26OBPJE7EXAMPLE',
    userName,
  },
  { kind: 'login-profile', userName, changed: false },
  { kind: 'login-profile', userName, changed: true },
  { kind: 'user', userName },
  { kind: 'role', roleName: 'deploy.admin' },
  { kind: 'policy', policy: 'arn:aws:iam::aws:policy/AdministratorAccess', target: target('user') },
  { kind: 'policy', policy: 'inline', target: target('role') },
  { kind: 'policy', policy: 'inline', target: target('group') },
  { kind: 'trust-policy', roleName: 'deploy.admin' },
  { kind: 'group-member', userName, groupName: 'admins' },
];

/** What is said of everything that a call of a thief can make. */
export function madeFile(): string {
  return all
    .map((made) => {
      const named = madeInShort(made, userName);
      const unnamed = madeInShort(made, undefined);
      const { code, status, detail } = madeRisk(made);
      return [
        `===== ${made.kind} =====`,
        madeInWords(made),
        ...new Set([named, unnamed].map(({ about, happened }) => `${about} ${happened}`)),
        `${code} ${status}: ${detail}`,
        JSON.stringify(madeJson(made)),
        '',
      ].join('\n');
    })
    .join('\n');
}
