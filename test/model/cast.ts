import type { Aws } from '../../local/aws.ts';

export const ACCOUNT = '111122223333';

/** Who has which keys. Evidence comes about the keys of the first three users. */
const USERS = {
  'ci-deploy': ['AKIAIOSFODNN7EXAMPLE', 'AKIAEXAMPLESECONDKEY'],
  'build-agent': ['AKIAEXAMPLEBUILDAGNT'],
  bait: ['AKIAEXAMPLEHONEYBAIT'],
  'security-admin': ['AKIAI44QH8DHBEXAMPLE'],
  terraform: ['AKIAEXAMPLEPIPELINES'],
  'backup-sync': ['AKIAEXAMPLETHIEVESKY'],
} as const;

export const HONEY_KEY = USERS.bait[0];
export const VICTIMS: readonly string[] = [...USERS['ci-deploy'], ...USERS['build-agent'], HONEY_KEY];

/** A role that a thief assumed. */
const ROLE = 'intruder';

export type CallerName = Exclude<keyof typeof USERS, 'bait'> | typeof ROLE;

/** Who calls IAM, and with what: a session goes on when the keys of its user are stopped. */
export interface Caller {
  readonly name: CallerName;
  readonly with: 'key' | 'session';
}

/** A person who answers alerts. */
export const ADMINISTRATOR: Caller = { name: 'security-admin', with: 'key' };

/** Who switches keys on and off. `build-agent` may be a thief's second way in, and so are the sessions. */
export const CALLERS: readonly Caller[] = [
  ADMINISTRATOR,
  { name: 'terraform', with: 'key' },
  { name: 'backup-sync', with: 'key' },
  { name: 'backup-sync', with: 'session' },
  { name: 'build-agent', with: 'key' },
  { name: 'ci-deploy', with: 'session' },
  { name: ROLE, with: 'session' },
];

/** What the responder may stop of a caller. The session of a role has nothing that it may stop. */
export function keysOfCaller(name: CallerName): readonly string[] {
  return name === ROLE ? [] : USERS[name];
}

export const SETTINGS = { HONEY_KEYS: HONEY_KEY, TRUSTED_PRINCIPALS: 'terraform' };

export function enter({ identities }: Aws): void {
  for (const [userName, keys] of Object.entries(USERS)) {
    const user = identities.createUser({ userName });
    for (const accessKeyId of keys) identities.createAccessKey(user, { accessKeyId });
  }
}
