import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  accessDenied,
  connectionReset,
  type Fault,
  hang,
  serviceFailure,
  throttling,
} from '../../local/aws/faults.ts';
import type { User } from '../../local/aws/user.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { type Theft, useStolenKey } from '../../local/thief.ts';
import { fixture, withValue } from '../fixture.ts';
import { openHouse } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const QUARANTINE = { QUARANTINE_USERS: 'true' };
const DETACH = ['aws', 'iam', 'detach-user-policy', '--user-name=ci-deploy', `--policy-arn=${DENY_ALL}`];

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

function createUser(userName: string, keys: readonly string[]): User {
  const user = aws.identities.createUser({ userName });
  for (const accessKeyId of keys) aws.identities.createAccessKey(user, { accessKeyId });
  return user;
}

/** As a thief does beforehand, so that no policy can be attached any more. */
function fillPolicies(user: User): void {
  const { policies } = aws.identities;
  const names = Array.from({ length: 10 }, (_, index) => `filler-${index}`);
  user.attachedPolicies.reset(
    names.map((policyName) => policies.create({ policyName, accountId: user.accountId })),
  );
}

/** A finding about this very user; another unique id is another user of that name. */
const finding = (uniqueId: string | undefined) =>
  withValue(
    fixture('guardduty-malicious-ip-caller'),
    'detail.resource.accessKeyDetails.principalId',
    uniqueId,
  );

interface Machine {
  readonly state: string;
  readonly reason: string;
  readonly key: { readonly id: string; readonly statusNow: string };
  readonly quarantine?: { readonly by: string; readonly holds: string; readonly previousBoundary?: string };
  readonly commands: readonly { readonly kind: string; readonly argv: readonly string[] }[];
}

const machines = (): readonly Machine[] => aws.published.map(({ bodies }) => JSON.parse(bodies.sqs));
const undo = (machine: Machine | undefined) =>
  machine?.commands.filter(({ kind }) => kind === 'undo').map(({ argv }) => argv);
const email = () => aws.published[0]?.bodies.email ?? '';
const calls = () => aws.requests.map(({ service, action }) => `${service}:${action}`);

/** A call with credentials that a deny of everything refuses, whatever they are. */
const use = (credentials: Parameters<typeof clientConfig>[1]): Promise<Theft> =>
  useStolenKey(clientConfig(aws, credentials), { call: 'events:TestEventPattern', maximumCalls: 1 });

const isDenied = (user: User) =>
  user.attachedPolicies.read(0)?.includes(DENY_ALL) === true || user.boundary.read(0) === DENY_ALL;

