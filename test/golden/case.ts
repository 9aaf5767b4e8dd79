import { userCredentials } from '../../src/containment/user-credentials.ts';
import type { History, PreviousAlerts } from '../../src/core/history.ts';
import type { Action, ActionRecord, Outcome } from '../../src/core/outcome.ts';
import type { Reminder } from '../../src/core/reminder.ts';
import type { ResponsePolicy } from '../../src/core/response-policy.ts';
import type { CredentialFact, CredentialKind, CredentialsRead } from '../../src/core/user-credential.ts';
import type { QueueMessage } from '../../src/queue/message.ts';
import type { Json } from '../fixture.ts';

/** One event, how the response to it ended, and so what people and machines are told. */
export interface GoldenCase {
  /** The file's name, without `.txt`. */
  readonly name: string;
  /** As it arrives in us-east-1; it is moved to the place. */
  readonly event: Json;
  /** Seen in another Region than the responder's own, as forwarded events are. */
  readonly seenElsewhere?: true;
  /** What the deployer chose other than the defaults. */
  readonly policy?: Partial<ResponsePolicy>;
  readonly runbookUrl?: string;
  readonly identityCenter?: { readonly url: string; readonly role: string };
  /** What the ledger says of a key that was switched on or off. */
  readonly history?: History;
  /** What had been told of it before; the first alert where nothing is said. */
  readonly before?: PreviousAlerts | 'the ledger does not answer';
  /** It only reminds people of what they know. */
  readonly reminder?: Reminder;
  /** AWS's code, where the pager's topic refuses. */
  readonly pagerError?: string;
  /** One for every decision, in their order; none where the event cannot be read, or was given up. */
  readonly endings: (place: Place) => readonly Ending[];
  /** The messages that hold the event, where it was given up and people are told of that. */
  readonly givenUp?: (event: Json) => readonly QueueMessage[];
  /** How it stands after five seconds, while it is being tried. */
  readonly unfinished?: true;
  /** Beside the three partitions that every case is shown in. */
  readonly alsoInEurope?: true;
}

/** An outcome without its decision, which the event and the policy give. */
export type Ending = Omit<Outcome, 'decision'>;

export interface Place {
  readonly partition: string;
  readonly region: string;
  /** Another Region of the partition. */
  readonly elsewhere: string;
}

const everywhere: readonly Place[] = [
  { partition: 'aws', region: 'us-east-1', elsewhere: 'eu-west-1' },
  { partition: 'aws-us-gov', region: 'us-gov-west-1', elsewhere: 'us-gov-east-1' },
  { partition: 'aws-cn', region: 'cn-north-1', elsewhere: 'cn-northwest-1' },
];
const europe: Place = { partition: 'aws-eusc', region: 'eusc-de-east-1', elsewhere: 'eusc-de-east-1' };

export function placesOf({ alsoInEurope }: GoldenCase): readonly Place[] {
  return alsoInEurope ? [...everywhere, europe] : everywhere;
}

/** The responder's own account, and a member of its organization. */
export const OWN = '111122223333';
export const MEMBER = '444455556666';
export const KEY = 'AKIAIOSFODNN7EXAMPLE';
export const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';
export const SESSION = 'ASIAIOSFODNN7EXAMPLE';

/** Where a finding of GuardDuty names the key. */
export const DETAILS = 'detail.resource.accessKeyDetails.accessKeyId';

/** A key of Bedrock, which whoever has it can use. */
export const BEARER_KEY = 'ACCAEXAMPLE123EXAMPLE';
export const bearerKey = {
  kind: 'service-specific-credential',
  id: BEARER_KEY,
  status: 'Active',
  createdAt: '2025-06-30T10:00:00.000Z',
  service: 'bedrock',
} as const satisfies CredentialFact;

/** A time of the night of the incident: `03:12:08.114`. */
export function at(time: string): string {
  return `2026-05-04T${time}Z`;
}

/** What made each key, long before. */
export const MADE = { [KEY]: '2024-11-02T09:00:00.000Z', [OTHER_KEY]: '2023-02-14T16:20:00.000Z' } as const;

/** A call that AWS accepted. */
export function accepted(time: string, call: string, target: string): ActionRecord {
  return { at: at(time), ...actionOf(call, target), result: 'ok' };
}

export function refused(time: string, call: string, target: string, error: string): ActionRecord {
  return { at: at(time), ...actionOf(call, target), result: 'failed', error };
}

/** The calls that read what the user has beside access keys. */
export function looks(time: string, userName: string): readonly ActionRecord[] {
  return userCredentials.map(({ listCall }) => accepted(time, listCall, userName));
}

/** What those calls found, kind by kind; nothing where nothing is said. */
export function read(
  time: string,
  found: Partial<Record<CredentialKind, CredentialsRead['answer']>> = {},
): readonly CredentialsRead[] {
  return userCredentials.map(({ kind }) => ({
    kind,
    answer: found[kind] ?? { ok: true, value: [] },
    readAt: at(time),
  }));
}

/** Where a service-specific credential is what the event is about: these are read by themselves, and the others beside them. */
export function isOfOthers({ call }: ActionRecord): boolean {
  return call !== 'iam:ListServiceSpecificCredentials';
}

export function ofServicesFirst(one: CredentialsRead, other: CredentialsRead): number {
  const rank = ({ kind }: CredentialsRead) => (kind === 'service-specific-credential' ? 0 : 1);
  return rank(one) - rank(other);
}

/** The ending of a key that is stopped, read back and looked at, whatever its user may still do. */
export function keyInactive({ region, service }: { readonly region: string; readonly service: string }) {
  const use = { at: at('03:09:00.000'), service, region };
  return {
    userName: 'ci-deploy',
    actions: [
      accepted('03:12:08.114', 'iam:UpdateAccessKey', `${KEY} Inactive`),
      accepted('03:12:08.402', 'iam:ListAccessKeys', 'ci-deploy'),
      ...looks('03:12:08.410', 'ci-deploy'),
    ],
    credentials: read('03:12:08.410'),
    keys: [{ accessKeyId: KEY, status: 'Inactive', createdAt: MADE[KEY] }],
    verifiedAt: at('03:12:08.402'),
    enrichment: {
      readAt: at('03:12:08.733'),
      accountAlias: { ok: true, value: 'prod' },
      consolePassword: { ok: true, value: 'absent' },
      lastUses: [{ accessKeyId: KEY, use: { ok: true, value: use } }],
    },
    retry: false,
  } satisfies Partial<Ending>;
}

function actionOf(call: string, target: string): Action {
  const [id = ''] = target.split(' ');
  const to = 'Inactive';
  const changed = { accessKeyId: id, to } as const;
  const changedCredential = { kind: 'service-specific-credential', id, to } as const;
  return {
    call,
    target,
    ...(call === 'iam:UpdateAccessKey' && { changed }),
    ...(call === 'iam:UpdateServiceSpecificCredential' && { changedCredential }),
  };
}
