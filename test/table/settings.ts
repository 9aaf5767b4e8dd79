import type { Settings } from '../../src/read-settings.ts';
import { ALL_PRINCIPALS, ALL_USERS, KEY, MEMBER_ROLE } from './world.ts';

/** Each setting away from its default, one at a time; `defaults` is none of them. */
export const settings = {
  defaults: {},
  observe: { CONTAIN: 'observe' },
  'only confirmed': { CONTAIN: 'confirmed' },
  'minimum severity 10': { MINIMUM_SEVERITY: '10' },
  'every user exempt': { EXEMPT_PRINCIPALS: ALL_USERS.join(',') },
  'everybody trusted': { TRUSTED_PRINCIPALS: ALL_PRINCIPALS.join(',') },
  'a honey key': { HONEY_KEYS: KEY },
  'no suspected calls': { SUSPECTED_API_CALLS: '' },
  'own lists may contain': { CONTAIN_CUSTOM_LISTS: 'true' },
  'own rules may contain': { CONTAIN_CUSTOM_RULES: 'true' },
  'users quarantined': { QUARANTINE_USERS: 'true' },
  'every role revocable': { REVOCABLE_ROLES: '*' },
  'member accounts': { MEMBER_ROLE_NAME: MEMBER_ROLE },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type Setting = keyof typeof settings;

/**
 * Which of them stand for a setting of the parser: a new one does not compile until it has a column in the table.
 * `maxPrincipalsPerHour` has none: it counts events (brake.test.ts). Nor has `findingAdministrators`: it is about who sent them
 * (member-account.test.ts).
 */
export const columnsOf: Readonly<
  Record<
    Exclude<keyof Settings['policy'], 'ownRoleName' | 'maxPrincipalsPerHour' | 'findingAdministrators'>,
    readonly Setting[]
  >
> = {
  contain: ['observe', 'only confirmed'],
  minimumSeverity: ['minimum severity 10'],
  exemptPrincipals: ['every user exempt'],
  trustedPrincipals: ['everybody trusted'],
  honeyKeys: ['a honey key'],
  suspectedApiCalls: ['no suspected calls'],
  containCustomLists: ['own lists may contain'],
  containCustomRules: ['own rules may contain'],
  quarantineUsers: ['users quarantined'],
  revocableRoles: ['every role revocable'],
  memberRoleName: ['member accounts'],
};