describe('a user whose key is stolen', () => {
  test('is denied everything as well, and its sessions are refused from then on', async () => {
    const user = createUser('ci-deploy', [KEY]);
    const session = aws.sessions.startForUser(user, 3_600);
    expect((await use(session)).errorCode).toBeUndefined();
    expect(await openHouse(aws, QUARANTINE).invoke(finding(user.userId))).toEqual(['CONTAINED']);

    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(user.attachedPolicies.read(0)).toEqual([DENY_ALL]);
    expect((await use(session)).errorCode).toBe('AccessDeniedException');
    expect(machines()[0]).toMatchObject({
      reason: 'user-quarantined',
      quarantine: { by: 'policy', holds: 'yes' },
    });
    expect(email()).toContain('everything is denied to IAM user ci-deploy by the policy AWSDenyAll');
    expect(undo(machines()[0])).toContainEqual(DETACH);
    expect(email()).toContain(
      `aws iam detach-user-policy --user-name='ci-deploy' --policy-arn='${DENY_ALL}'`,
    );
  });

  test('loses the key first, and the deny does not wait for it', async () => {
    const user = createUser('ci-deploy', [KEY]);
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: { kind: 'slow', milliseconds: 700 } });
    await openHouse(aws, QUARANTINE).invoke(finding(user.userId));
    const [first] = aws.requests;
    const attach = aws.requests.find(({ action }) => action === 'AttachUserPolicy');
    expect(first).toMatchObject({ action: 'UpdateAccessKey', params: { Status: 'Inactive' } });
    expect((attach?.at.getTime() ?? Number.NaN) - (first?.at.getTime() ?? 0)).toBeLessThan(600);
  });

  test('is denied everything for a session that was seen, which is refused from then on', async () => {
    const user = createUser('ci-deploy', [KEY, OTHER_KEY]);
    const session = aws.sessions.startForUser(user, 3_600);
    const path = 'detail.resource.accessKeyDetails';
    const seen = withValue(fixture('guardduty-user-session'), `${path}.accessKeyId`, session.accessKeyId);
    const house = openHouse(aws, QUARANTINE);
    expect(await house.invoke(withValue(seen, `${path}.principalId`, user.userId))).toEqual(['CONTAINED']);
    expect([aws.identities.statusOf(KEY), aws.identities.statusOf(OTHER_KEY)]).toEqual([
      'Inactive',
      'Inactive',
    ]);
    expect((await use(session)).errorCode).toBe('AccessDeniedException');
  });

  test('is contained with another key Active, since that key is refused everything too', async () => {
    const user = createUser('ci-deploy', [KEY, OTHER_KEY]);
    expect(await openHouse(aws, QUARANTINE).invoke(finding(user.userId))).toEqual(['CONTAINED']);
    expect(aws.identities.statusOf(OTHER_KEY)).toBe('Active');
    const other = aws.identities.findAccessKey(OTHER_KEY)?.key;
    expect(other && (await use(other)).errorCode).toBe('AccessDeniedException');
    expect(email()).toContain(`YES      other access keys of the user: ${OTHER_KEY} Active`);
  });

  test('is denied everything under its new name when it was renamed', async () => {
    const user = createUser('ci-deploy-renamed', [KEY]);
    expect(await openHouse(aws, QUARANTINE).invoke(finding(user.userId))).toEqual(['CONTAINED']);
    expect(isDenied(user)).toBe(true);
  });

  test('is denied everything again by the same event, which is no mistake', async () => {
    const user = createUser('ci-deploy', [KEY]);
    const house = openHouse(aws, QUARANTINE);
    await house.invoke(finding(user.userId));
    expect(await house.invoke(finding(user.userId))).toEqual(['CONTAINED']);
    expect(user.attachedPolicies.read(0)).toEqual([DENY_ALL]);
  });

  test('is read back until the list shows the deny, when IAM lags', async () => {
    const user = createUser('ci-deploy', [KEY]);
    aws.lag.read = 1_500;
    expect(await openHouse(aws, QUARANTINE).invoke(finding(user.userId))).toEqual(['CONTAINED']);
  }, 20_000);
});

describe('a user with ten policies already', () => {
  const OWN = 'arn:aws:iam::111122223333:policy/own-boundary';

  test.each<[string, string | undefined, readonly string[]]>([
    ['had one', OWN, ['put-user-permissions-boundary', `--permissions-boundary=${OWN}`]],
    ['had none', undefined, ['delete-user-permissions-boundary']],
  ])(
    'is denied everything by its boundary, and the one before it is told (it %s)',
    async (_, own, [command = '', ...flags]) => {
      const user = createUser('ci-deploy', [KEY]);
      const session = aws.sessions.startForUser(user, 3_600);
      fillPolicies(user);
      user.boundary.reset(own);
      expect(await openHouse(aws, QUARANTINE).invoke(finding(user.userId))).toEqual(['CONTAINED']);

      expect(user.boundary.read(0)).toBe(DENY_ALL);
      expect((await use(session)).errorCode).toBe('AccessDeniedException');
      const between = calls().slice(calls().lastIndexOf('iam:AttachUserPolicy') + 1);
      expect(between.slice(0, 3)).toEqual(['iam:GetUser', 'iam:PutUserPermissionsBoundary', 'iam:GetUser']);
      const quarantine = { by: 'boundary', holds: 'yes', previousBoundary: own ?? 'none' };
      expect(machines()[0]).toMatchObject({ reason: 'user-quarantined', quarantine });
      expect(email()).toContain('by the permissions boundary AWSDenyAll');
      expect(email()).toContain(`replaced the user's permissions boundary, which was: ${own ?? 'none'}`);
      expect(undo(machines()[0])).toContainEqual(['aws', 'iam', command, '--user-name=ci-deploy', ...flags]);
    },
    30_000,
  );

  test('is denied everything at once: a place that is not there is not asked for again', async () => {
    const user = createUser('ci-deploy', [KEY]);
    fillPolicies(user);
    await openHouse(aws, QUARANTINE).invoke(finding(user.userId));
    expect(calls().filter((call) => call === 'iam:AttachUserPolicy')).toHaveLength(1);
  }, 30_000);

  test('is told to have had an unknown boundary where it could not be read, and no command guesses it', async () => {
    const user = createUser('ci-deploy', [KEY]);
    fillPolicies(user);
    user.boundary.reset(OWN);
    aws.faults.inject({ action: 'iam:GetUser', fault: accessDenied });
    expect(await openHouse(aws, QUARANTINE).invoke(finding(undefined))).toEqual(['CONTAINED']);
    expect(machines()[0]?.quarantine).toEqual({ by: 'boundary', holds: 'yes', previousBoundary: 'unknown' });
    expect(email()).toContain("replaced the user's permissions boundary, which was: unknown");
    expect(email()).not.toMatch(/(put|delete)-user-permissions-boundary/);
  }, 30_000);
});

