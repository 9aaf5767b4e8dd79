import type { Made, PolicyTarget, SessionMade } from '../core/made.ts';
import { credentialKinds } from '../core/user-credential.ts';
import { inShort } from './key-in-short.ts';
import type { Risk } from './risk.ts';
import { defang } from './sanitize.ts';

/** `access key AKIA… of IAM user bob was made`: for a verdict. A thief chooses the names of users: `evil.example` is one. */
export function madeInWords(made: Made): string {
  switch (made.kind) {
    case 'access-key':
      return `access key ${made.accessKeyId} of ${ownerOf(made)} was made`;
    case 'session':
      return `${sessionInWords(made)} was made`;
    case 'user-credential': {
      const service = made.service === undefined ? '' : ` (${made.service})`;
      return `${credentialKinds[made.credential].one} ${made.id}${service} of ${ownerOf(made)} was made`;
    }
    case 'login-profile':
      return `a console password of IAM user ${defang(made.userName)} was ${made.changed ? 'changed' : 'made'}`;
    case 'user':
      return `IAM user ${defang(made.userName)} was made`;
    case 'role':
      return `role ${defang(made.roleName)} was made`;
    case 'policy':
      return `policy ${defang(made.policy)} was given to ${targetInWords(made.target)}`;
    case 'trust-policy':
      return `who may assume role ${defang(made.roleName)} was changed`;
    case 'group-member':
      return `IAM user ${defang(made.userName)} was put into group ${defang(made.groupName)}`;
  }
}

function ownerOf({ userName }: { readonly userName?: string }): string {
  return userName === undefined ? 'the caller' : `IAM user ${defang(userName)}`;
}

const CALLS: Readonly<Record<SessionMade['call'], string>> = {
  GetFederationToken: 'a federation token, a session that outlives its key',
  GetSessionToken: 'a session of the user, which outlives its key',
  AssumeRole: 'a session of a role, which outlives the key that assumed it',
};

function sessionInWords({ call, accessKeyId, sessionName, role }: SessionMade): string {
  const facts = [
    ...(role === undefined ? [] : [`role ${defang(role.name)} of account ${role.accountId}`]),
    ...(accessKeyId === undefined ? [] : [accessKeyId]),
    ...(sessionName === undefined ? [] : [`named ${defang(sessionName)}`]),
  ];
  return `${CALLS[call]}${facts.length === 0 ? ',' : ` (${facts.join(', ')}),`}`;
}

function targetInWords({ kind, name }: PolicyTarget): string {
  return `${kind === 'user' ? 'IAM user' : kind} ${defang(name)}`;
}

/** What an alert that only tells of it has in its Subject, and what happened to that, in three words. */
export function madeInShort(
  made: Made,
  userName: string | undefined,
): { readonly about: string; readonly happened: string } {
  const happened = 'was made';
  switch (made.kind) {
    case 'access-key':
      return { about: `key ${inShort(made.accessKeyId)}`, happened };
    case 'session':
      return {
        about: `${made.call === 'GetFederationToken' ? 'federation token' : 'session'} of ${defang(userName ?? 'a user')}`,
        happened,
      };
    case 'user-credential':
      return { about: `${credentialKinds[made.credential].one} ${inShort(made.id)}`, happened };
    case 'login-profile':
      return {
        about: `password of ${defang(made.userName)}`,
        happened: made.changed ? 'was changed' : happened,
      };
    case 'user':
      return { about: `user ${defang(made.userName)}`, happened };
    case 'role':
      return { about: `role ${defang(made.roleName)}`, happened };
    case 'policy':
      return { about: `${made.target.kind} ${defang(made.target.name)}`, happened: 'got a policy' };
    case 'trust-policy':
      return { about: `role ${defang(made.roleName)}`, happened: 'trusts others' };
    case 'group-member':
      return { about: `user ${defang(made.userName)}`, happened: 'joined a group' };
  }
}

/** What the call made works, until somebody has read that it does not. */
export function madeRisk(made: Made): Risk {
  const words = madeInWords(made);
  switch (made.kind) {
    case 'access-key':
      return {
        code: 'KEY_ACTIVE',
        status: 'unknown',
        detail: `the key ${made.accessKeyId} that was made for ${ownerOf(made)}: its status was not read`,
      };
    case 'session': {
      const hours = made.call === 'AssumeRole' ? 12 : 36;
      const what = made.call === 'GetFederationToken' ? 'federation token' : 'session';
      const id = made.accessKeyId === undefined ? '' : ` ${made.accessKeyId}`;
      return {
        code: 'TEMP_CREDENTIALS',
        status: 'present',
        detail: `the ${what}${id} that was made: it lives on without its key, for up to ${hours} hours`,
      };
    }
    case 'user-credential':
      return { code: 'OTHER_CREDENTIALS', status: 'unknown', detail: `${words}: its status was not read` };
    case 'login-profile':
      return { code: 'CONSOLE_PASSWORD', status: 'unknown', detail: `${words}: not looked at` };
    case 'user':
    case 'role':
    case 'policy':
    case 'trust-policy':
    case 'group-member':
      return { code: 'PERSISTENCE', status: 'unknown', detail: `${words}: not looked at` };
  }
}
