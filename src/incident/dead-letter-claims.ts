import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../core/clock.ts';
import { onLedger, type Permission } from '../core/permission.ts';
import { resultOf } from '../core/result.ts';
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

  /**
   * The claim of a run that was killed before it told anybody ends by itself. If the ledger does not answer, the claim is
   * won: told rather twice than never. Never throws.
   * @returns whether this run tells people of it.
   */
  async claim(messageId: string): Promise<boolean> {
    if (this.#told.has(messageId)) return false;
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
    return answer.ok ? answer.value.done : true;
  }

  /** Rejects with AWS's error. Then it is told again, by another process at the latest. */
  async markTold(messageId: string): Promise<void> {
    this.#told.add(messageId);
    await this.#table.update(itemOf(messageId), { set: { toldAt: { S: this.#clock.now().toISOString() } } });
  }
}

function itemOf(messageId: string): string {
  return `dead-letter:${messageId}`;
}