describe('nothing is denied', () => {
  test('where AttachUserPolicy is: the alert says so, with the command, and the event runs again', async () => {
    const user = createUser('ci-deploy', [KEY]);
    aws.faults.inject({ action: 'iam:AttachUserPolicy', fault: accessDenied, times: 'forever' });
    await expect(openHouse(aws, QUARANTINE).invoke(finding(user.userId))).rejects.toThrow(
      'PARTLY_CONTAINED: quarantine-failed',
    );
    expect([aws.identities.statusOf(KEY), isDenied(user)]).toEqual(['Inactive', false]);
    expect(email()).toContain('DOES NOT HOLD');
    expect(email()).not.toContain('everything is denied');
    expect(email()).not.toContain('detach-user-policy');
    expect(email()).toContain("aws iam attach-user-policy --user-name='ci-deploy'");
  });

  test('where the thief takes it off before it is read back', async () => {
    const user = createUser('ci-deploy', [KEY]);
    aws.faults.inject({ action: 'iam:ListAttachedUserPolicies', fault: { kind: 'slow', milliseconds: 300 } });
    const ended = openHouse(aws, QUARANTINE).invoke(finding(user.userId));
    while (!isDenied(user)) await new Promise(setImmediate);
    user.attachedPolicies.write([]);
    await expect(ended).rejects.toThrow('PARTLY_CONTAINED: quarantine-failed');
    expect(email()).not.toContain('everything is denied');
  }, 20_000);

  test('to a recreated user of the same name', async () => {
    const user = createUser('ci-deploy', [OTHER_KEY]);
    expect(await openHouse(aws, QUARANTINE).invoke(finding('AIDAEXAMPLEEXAMPLE123'))).toEqual(['NO_ACTION']);
    expect([aws.identities.statusOf(OTHER_KEY), isDenied(user)]).toEqual(['Active', false]);
  });

  test('to whoever has the name of a renamed user, when the event tells no unique id', async () => {
    const innocent = createUser('ci-deploy', [OTHER_KEY]);
    const renamed = createUser('ci-deploy-renamed', [KEY]);
    expect(await openHouse(aws, QUARANTINE).invoke(finding(undefined))).toEqual(['CONTAINED']);
    expect([isDenied(renamed), isDenied(innocent)]).toEqual([true, false]);
  });

  test.each([
    ['by name', { EXEMPT_PRINCIPALS: 'ci-deploy' }],
    ['by unique id', { EXEMPT_PRINCIPALS: 'AIDAEXAMPLEEXAMPLE123' }],
  ])('to an exempt user (%s), whose key stays Active', async (_, exempt) => {
    const user = createUser('ci-deploy', [KEY]);
    const house = openHouse(aws, { ...QUARANTINE, ...exempt });
    expect(await house.invoke(finding('AIDAEXAMPLEEXAMPLE123'))).toEqual(['NO_ACTION']);
    expect([aws.identities.statusOf(KEY), isDenied(user)]).toEqual(['Active', false]);
  });

  test('where QUARANTINE_USERS is off: the session goes on, and the alert does not say otherwise', async () => {
    const user = createUser('ci-deploy', [KEY]);
    const session = aws.sessions.startForUser(user, 3_600);
    await openHouse(aws).invoke(finding(user.userId));
    expect((await use(session)).errorCode).toBeUndefined();
    expect(email()).toContain('UNKNOWN  sessions made with the key, not looked for: they outlive it');
  });
});

const FAULTS: Readonly<Record<string, Fault>> = {
  'access denied': accessDenied,
  throttling,
  'service failure': serviceFailure,
  reset: connectionReset,
  hang,
  'took effect, then failed': { kind: 'after-effect', answer: serviceFailure },
  'took effect, then reset': { kind: 'after-effect', answer: connectionReset },
};
const cases = [
  ...casesOf(['iam:GetUser', 'iam:AttachUserPolicy', 'iam:ListAttachedUserPolicies'], false),
  ...casesOf(['iam:GetUser', 'iam:AttachUserPolicy', 'iam:PutUserPermissionsBoundary'], true),
];

function casesOf(actions: readonly string[], full: boolean) {
  return actions.flatMap((action) =>
    Object.keys(FAULTS).flatMap((fault) =>
      ([1, 'forever'] as const).map((times) => ({ action, fault, times, full })),
    ),
  );
}

