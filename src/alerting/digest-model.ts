import type { Place } from '../core/place.ts';
import { SINGLE_ALERTS, type StormMember } from '../core/storm.ts';
import type { AlertSettings } from './alert.ts';
import { inShort } from './key-in-short.ts';
import { defang } from './sanitize.ts';
import { inSeconds } from './times.ts';

/** What a digest says. Computed once, and every channel chooses from it. */
export interface Digest {
  readonly dedupKey: string;
  /** In this message, the worst first. */
  readonly members: readonly StormMember[];
  /** In all messages of the digest. */
  readonly total: number;
  /** `12 credentials: 9 CONTAINED, 3 NOT CONTAINED` */
  readonly counts: string;
  /** `2 of 3`. Absent if one message holds it all. */
  readonly part?: string;
  /** Nothing more came for ten minutes. */
  readonly over: boolean;
  /** The severity and state of the worst. */
  readonly worst: Pick<StormMember, 'severity' | 'state' | 'heading'>;
  readonly place: Place;
  readonly sentAt: Date;
  readonly settings: AlertSettings;
}

export const STORM = 'storm';

/** As many states as there is room for, the worst first. The account comes after them, and is never cut. */
export function countsWithin(counts: string, room: number): string {
  const parts = counts.split(', ');
  while (parts.length > 1 && parts.join(', ').length > room) parts.pop();
  return parts.join(', ');
}

/** The verdict. */
export function digestTitle({ counts, over }: Digest): string {
  return over
    ? `DIGEST: the storm of alerts is over. ${counts}.`
    : `DIGEST: a storm of alerts. ${counts} so far.`;
}

export function digestNotes({ over }: Digest): readonly string[] {
  return [
    over
      ? 'Nothing new came for 10 minutes. The next alerts come singly again.'
      : `After ${SINGLE_ALERTS} alerts within 10 minutes the others come in digests: with twice as many credentials, and when nothing new came for 10 minutes.`,
    'What is NOT CONTAINED has an alert and a page of its own. Each credential has its outcome event, and its alert with all commands is in the log of the function.',
  ];
}

/** `P2 CONTAINED  AKIA…, user ci-deploy, account 111122223333, at 03:12:08Z, keys-inactive` */
export function memberLine({ at, severity, heading, reason, accountId, ...about }: StormMember): string {
  const { accessKeyId, credentialId, userName, roleName, dedupKey } = about;
  const id = accessKeyId ?? credentialId;
  const names = [
    ...(id === undefined ? [] : [inShort(id)]),
    ...(userName === undefined ? [] : [`user ${defang(userName)}`]),
    ...(roleName === undefined ? [] : [`role ${defang(roleName)}`]),
  ];
  const name = names.length === 0 ? defang(dedupKey) : names.join(', ');
  return `${severity} ${heading}  ${name}, account ${accountId}, ${inSeconds(at)}, ${reason}`;
}
