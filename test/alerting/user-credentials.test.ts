import { describe, expect, test } from '@jest/globals';
import type { CredentialFact, CredentialKind, CredentialsRead } from '../../src/core/user-credential.ts';
import {
  at,
  BEARER_KEY,
  bearerKey,
  type Ending,
  type GoldenCase,
  KEY,
  MADE,
  placesOf,
} from '../golden/case.ts';
import { cases } from '../golden/cases.ts';
import { tell } from '../golden/tell.ts';

const failed = {
  ...{ state: 'NOT_CONTAINED', reason: 'deactivation-failed', userName: 'ci-deploy', actions: [] },
  ...{ keys: [{ accessKeyId: KEY, status: 'Active', createdAt: MADE[KEY] }], verifiedAt: at('03:12:08.402') },
  retry: true,
} as const satisfies Ending;

const apiKey = (id: string, change: Partial<CredentialFact> = {}): CredentialFact => ({
  ...bearerKey,
  id,
  ...change,
});
const sshKey = (id: string, change: Partial<CredentialFact> = {}): CredentialFact => ({
  ...{ kind: 'ssh-public-key', id, status: 'Active', createdAt: bearerKey.createdAt },
  ...change,
});
const listed = (kind: CredentialKind, ...value: readonly CredentialFact[]): CredentialsRead => ({
  kind,
  answer: { ok: true, value },
  readAt: at('03:12:08.410'),
});
const unread = (kind: CredentialKind): CredentialsRead => ({
  kind,
  answer: { ok: false, error: 'AccessDenied' },
  readAt: at('03:12:08.410'),
});
const SERVICE = 'service-specific-credential';

function endedAs(name: string): GoldenCase {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`there is no case ${name}`);
  return found;
}

async function machineOf(one: GoldenCase) {
  const [place] = placesOf(one);
  if (place === undefined) throw new RangeError('there is a place');
  return (await tell(one, place)).alert.machine;
}

describe('of a reported API key, the verdict names', () => {
  const titleOf = async (credentials: readonly CredentialsRead[]) => {
    const one = endedAs('contained-reported-api-key');
    return (await machineOf({ ...one, endings: () => [{ ...failed, credentials }] }))['title'];
  };

  test.each<[string, readonly CredentialsRead[], string]>([
    ['the one that works', [listed(SERVICE, apiKey(BEARER_KEY))], `${SERVICE} ${BEARER_KEY} (bedrock)`],
    [
      'no one that is stopped',
      [listed(SERVICE, apiKey('ACCAEXAMPLESTOPPED12', { status: 'Inactive' }), apiKey(BEARER_KEY))],
      `${SERVICE} ${BEARER_KEY} (bedrock)`,
    ],
    [
      'two of four that work, and how many more there are',
      [
        listed(
          SERVICE,
          ...['ACCA1EXAMPLE', 'ACCA2EXAMPLE', 'ACCA3EXAMPLE', 'ACCA4EXAMPLE'].map((id) => apiKey(id)),
        ),
      ],
      `${SERVICE} ACCA1EXAMPLE (bedrock), ${SERVICE} ACCA2EXAMPLE (bedrock) and 2 more`,
    ],
    [
      'an access key of its user, if none of its own kind works',
      [
        listed(SERVICE, apiKey(BEARER_KEY, { status: 'Inactive' })),
        listed('ssh-public-key', sshKey('APKAEXAMPLE')),
      ],
      'an access key',
    ],
  ])('%s', async (_, credentials, words) => {
    const named = words.replaceAll(SERVICE, 'service-specific credential');
    expect(await titleOf(credentials)).toBe(
      `NOT CONTAINED: ${named} of IAM user ci-deploy IS STILL ACTIVE. The change failed.`,
    );
  });

  test('its service, if nobody could list what the user has', async () => {
    expect(await titleOf([unread(SERVICE)])).toBe(
      'NOT CONTAINED: the reported API key of bedrock of IAM user ci-deploy MAY STILL BE ACTIVE. The change failed and its status could not be read.',
    );
  });
});

