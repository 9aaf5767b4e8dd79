import { accessDenied, throttling } from '../../local/aws/faults.ts';
import type { Aws } from '../../local/aws.ts';
import { bearerKey, KEY, MEMBER, OTHER_KEY, OWN } from './case.ts';

/** How the account must be for a case to end as its table says, beside the user `ci-deploy` with its one key. */
export const worlds: Readonly<Record<string, (aws: Aws) => void>> = {
  contained: () => {},
  'contained-bearer-key': (aws) => {
    aws.identities.deleteAccessKey(KEY);
    addBearerKey(aws);
  },
  'contained-reported-api-key': (aws) => addBearerKey(aws),
  'contained-reported-credential': (aws) => {
    aws.identities.deleteAccessKey(KEY);
    addBearerKey(aws);
  },
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
  'partly-contained-new-key': ({ identities }) => {
    const lastUsed = identities.findAccessKey(KEY)?.key.lastUsed;
    identities.deleteAccessKey(KEY);
    const user = identities.findUser(OWN, 'ci-deploy');
    if (user === undefined) return;
    const createDate = new Date('2026-05-04T03:10:02.000Z');
    Object.assign(identities.createAccessKey(user, { accessKeyId: KEY, createDate }), {
      lastUsed: { ...lastUsed, service: 'iam' },
    });
  },
  'partly-contained-new-bearer-key': (aws) => addBearerKey(aws, new Date('2026-05-04T03:10:02.000Z')),
  'partly-contained-quarantine-refused': () => {},
  // It was stopped before.
  'partly-contained-denied-again': ({ identities }) =>
    identities.findAccessKey(KEY)?.key.status.reset('Inactive'),
  'partly-contained-session': (aws) => aws.identities.setAccountAlias(OWN, ''),
  'partly-contained-role-sessions-revoked': () => {},
  'partly-contained-younger-credential': (aws) => {
    addBearerKey(aws, new Date('2026-05-04T03:02:00.000Z'));
    withPassword(aws, new Date('2026-05-04T03:04:00.000Z'));
    aws.faults.inject({
      action: 'iam:UpdateServiceSpecificCredential',
      fault: accessDenied,
      times: 'forever',
    });
  },
  'partly-contained-older-credential': (aws) => {
    addBearerKey(aws);
    const user = aws.identities.findUser(OWN, 'ci-deploy');
    const sshKey = { kind: 'ssh-public-key', id: 'APKAEXAMPLE123EXAMPLE' } as const;
    if (user !== undefined) aws.identities.createCredential(user, sshKey);
  },
  'partly-contained-credentials-not-read': ({ faults }) => {
    for (const action of ['ListServiceSpecificCredentials', 'ListSSHPublicKeys'])
      faults.inject({ action: `iam:${action}`, fault: accessDenied, times: 'forever' });
  },
  'not-contained-refused': refused,
  'not-contained-reminder': refused,
  'not-contained-still-trying': ({ faults }) =>
    faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 'forever' }),
  'not-contained-not-read-yet': (aws) => failReads(aws, throttling),
  'not-contained-not-verified': (aws) => failReads(aws, accessDenied),
  'not-contained-quarantine-attempt': () => {},
  'not-contained-deny-taken-off': () => {},
  'not-contained-role-session': () => {},
  'not-contained-root': () => {},
  'not-contained-no-key-id': () => {},
  'not-contained-owner-not-named': () => {},
  'not-contained-member-role': ({ faults }) =>
    faults.inject({ action: 'sts:AssumeRole', fault: accessDenied, times: 'forever' }),
  'attack-sequence': () => {},
  'no-action-exempt': () => {},
  'no-action-observe': () => {},
  'no-action-informational': () => {},
  'no-action-model-used': () => {},
  'no-action-suspected-without-key': () => {},
  'no-action-federation-token': () => {},
  'no-action-tampering': () => {},
  'no-action-tampering-refused': () => {},
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

function withPassword({ identities }: Aws, createDate?: Date): void {
  const user = identities.findUser(OWN, 'ci-deploy');
  if (user !== undefined) identities.createLoginProfile(user, { ...(createDate && { createDate }) });
}

function addBearerKey({ identities }: Aws, createDate?: Date): void {
  const user = identities.findUser(OWN, 'ci-deploy');
  const { kind, id } = bearerKey;
  const service = 'bedrock.amazonaws.com';
  if (user !== undefined)
    identities.createCredential(user, { kind, id, service, ...(createDate && { createDate }) });
}

function failReads({ faults }: Aws, fault: typeof accessDenied): void {
  for (const action of ['ListAccessKeys', 'ListAccountAliases', 'GetLoginProfile', 'GetAccessKeyLastUsed'])
    faults.inject({ action: `iam:${action}`, fault, times: 'forever' });
}

function refused(aws: Aws): void {
  withPassword(aws);
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: 'forever' });
}
