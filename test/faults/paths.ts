import type { Aws } from '../../local/aws.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { memberGrants } from '../grants.ts';
import type { Case } from './matrix.ts';

/** One way of an event through the responder. */
export interface Path {
  readonly settings?: Readonly<Record<string, string>>;
  /** What fails besides, so that the path has the calls of a second try. */
  readonly meanwhile?: Case;
  /** Makes the world. */
  readonly prepare: (aws: Aws) => Stage;
}

export interface Stage {
  /** Handled before anything fails, one after the other. */
  readonly before?: readonly (() => Json)[];
  /** Handled while something fails. */
  readonly event: () => Json;
  /** What must not live in the end. `key` is the end of its dedup key. */
  readonly credentials: readonly Credential[];
}

export interface Credential {
  readonly key: string;
  readonly isStopped: () => boolean;
}

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const SECOND = 'AKIAI44QH8DHBEXAMPLE';
const MADE = 'AKIAEXAMPLENEWOWNKEY';
const BEARER = 'ACCAEXAMPLE123EXAMPLE';
const USER = 'ci-deploy';
const MEMBER = '444455556666';
const MEMBER_ROLE = 'responder-member';
const USER_KEY = `arn:aws:iam::111122223333:user/${USER}`;
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';

const finding = () => fixture('guardduty-malicious-ip-caller');

const withSecret = () =>
  withValue(fixture('cloudtrail-stop-logging-by-key'), 'detail.responseElements', {
    credentials: {
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      sessionToken: `IQoJb3JpZ2luX2VjE${'AAAA'.repeat(30)}==`,
    },
  });

/** Kinds of credential and what brings them here: a path has calls that no other has. */
export const paths: Readonly<Record<string, Path>> = {
  'a key whose owner the finding names': {
    prepare: (aws) => ({ event: finding, credentials: [enterKey(aws)] }),
  },
  'a key without an owner': {
    prepare: (aws) => ({ event: () => fixture('report'), credentials: [enterKey(aws)] }),
  },
  'two keys of one event': {
    prepare: (aws) => ({
      event: () => fixture('health-credentials-exposed'),
      credentials: [enterKey(aws), enterKey(aws, { key: SECOND, userName: 'build-agent' })],
    }),
  },
  'all credentials of a user': {
    prepare: (aws) => {
      const one = enterKey(aws);
      const { user } = found(aws, KEY);
      const other = aws.identities.createAccessKey(user, { accessKeyId: SECOND });
      const bearer = enterBearer(aws);
      return {
        event: () => fixture('cloudtrail-quarantine-by-aws'),
        credentials: [
          { key: USER_KEY, isStopped: () => one.isStopped() && isOff(other) && bearer.isStopped() },
        ],
      };
    },
  },
  'a user who is denied everything as well': {
    settings: { QUARANTINE_USERS: 'true' },
    prepare: (aws) => ({
      event: () => withPrincipal(aws, finding()),
      credentials: [
        {
          key: enterKey(aws).key,
          isStopped: () =>
            isOff(found(aws, KEY).key) &&
            found(aws, KEY).user.attachedPolicies.read(0)?.includes(DENY_ALL) === true,
        },
      ],
    }),
  },
  'a key of another account': {
    settings: { MEMBER_ROLE_NAME: MEMBER_ROLE },
    prepare: (aws) => {
      const user = aws.identities.createUser({ userName: USER, accountId: MEMBER });
      const key = aws.identities.createAccessKey(user, { accessKeyId: KEY });
      if (aws.identities.findRoleByName(MEMBER, MEMBER_ROLE) === undefined) {
        const trusting = { trusts: [aws.accountId], grants: memberGrants() };
        aws.identities.createRole({ roleName: MEMBER_ROLE, accountId: MEMBER, ...trusting });
      }
      return {
        event: () =>
          withPrincipal(aws, withValue(withValue(finding(), 'account', MEMBER), 'detail.accountId', MEMBER)),
        credentials: [{ key: KEY, isStopped: () => isOff(key) }],
      };
    },
  },
  'the sessions of a role': {
    settings: { REVOCABLE_ROLES: USER },
    prepare: (aws) => {
      const { identities, accountId } = aws;
      // Roles stay from case to case.
      const role = identities.findRoleByName(accountId, USER) ?? identities.createRole({ roleName: USER });
      role.inlinePolicies.reset(new Map());
      const isStopped = () =>
        role.inlinePolicies.read(0)?.has('CompromisedKeyResponderRevokedSessions') === true;
      return {
        event: () => fixture('guardduty-role-session'),
        credentials: [{ key: 'ASIAIOSFODNN7EXAMPLE', isStopped }],
      };
    },
  },
  'a bearer key': {
    prepare: (aws) => {
      aws.identities.createUser({ userName: USER });
      return { event: () => fixture('report-credential-id'), credentials: [enterBearer(aws)] };
    },
  },
  'an event that holds a secret': {
    prepare: (aws) => ({
      event: withSecret,
      credentials: [enterKey(aws)],
    }),
  },
  'a key that is switched on again': {
    prepare: (aws) => {
      const one = enterKey(aws);
      return {
        before: [finding],
        event: () => {
          found(aws, KEY).key.status.write('Active');
          return call('UpdateAccessKey', { userName: USER, accessKeyId: KEY, status: 'Active' });
        },
        credentials: [one],
      };
    },
  },
  'a key that the thief makes': {
    prepare: (aws) => {
      enterKey(aws);
      return {
        before: [finding],
        event: () => {
          const createDate = new Date('2026-05-04T03:10:02Z');
          aws.identities.createAccessKey(found(aws, KEY).user, { accessKeyId: MADE, createDate });
          return withValue(fixture('cloudtrail-create-own-key'), 'id', 'made');
        },
        credentials: [{ key: MADE, isStopped: () => isOff(found(aws, MADE).key) }],
      };
    },
  },
  'a key made since the theft, of a user whose key is stolen': {
    prepare: (aws) => {
      const one = enterKey(aws);
      const made = aws.identities.createAccessKey(found(aws, KEY).user, {
        ...{ accessKeyId: SECOND, createDate: new Date('2026-05-04T03:05:00Z') },
      });
      return {
        event: finding,
        credentials: [{ key: KEY, isStopped: () => one.isStopped() && isOff(made) }],
      };
    },
  },
  'a key that IAM stopped and does not show yet': {
    meanwhile: { call: 'iam:ListAccessKeys', fault: 'throttled', lasts: 'a minute' },
    prepare: (aws) => ({ event: finding, credentials: [enterKey(aws)] }),
  },
  'an event that holds a secret and must come back': {
    meanwhile: { call: 'iam:UpdateAccessKey', fault: 'denied', lasts: 'a minute' },
    prepare: (aws) => ({ event: withSecret, credentials: [enterKey(aws)] }),
  },
  'the sixth key of a storm': {
    prepare: (aws) => {
      const others = [1, 2, 3, 4, 5].map((number) => {
        const [key, userName] = [`AKIAEXAMPLE00000000${number}`, `user-${number}`];
        enterKey(aws, { key, userName });
        const details = { accessKeyId: key, userName, userType: 'IAMUser' };
        const event = withValue(finding(), 'detail.resource.accessKeyDetails', details);
        return () => withValue(withValue(event, 'id', key), 'detail.id', key);
      });
      return { before: others, event: finding, credentials: [enterKey(aws)] };
    },
  },
};

