import type { Settings } from './deploy.ts';
import {
  type AwsEvent,
  getCallerIdentity,
  guardDutyFinding,
  keyReport,
  quarantineAttachment,
  stopLogging,
} from './events.ts';
import { ACCOUNT_ID } from './ministack.ts';
import type { Delivery } from './rules.ts';
import type { User } from './users.ts';

/** One way in which a stolen key comes to the responder's notice, and what must be true afterwards. */
export interface Case {
  readonly name: string;
  /** The logical id of the one deployed rule that may match the event. */
  readonly rule: string;
  readonly bus: Delivery['bus'];
  readonly event: (people: People) => AwsEvent;
  /** How many key pairs the target has; all of them are stolen, and a thief uses each. */
  readonly keyCount?: number;
  /** Deployed with these. Its target is then made before the stack, and the same one serves every run. */
  readonly settings?: (target: User) => Settings;
  readonly expected: {
    readonly state: string;
    readonly keys: 'Inactive' | 'Active';
    readonly dedupKey: (target: User) => string;
  };
}

export interface People {
  readonly target: User;
  /** Has a key as well, which must stay Active: the event implicates nothing of theirs. */
  readonly bystander: User;
}

const contained = { state: 'CONTAINED', keys: 'Inactive', dedupKey: keysAlert } as const;

export const cases: readonly Case[] = [
  {
    name: 'GuardDuty finding',
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    event: ({ target }) => guardDutyFinding(target),
    expected: contained,
  },
  {
    name: 'quarantine policy attached',
    rule: 'QuarantinePolicyRule',
    bus: 'default',
    // AWS says that a key of the user leaked, not which.
    keyCount: 2,
    event: ({ target, bystander }) => quarantineAttachment({ target, caller: bystander }),
    expected: { ...contained, dedupKey: (target) => `akr:aws:${ACCOUNT_ID}:${target.arn}` },
  },
  {
    name: 'logging switched off',
    rule: 'SuspectedApiCallRule',
    bus: 'default',
    event: ({ target }) => stopLogging(target),
    expected: contained,
  },
  {
    name: 'report',
    rule: 'ReportRule',
    bus: 'responder',
    event: ({ target }) => keyReport(target.keys[0].accessKeyId),
    expected: contained,
  },
  {
    name: 'honey key used',
    rule: 'HoneyKeyRule',
    bus: 'default',
    settings: ({ keys }) => ({ honeyKeys: keys[0].accessKeyId }),
    event: ({ target }) => getCallerIdentity(target),
    expected: contained,
  },
  {
    name: 'report of an exempt user',
    rule: 'ReportRule',
    bus: 'responder',
    // A report names no user: that it is the exempt one is known only from IAM.
    settings: ({ id }) => ({ exemptPrincipals: id }),
    event: ({ target }) => keyReport(target.keys[0].accessKeyId),
    expected: { state: 'NO_ACTION', keys: 'Active', dedupKey: keysAlert },
  },
];

export function keysAlert({ keys }: User): string {
  return `akr:aws:${ACCOUNT_ID}:${keys[0].accessKeyId}`;
}