test('where only the user is known, the verdict names none of its credentials', async () => {
  const one = endedAs('contained-bearer-key');
  const credentials = [listed(SERVICE, apiKey(BEARER_KEY, { status: 'Inactive' }))];
  const { title } = await machineOf({ ...one, endings: () => [{ ...failed, credentials }] });
  expect(title).toBe('NOT CONTAINED: the key of IAM user ci-deploy IS STILL ACTIVE. The change failed.');
});

test('a credential that was reported by its id has its own service, however many the user has', async () => {
  const one = endedAs('contained-reported-credential');
  const credentials = [
    listed('ssh-public-key', sshKey('APKAEXAMPLE123EXAMPLE')),
    listed(SERVICE, apiKey('ACCAEXAMPLEOTHER1234', { service: 'codecommit' }), apiKey(BEARER_KEY)),
  ];
  const { title } = await machineOf({ ...one, endings: () => [{ ...failed, credentials }] });
  expect(title).toContain(`service-specific credential ${BEARER_KEY} (bedrock) of IAM user ci-deploy`);
});

describe('what a user has beside keys', () => {
  interface Risk {
    readonly code: string;
    readonly status: string;
    readonly detail: string;
    readonly checkedAt?: string;
  }

  async function risksOf(change: Partial<Ending>, name = 'contained') {
    const one = endedAs(name);
    const { risks } = await machineOf({
      ...one,
      endings: (place) => one.endings(place).map((ending) => ({ ...ending, ...change })),
    });
    return (risks as readonly Risk[])
      .filter(({ code }) => code === 'OTHER_CREDENTIALS')
      .map(({ status, detail }) => `${status}: ${detail}`);
  }

  test('is not called absent where each kind of it works or is unknown', async () => {
    const credentials = [listed(SERVICE, apiKey(BEARER_KEY)), unread('ssh-public-key')];
    expect(await risksOf({ credentials })).toEqual([
      `present: service-specific credential ${BEARER_KEY} (bedrock) Active, made 2025-06-30`,
      'unknown: SSH keys of the user: AccessDenied',
    ]);
  });

  test('is told by id and status where it is stopped', async () => {
    const stopped = [
      sshKey('APKA1EXAMPLE', { status: 'Inactive' }),
      sshKey('APKA2EXAMPLE', { status: 'Expired' }),
    ];
    expect(await risksOf({ credentials: [listed('ssh-public-key', ...stopped)] })).toEqual([
      'absent: SSH keys of the user: APKA1EXAMPLE Inactive, APKA2EXAMPLE Expired',
    ]);
  });

  test('has no age where IAM tells none', async () => {
    const { createdAt: _, ...ageless } = sshKey('APKA1EXAMPLE');
    expect(await risksOf({ credentials: [listed('ssh-public-key', ageless)] })).toEqual([
      'present: SSH key APKA1EXAMPLE Active',
    ]);
  });

  test.each([
    ['yes', ': everything is denied to it, too'],
    ['no', ''],
    ['unknown', ''],
  ] as const)('and works is told as denied only where the deny was read back (%s)', async (holds, words) => {
    const change = {
      credentials: [listed(SERVICE, apiKey(BEARER_KEY))],
      quarantine: { by: 'policy', holds },
    } as const;
    expect(await risksOf(change)).toEqual([
      `present: service-specific credential ${BEARER_KEY} (bedrock) Active, made 2025-06-30${words}`,
    ]);
  });

  test('is not called younger than the evidence after a person stopped the key', async () => {
    const young = sshKey('APKA1EXAMPLE', { createdAt: at('03:11:00.000') });
    expect(await risksOf({ credentials: [listed('ssh-public-key', young)] }, 'resolved')).toEqual([
      'present: SSH key APKA1EXAMPLE Active, made 2026-05-04',
    ]);
  });
});