/** Paths on which nothing is stopped, but people are told. */
export const tellingPaths: Readonly<Record<string, Path>> = {
  'a key of the root user': { prepare: () => ({ event: () => fixture('guardduty-root'), credentials: [] }) },
  'logging that a role switches off': {
    prepare: () => ({ event: () => fixture('cloudtrail-stop-logging-by-role'), credentials: [] }),
  },
  'a deny that is taken off': {
    settings: { QUARANTINE_USERS: 'true' },
    prepare: (aws) => {
      enterKey(aws);
      enterKey(aws, { key: SECOND, userName: 'security-admin' });
      const { attachedPolicies } = found(aws, KEY).user;
      return {
        before: [() => withPrincipal(aws, finding())],
        event: () => {
          attachedPolicies.reset([]);
          return withPrincipal(aws, withValue(fixture('cloudtrail-detach-deny'), 'id', 'detached'));
        },
        credentials: [],
      };
    },
  },
  'an exempt user': {
    settings: { EXEMPT_PRINCIPALS: USER },
    prepare: (aws) => {
      enterKey(aws);
      return { event: finding, credentials: [] };
    },
  },
  'an event that nobody can read': {
    prepare: () => ({ event: () => ({ ...finding(), source: 'custom.unknown' }), credentials: [] }),
  },
};

function enterKey(aws: Aws, { key = KEY, userName = USER } = {}): Credential {
  const user = aws.identities.createUser({ userName });
  const entered = aws.identities.createAccessKey(user, { accessKeyId: key });
  return { key, isStopped: () => isOff(entered) };
}

function enterBearer(aws: Aws): Credential {
  const user = aws.identities.findUser(aws.accountId, USER);
  if (user === undefined) throw new Error(`there is no user ${USER}`);
  const kind = { kind: 'service-specific-credential', service: 'bedrock.amazonaws.com' } as const;
  const { status } = aws.identities.createCredential(user, { ...kind, id: BEARER });
  return { key: BEARER, isStopped: () => status.read(0) === 'Inactive' };
}

function found(aws: Aws, accessKeyId: string) {
  const it = aws.identities.findAccessKey(accessKeyId);
  if (it === undefined) throw new Error(`there is no key ${accessKeyId}`);
  return it;
}

function isOff({ status }: { readonly status: { read: (lag: number) => string | undefined } }): boolean {
  return status.read(0) === 'Inactive';
}

/** About this very user; another unique id is another user of that name. */
function withPrincipal(aws: Aws, event: Json): Json {
  const path = 'detail.resource.accessKeyDetails.principalId';
  return withValue(event, path, found(aws, KEY).user.userId);
}

function call(eventName: string, requestParameters: JsonValue): Json {
  return Object.entries({
    id: 'second',
    'detail.eventName': eventName,
    'detail.requestParameters': requestParameters,
    'detail.responseElements': null,
  }).reduce<Json>(
    (event, [path, value]) => withValue(event, path, value),
    fixture('cloudtrail-create-access-key-for-other'),
  );
}
