import type { Quarantine } from './outcome.ts';

/** The name of the task that reads again what IAM was too busy to show: src/tasks/look-again.ts. */
export const LOOK_AGAIN = 'look-again';

/** A response changed keys, and IAM did not show it. */
export interface SecondLook {
  /** When that response began. */
  readonly since: Date;
  readonly changed: readonly ChangedKey[];
  readonly revoked: readonly RevokedRole[];
  /** IAM showed the keys as Inactive, and not what else their users have. */
  readonly keysRead: boolean;
}

export interface ChangedKey {
  readonly userName: string;
  readonly accessKeyId: string;
  /** When IAM accepted that it becomes Inactive. */
  readonly at: Date;
  /** What else was done to the user, and is to be read again. */
  readonly quarantine?: Pick<Quarantine, 'by' | 'previousBoundary'>;
}

export interface RevokedRole {
  readonly accountId: string;
  readonly roleName: string;
  /** Sessions that were issued before this time are refused. AWS's clock, ISO 8601. */
  readonly revokedBefore: string;
  /** When IAM accepted the policy that refuses them. */
  readonly at: Date;
}

/** A containment that IAM accepted is read again for so long without waking anybody. */
const QUIET_MS = 15 * 60_000;
/**
 * A key that is known to be Inactive can wait longer for what else its user has, if IAM is only busy: five thousand at once need
 * more calls than IAM grants in twenty minutes.
 */
const BUSY_MS = 60 * 60_000;

/** SQS brings the first look after this time, and not all looks of a storm at the same moment. */
const FIRST_LOOK_SECONDS = 60;

/** @param random at least 0 and less than 1. */
export function secondsToLook(random: number): number {
  return Math.round(FIRST_LOOK_SECONDS * (1 + random));
}

/** What may still be left to the next look, without telling people that it cannot be read. */
export interface Later {
  readonly keys: boolean;
  /** What else the user has, while IAM is busy or out. */
  readonly others: boolean;
  /** The same, if IAM refuses to show it: a role without the permission must not be tried for ever. */
  readonly refused: boolean;
}

interface Looking extends Partial<Pick<SecondLook, 'keysRead'>> {
  /** When the first response began. */
  readonly since: Date;
  readonly now: Date;
}

export function mayLookAgain({ since, now, keysRead = false }: Looking): Later {
  const passed = now.getTime() - since.getTime();
  return {
    // An IAM that does not show them once more is no news.
    keys: passed < (keysRead ? BUSY_MS : QUIET_MS),
    others: passed < BUSY_MS,
    refused: passed < QUIET_MS,
  };
}
