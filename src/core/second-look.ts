/** The name of the task that reads again what IAM was too busy to show: src/tasks/look-again.ts. */
export const LOOK_AGAIN = 'look-again';

/** A response changed keys, and IAM did not show it. */
export interface SecondLook {
  /** When that response began. */
  readonly since: Date;
  readonly changed: readonly ChangedKey[];
}

export interface ChangedKey {
  readonly userName: string;
  readonly accessKeyId: string;
  /** When IAM accepted that it becomes Inactive. */
  readonly at: Date;
}

/** A containment that IAM accepted is read again for so long without waking anybody. */
const QUIET_MS = 15 * 60_000;

/** SQS brings the first look after this time, and not all looks of a storm at the same moment. */
const FIRST_LOOK_SECONDS = 60;

/** @param random at least 0 and less than 1. */
export function secondsToLook(random: number): number {
  return Math.round(FIRST_LOOK_SECONDS * (1 + random));
}

/** @param since when the first response began. */
export function mayLookAgain({ since, now }: { readonly since: Date; readonly now: Date }): boolean {
  return now.getTime() - since.getTime() < QUIET_MS;
}
