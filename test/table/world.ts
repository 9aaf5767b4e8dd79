import type { Aws } from '../../local/aws.ts';
import type { Json } from '../fixture.ts';
import { memberGrants } from '../grants.ts';

export const OWN = '111122223333';
export const MEMBER = '444455556666';
export const KEY = 'AKIAIOSFODNN7EXAMPLE';
export const SESSION = 'ASIAIOSFODNN7EXAMPLE';
/** An API key, of a user as the console makes it: without an access key. */
export const CREDENTIAL = 'ACCAEXAMPLE123EXAMPLE';
export const API_USER = 'BedrockAPIKey-ab12';
export const MEMBER_KEY = 'AKIAEXAMPLEMEMBERKEY';
export const MEMBER_ROLE = 'responder-member';

/** Who lives in the two accounts. `Root` bears the name that GuardDuty gives to root; roles bear names of users. */
const USERS = [
  { userName: 'ci-deploy', accessKeyId: KEY, namedAs: 'AIDAIOSFODNN7EXAMPLE', accountId: OWN },
  {
    userName: 'security-admin',
    accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
    namedAs: 'AIDAI44QH8DHBEXAMPLE',
    accountId: OWN,
  },
  {
    userName: 'broker',
    accessKeyId: 'AKIAEXAMPLEBROKERKEY',
    namedAs: 'AIDAEXAMPLEBROKERUSR',
    accountId: OWN,
  },
  { userName: 'Root', accessKeyId: 'AKIAEXAMPLEROOTALIAS', namedAs: 'AIDAEXAMPLEROOTALIAS', accountId: OWN },
  {
    userName: 'deploy-admin',
    accessKeyId: 'AKIAEXAMPLEBYSTANDER',
    namedAs: 'AIDAEXAMPLEBYSTANDER',
    accountId: OWN,
  },
  {
    userName: 'member-deploy',
    accessKeyId: MEMBER_KEY,
    namedAs: 'AIDAEXAMPLEMEMBERUSR',
    accountId: MEMBER,
  },
] as const;
const ROLES = ['ci-deploy', 'deploy-admin', 'eks-admin', 'app-instance'];

export const ALL_USERS = [...USERS.map(({ userName }) => userName), API_USER];
/** Roles are named by ARN, and so is whoever lives in another account. */
export const ALL_PRINCIPALS = [
  ...USERS.map(({ userName, accountId }) => `arn:aws:iam::${accountId}:user/${userName}`),
  `arn:aws:iam::${OWN}:user/${API_USER}`,
  ...ROLES.map((roleName) => `arn:aws:iam::${OWN}:role/${roleName}`),
];
export const ALL_KEYS = USERS.map(({ accessKeyId }) => accessKeyId);

/** Once for an AWS: roles outlive its resets. */
export function buildRoles({ identities, partition }: Aws): void {
  for (const roleName of ROLES) identities.createRole({ roleName, accountId: OWN });
  const respond = `arn:${partition}:iam::${OWN}:role/respond`;
  identities.createRole({
    roleName: MEMBER_ROLE,
    accountId: MEMBER,
    trusts: [respond],
    grants: memberGrants(),
  });
}

/** The accounts before the event, and the event as it would be there: IAM chooses the unique ids of users itself. */
export function populate(aws: Aws): (event: Json) => Json {
  aws.reset();
  const ids = new Map<string, string>();
  for (const { userName, accessKeyId, namedAs, accountId } of USERS) {
    const user = aws.identities.createUser({ userName, accountId });
    aws.identities.createAccessKey(user, { accessKeyId });
    ids.set(namedAs, user.userId);
  }
  const apiUser = aws.identities.createUser({ userName: API_USER, accountId: OWN });
  const kind = 'service-specific-credential';
  aws.identities.createCredential(apiUser, { kind, service: 'bedrock.amazonaws.com', id: CREDENTIAL });
  return (event) => {
    const texts = [...ids].reduce(
      (text, [namedAs, id]) => text.replaceAll(namedAs, id),
      JSON.stringify(event),
    );
    return JSON.parse(texts);
  };
}

/** What the responder can have changed, as IAM has it now. */
export interface Changes {
  readonly inactive: readonly string[];
  /** Users to whom `AWSDenyAll` is attached. */
  readonly denied: readonly string[];
  /** Users whom `AWSDenyAll` bounds. */
  readonly bounded: readonly string[];
  /** Roles that have an inline policy. */
  readonly revoked: readonly string[];
}

export function changesIn({ identities, partition }: Aws): Changes {
  const denyAll = `arn:${partition}:iam::aws:policy/AWSDenyAll`;
  const users = [...USERS, { accountId: OWN, userName: API_USER }].flatMap(
    ({ accountId, userName }) => identities.findUser(accountId, userName) ?? [],
  );
  const credentials = identities.findUser(OWN, API_USER)?.credentials ?? [];
  return {
    inactive: [
      ...ALL_KEYS.filter((accessKeyId) => identities.statusOf(accessKeyId) === 'Inactive'),
      ...credentials.filter(({ status }) => status.read(0) === 'Inactive').map(({ id }) => id),
    ],
    denied: users
      .filter(({ attachedPolicies }) => attachedPolicies.read(0)?.includes(denyAll))
      .map(({ userName }) => userName),
    bounded: users.filter(({ boundary }) => boundary.read(0) === denyAll).map(({ userName }) => userName),
    revoked: ROLES.filter(
      (roleName) => (identities.findRoleByName(OWN, roleName)?.inlinePolicies.read(0)?.size ?? 0) > 0,
    ),
  };
}

export function keyOf(userName: string): string {
  const user = USERS.find((candidate) => candidate.userName === userName);
  if (user === undefined) throw new Error(`nobody is called ${userName}`);
  return user.accessKeyId;
}
