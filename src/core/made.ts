import { accessKeyKind, isUserName } from './access-key-id.ts';
import type { CallNames, Detection } from './detection.ts';
import { withoutSecrets } from './printable.ts';
import type { CredentialKind } from './user-credential.ts';

/**
 * What the call of an event made or changed, as its record says. Every value is checked, so that commands, identifiers and
 * verdicts can hold it; a thief chooses the names.
 */
export type Made =
  /** Without a user it is of the root user. */
  | { readonly kind: 'access-key'; readonly accessKeyId: string; readonly userName?: string }
  | SessionMade
  | {
      readonly kind: 'user-credential';
      readonly credential: CredentialKind;
      readonly id: string;
      readonly userName?: string;
      /** `bedrock` */
      readonly service?: string;
    }
  /** A password for the console, which may have been there before. */
  | { readonly kind: 'login-profile'; readonly userName: string; readonly changed: boolean }
  | { readonly kind: 'user'; readonly userName: string }
  | { readonly kind: 'role'; readonly roleName: string }
  /** A policy that was given to somebody: by its ARN, or inline by its name. */
  | { readonly kind: 'policy'; readonly policy: string; readonly target: PolicyTarget }
  /** Who may assume the role. */
  | { readonly kind: 'trust-policy'; readonly roleName: string }
  | { readonly kind: 'group-member'; readonly userName: string; readonly groupName: string };

/** It outlives the key that made it. Only a deny on whoever issued it ends it. STS API reference, GetFederationToken. */
export interface SessionMade {
  readonly kind: 'session';
  readonly call: 'GetFederationToken' | 'GetSessionToken' | 'AssumeRole';
  /** `ASIA…`: with it CloudTrail finds what the session did. */
  readonly accessKeyId?: string;
  readonly sessionName?: string;
  /** Of `AssumeRole`. It may be a role of another account. */
  readonly role?: { readonly name: string; readonly accountId: string };
}

export interface PolicyTarget {
  readonly kind: 'user' | 'role' | 'group';
  readonly name: string;
}

/** `undefined` if the event is no such call, if the call failed, or if its values are not ids and names of IAM. */
export function madeIn({ type, evidence: { errorCode, names } }: Detection): Made | undefined {
  if (errorCode !== undefined || names === undefined) return undefined;
  return Object.hasOwn(MAKERS, type) ? MAKERS[type]?.(names) : undefined;
}

type Maker = (names: CallNames) => Made | undefined;

const MAKERS: Readonly<Record<string, Maker>> = {
  'iam:CreateAccessKey': ({ accessKeyId = '', userName }) =>
    accessKeyKind(accessKeyId) === 'long-term'
      ? ofUser({ kind: 'access-key', accessKeyId }, userName)
      : undefined,
  'sts:GetFederationToken': session('GetFederationToken'),
  'sts:GetSessionToken': session('GetSessionToken'),
  'sts:AssumeRole': session('AssumeRole'),
  'iam:CreateServiceSpecificCredential': credential('service-specific-credential'),
  'iam:ResetServiceSpecificCredential': credential('service-specific-credential'),
  'iam:UploadSSHPublicKey': credential('ssh-public-key'),
  'iam:UploadSigningCertificate': credential('signing-certificate'),
  'iam:CreateLoginProfile': loginProfile({ changed: false }),
  'iam:UpdateLoginProfile': loginProfile({ changed: true }),
  'iam:CreateUser': ({ userName }) => (isUserName(userName) ? { kind: 'user', userName } : undefined),
  'iam:CreateRole': ({ roleName }) => (isUserName(roleName) ? { kind: 'role', roleName } : undefined),
  'iam:PutUserPolicy': policy('user', isName),
  'iam:AttachUserPolicy': policy('user', isPolicyArn),
  'iam:PutRolePolicy': policy('role', isName),
  'iam:AttachRolePolicy': policy('role', isPolicyArn),
  'iam:PutGroupPolicy': policy('group', isName),
  'iam:AttachGroupPolicy': policy('group', isPolicyArn),
  'iam:UpdateAssumeRolePolicy': ({ roleName }) =>
    isUserName(roleName) ? { kind: 'trust-policy', roleName } : undefined,
  'iam:AddUserToGroup': ({ userName, groupName }) =>
    isUserName(userName) && isName(groupName) ? { kind: 'group-member', userName, groupName } : undefined,
};

