import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../core/clock.ts';
import type { LetterClaim } from '../core/dead-letter.ts';
import { onLedger, type Permission } from '../core/permission.ts';
import { resultOf } from '../core/result.ts';
import { markGivenUp } from './given-up.ts';
import { expiry, inSeconds, LedgerTable } from './table.ts';

export const deadLetterClaimPermissions: readonly Permission[] = [onLedger('dynamodb:UpdateItem')];

/** Longer than one run of the function, and shorter than the time between two runs: what failed is told by the next. */
const LEASE_SECONDS = 180;

/** Remembers in the ledger which dead letters people know of. */
export class DeadLetterClaims {
  readonly #table: LedgerTable;
  readonly #clock: Clock;
  /** For the time in which the ledger does not answer. */
  readonly #told = new Set<string>();
  readonly #woken = new Set<string>();
  readonly #mailed = new Set<string>();

  constructor({
    tableName,
    client,
    clock,
  }: {
    readonly tableName: string;
    readonly client: DynamoDBClientConfig;
    readonly clock: Clock;
  }) {
    this.#table = new LedgerTable(tableName, client);
    this.#clock = clock;
  }

  /** What this process knows without the ledger. */
  knownTo(messageId: string): LetterClaim | undefined {
    if (this.#told.has(messageId)) return undefined;
    if (this.#woken.has(messageId)) return 'mail';
    return this.#mailed.has(messageId) ? 'page' : 'all';
  }

  /**
   * The claim of a run that was killed before it told anybody ends by itself. If the ledger does not answer, the claim is
   * won: told rather twice than never. Never throws.
   * @returns what this run tells people, if anything.
   */
  async claim(messageId: string): Promise<LetterClaim | undefined> {
    const known = this.knownTo(messageId);
    if (known === undefined) return undefined;
    const now = this.#clock.now();
    const claim = this.#table.updateIf(
      'attribute_not_exists(toldAt) AND (attribute_not_exists(claimedUntil) OR claimedUntil < :now)',
      {
        key: itemOf(messageId),
        set: { claimedUntil: inSeconds(now, LEASE_SECONDS), expiresAt: expiry(now) },
        compare: { now: inSeconds(now) },
      },
    );
    const answer = await resultOf(claim);
    if (answer.ok && !answer.value.done) return undefined;
    if (!answer.ok) return known;
    const { wokenAt, mailedAt } = answer.value.before;
    return wokenAt !== undefined ? 'mail' : mailedAt !== undefined ? 'page' : known;
  }

  /** Rejects with AWS's error. Then a later run of another process wakes them again. */
  async markWoken(messageId: string): Promise<void> {
    this.#woken.add(messageId);
    await this.#mark(messageId, 'wokenAt');
  }

  /** Rejects with AWS's error. Then a later run of another process mails it again. */
  async markMailed(messageId: string): Promise<void> {
    this.#mailed.add(messageId);
    await this.#mark(messageId, 'mailedAt');
  }

  /** Rejects with AWS's error. Then it is told again, by another process at the latest. */
  async markTold(messageId: string): Promise<void> {
    this.#told.add(messageId);
    await this.#mark(messageId, 'toldAt');
  }

  /** Rejects with AWS's error. */
  async markGivenUp(
    dedupKey: string,
    { mailed, paged }: { readonly mailed: boolean; readonly paged: boolean },
  ): Promise<void> {
    await markGivenUp(this.#table, { dedupKey, at: this.#clock.now(), mailed, paged });
  }

  async #mark(messageId: string, when: 'toldAt' | 'wokenAt' | 'mailedAt'): Promise<void> {
    await this.#table.update(itemOf(messageId), { set: { [when]: { S: this.#clock.now().toISOString() } } });
  }
}

function itemOf(messageId: string): string {
  return `dead-letter:${messageId}`;
}