interface Result {
  readonly name: string;
  readonly passing: boolean;
  readonly thrown: boolean;
  /** The queue brings it back. */
  readonly queued: boolean;
  readonly status: string | undefined;
  readonly holds: 'policy' | 'boundary' | 'nothing';
  readonly sessionRefused: boolean;
  readonly machine: Machine | undefined;
  readonly text: string;
}

describe('every fault of every call that quarantines', () => {
  const results: Result[] = [];
  beforeAll(async () => {
    for (const [index, one] of cases.entries()) {
      aws.reset();
      results.push(await run(one, index));
    }
  }, 120_000);

  async function run({ action, fault, times, full }: (typeof cases)[number], index: number): Promise<Result> {
    const accessKeyId = `AKIAEXAMPLEEXAMPLE${String(index).padStart(2, '0')}`;
    const userName = `user-${index}`;
    const user = createUser(userName, [accessKeyId]);
    if (full) fillPolicies(user);
    const session = aws.sessions.startForUser(user, 3_600);
    const when = (params: Readonly<Record<string, unknown>>) => params['UserName'] === userName;
    aws.faults.inject({ action, fault: FAULTS[fault] ?? hang, times, when });
    const path = 'detail.resource.accessKeyDetails';
    const named = withValue(finding(user.userId), `${path}.userName`, userName);
    const invoked = openHouse(aws, QUARANTINE).invoke(withValue(named, `${path}.accessKeyId`, accessKeyId));
    const [ended] = await Promise.allSettled([invoked]);
    const published = aws.published.find(({ bodies }) => bodies.email.includes(accessKeyId));
    const held = user.boundary.read(0) === DENY_ALL ? 'boundary' : 'policy';
    return {
      name: `${action} ${fault} ${times}${full ? ', ten policies' : ''}`,
      // The SDK tries again by itself, but not after a refusal.
      passing: times === 1 && fault !== 'access denied',
      thrown: ended.status === 'rejected',
      queued: (aws.queues.find('retries')?.messages.length ?? 0) > 0,
      status: aws.identities.statusOf(accessKeyId),
      holds: isDenied(user) ? held : 'nothing',
      sessionRefused: (await use(session)).errorCode === 'AccessDeniedException',
      machine: published === undefined ? undefined : JSON.parse(published.bodies.sqs),
      text: published?.bodies.email ?? '',
    };
  }

  const namesOf = (wrong: (result: Result) => boolean) => results.filter(wrong).map(({ name }) => name);

  test('leaves the key Inactive, and an alert that says so', () => {
    expect(namesOf(({ status }) => status !== 'Inactive')).toEqual([]);
    expect(namesOf(({ machine }) => machine?.key.statusNow !== 'Inactive')).toEqual([]);
  });

  test('ends in no claim of a deny that does not hold', () => {
    const claims = ({ machine, text }: Result) =>
      machine?.reason === 'user-quarantined' || /everything is denied|denied {3}everything/.test(text);
    expect(namesOf((result) => claims(result) && !result.sessionRefused)).toEqual([]);
    expect(
      namesOf(({ machine, holds }) => {
        const claimed = machine?.quarantine;
        return claimed?.holds === 'yes' && claimed.by !== holds;
      }),
    ).toEqual([]);
  });

  test('runs again unless the deny is read back', () => {
    const again = ({ thrown, queued }: Result) => thrown || queued;
    expect(namesOf((one) => again(one) === (one.machine?.reason === 'user-quarantined'))).toEqual([]);
  });

  test('is left to the queue only if IAM took the change and did not refuse to show it', () => {
    const quiet = ({ machine }: Result) => machine?.reason === 'quarantine-not-read-yet';
    expect(namesOf((one) => quiet(one) && (one.thrown || one.holds === 'nothing'))).toEqual([]);
    expect(namesOf((one) => quiet(one) && one.name.includes('access denied'))).toEqual([]);
    expect(namesOf(quiet)).toContain('iam:ListAttachedUserPolicies throttling forever');
  });

  test('goes unnoticed when it passes', () => {
    expect(namesOf(({ passing, thrown }) => passing && thrown)).toEqual([]);
  });

  test('ends in a way back wherever the deny holds', () => {
    const back = /detach-user-policy|user-permissions-boundary|boundary, which was: unknown/;
    expect(namesOf(({ sessionRefused, text }) => sessionRefused && !back.test(text))).toEqual([]);
  });

  test('never ends in the words that the deny does not hold while it does', () => {
    expect(namesOf(({ sessionRefused, text }) => sessionRefused && text.includes('DOES NOT HOLD'))).toEqual(
      [],
    );
  });
});