function session(call: SessionMade['call']): Maker {
  return ({ accessKeyId = '', sessionName, roleArn }) => {
    const [, accountId, name = ''] =
      /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]{1,64})$/.exec(roleArn ?? '') ?? [];
    const role = accountId !== undefined ? { name, accountId } : undefined;
    return {
      kind: 'session',
      call,
      ...(accessKeyKind(accessKeyId) === 'temporary' && { accessKeyId }),
      ...(isUserName(sessionName) && { sessionName }),
      ...(role !== undefined && { role }),
    };
  };
}

function credential(kind: CredentialKind): Maker {
  return ({ credentialId = '', userName, service = '' }) => {
    if (!/^\w{16,128}$/.test(credentialId)) return undefined;
    const [, name] = /^([a-z0-9-]{1,40})\.amazonaws\.com/.exec(service) ?? [];
    const made = { kind: 'user-credential', credential: kind, id: credentialId } as const;
    return ofUser({ ...made, ...(name !== undefined && { service: name }) }, userName);
  };
}

function loginProfile({ changed }: { readonly changed: boolean }): Maker {
  return ({ userName }) => (isUserName(userName) ? { kind: 'login-profile', userName, changed } : undefined);
}

/** An inline policy has a name, and one that is attached has an ARN. */
function policy(kind: PolicyTarget['kind'], isGiven: (text: string | undefined) => text is string): Maker {
  return (names) => {
    const name = { user: names.userName, role: names.roleName, group: names.groupName }[kind];
    const { policy: given } = names;
    return isName(name) && isGiven(given)
      ? { kind: 'policy', policy: given, target: { kind, name } }
      : undefined;
  };
}

function ofUser<M extends Made & { readonly userName?: string }>(
  made: M,
  userName: string | undefined,
): M & { readonly userName?: string } {
  return isUserName(userName) ? { ...made, userName } : made;
}

/** IAM's rule for the names of groups and inline policies, which leaves room for a secret. API reference, PutGroupPolicy. */
function isName(text: string | undefined): text is string {
  return text !== undefined && /^[\w+=,.@-]{1,128}$/.test(text) && withoutSecrets(text) === text;
}

function isPolicyArn(text: string | undefined): text is string {
  const arn = /^arn:aws[\w-]*:iam::(?:aws|\d{12}):policy\/[\w+=,.@/-]{1,640}$/;
  return text !== undefined && arn.test(text) && withoutSecrets(text) === text;
}

/** The ARNs of what was made, and of whoever has it now. A key and a credential have none of their own. */
export function arnsOf(
  made: Made,
  { partition, accountId }: { readonly partition: string; readonly accountId: string },
): readonly string[] {
  const iam = (path: string) => `arn:${partition}:iam::${accountId}:${path}`;
  switch (made.kind) {
    case 'access-key':
    case 'user-credential':
      return made.userName === undefined ? [] : [iam(`user/${made.userName}`)];
    case 'login-profile':
    case 'user':
      return [iam(`user/${made.userName}`)];
    case 'role':
    case 'trust-policy':
      return [iam(`role/${made.roleName}`)];
    case 'group-member':
      return [iam(`user/${made.userName}`), iam(`group/${made.groupName}`)];
    case 'policy':
      return [
        ...(made.policy.startsWith('arn:') ? [made.policy] : []),
        iam(`${made.target.kind}/${made.target.name}`),
      ];
    case 'session':
      return sessionArns(made, { partition, accountId });
  }
}

/** A session of `GetSessionToken` has the ARN of its user, who is the caller: its record names neither a session nor a role. */
function sessionArns(
  { sessionName, role, call }: SessionMade,
  { partition, accountId }: { readonly partition: string; readonly accountId: string },
): readonly string[] {
  if (sessionName === undefined) return [];
  const sts = (account: string, path: string) => [`arn:${partition}:sts::${account}:${path}/${sessionName}`];
  if (call === 'GetFederationToken') return sts(accountId, 'federated-user');
  return role === undefined ? [] : sts(role.accountId, `assumed-role/${role.name}`);
}
