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

/** Who switches keys on and off. `build-agent` may be a thief's second way in. */
export const CALLERS = ['security-admin', 'terraform', 'backup-sync', 'build-agent'] as const;
export type CallerName = (typeof CALLERS)[number];

export function keyOfCaller(name: CallerName): string {
  return USERS[name][0];
}

export const SETTINGS = { HONEY_KEYS: HONEY_KEY, TRUSTED_PRINCIPALS: 'terraform' };

export function enter({ identities }: Aws): void {
  for (const [userName, keys] of Object.entries(USERS)) {
    const user = identities.createUser({ userName });
    for (const accessKeyId of keys) identities.createAccessKey(user, { accessKeyId });
  }
}
