import { accessDenied, throttling } from '../../local/aws/faults.ts';
import type { Aws } from '../../local/aws.ts';
import { KEY, MEMBER, OTHER_KEY, OWN } from './case.ts';

/** How the account must be for a case to end as its table says, beside the user `ci-deploy` with its one key. */
export const worlds: Readonly<Record<string, (aws: Aws) => void>> = {
  contained: () => {},
  'contained-with-quarantine': withPassword,
  'contained-in-member-account': ({ identities }) => {
    identities.setAccountAlias(MEMBER, 'shop');
    const roleName = 'compromised-key-responder-member';
    identities.findRoleByName(MEMBER, roleName) ??
      identities.createRole({ roleName, accountId: MEMBER, trusts: [OWN] });
    const user = identities.findUser(MEMBER, 'member-deploy');
    if (user !== undefined) identities.createAccessKey(user, { accessKeyId: OTHER_KEY });
  },
  'partly-contained-other-key': (aws) => {
    withPassword(aws);
    const user = aws.identities.findUser(OWN, 'ci-deploy');
    if (user !== undefined) aws.identities.createAccessKey(user, { accessKeyId: OTHER_KEY });
  },
  'partly-contained-stopped-again': () => {},
  'partly-contained-session': (aws) => aws.identities.setAccountAlias(OWN, ''),
  'partly-contained-role-sessions-revoked': () => {},
  'not-contained-refused': (aws) => {
    withPassword(aws);
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: 'forever' });
  },
  'not-contained-still-trying': ({ faults }) =>
    faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 'forever' }),
  'not-contained-not-read-yet': (aws) => failReads(aws, throttling),
  'not-contained-not-verified': (aws) => failReads(aws, accessDenied),
  'not-contained-role-session': () => {},
  'not-contained-root': () => {},
  'not-contained-no-key-id': () => {},
  'not-contained-member-role': ({ faults }) =>
    faults.inject({ action: 'sts:AssumeRole', fault: accessDenied, times: 'forever' }),
  'attack-sequence': () => {},
  'no-action-exempt': () => {},
  'no-action-observe': () => {},
  'no-action-informational': () => {},
  'no-action-key-gone': ({ identities }) => {
    identities.findUser(OWN, 'ci-deploy')?.accessKeys.splice(0);
  },
  resolved: (aws) => {
    withPassword(aws);
    aws.identities.findAccessKey(KEY)?.key.status.reset('Inactive');
  },
  test: () => {},
};

/** The account before each of them; roles outlive a reset. */
export function buildAccounts({ identities }: Aws): void {
  const user = identities.createUser({ userName: 'ci-deploy' });
  const key = identities.createAccessKey(user, { accessKeyId: KEY });
  key.lastUsed = { at: new Date('2026-05-04T03:09:00.000Z'), service: 's3', region: 'us-east-1' };
  identities.setAccountAlias(OWN, 'prod');
  for (const roleName of ['app-instance', 'deploy-admin']) {
    identities.findRoleByName(OWN, roleName) ?? identities.createRole({ roleName });
  }
  identities.createUser({ userName: 'member-deploy', accountId: MEMBER });
}

function withPassword({ identities }: Aws): void {
  const user = identities.findUser(OWN, 'ci-deploy');
  if (user !== undefined) identities.createLoginProfile(user);
}

function failReads({ faults }: Aws, fault: typeof accessDenied): void {
  for (const action of ['ListAccessKeys', 'ListAccountAliases', 'GetLoginProfile', 'GetAccessKeyLastUsed'])
    faults.inject({ action: `iam:${action}`, fault, times: 'forever' });
}
