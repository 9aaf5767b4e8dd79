import { DynamoDBClient, type DynamoDBClientConfig, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../core/clock.ts';
import { onLedger, type Permission } from '../core/permission.ts';
import { resultOf } from '../core/result.ts';
import { KEPT_SECONDS, ledgerLimits } from './ledger.ts';

export const deadLetterClaimPermissions: readonly Permission[] = [onLedger('dynamodb:UpdateItem')];

/** Longer than one run of the function, and shorter than the time between two runs: what failed is told by the next. */
const LEASE_SECONDS = 180;

/** Remembers in the ledger which dead letters people know of. */
export class DeadLetterClaims {
  readonly #tableName: string;
  readonly #client: DynamoDBClient;
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
    this.#tableName = tableName;
    this.#client = new DynamoDBClient({ ...ledgerLimits, ...client });
    this.#clock = clock;
  }

  /**
   * The claim of a run that was killed before it told anybody ends by itself. If the ledger does not answer, the claim is
   * won: told rather twice than never. Never throws.
   * @returns whether this run tells people of it.
   */
  async claim(messageId: string): Promise<boolean> {
    if (this.#told.has(messageId)) return false;
    const now = Math.floor(this.#clock.now().getTime() / 1000);
    const answer = await resultOf(
      this.#update(messageId, {
        UpdateExpression: 'SET claimedUntil = :until, expiresAt = :expires',
        ConditionExpression:
          'attribute_not_exists(toldAt) AND (attribute_not_exists(claimedUntil) OR claimedUntil < :now)',
        ExpressionAttributeValues: {
          ':now': { N: String(now) },
          ':until': { N: String(now + LEASE_SECONDS) },
          ':expires': { N: String(now + KEPT_SECONDS) },
        },
      }),
    );
    return answer.ok || answer.error !== 'ConditionalCheckFailedException';
  }

  /** Rejects with AWS's error. Then it is told again, by another process at the latest. */
  async markTold(messageId: string): Promise<void> {
    this.#told.add(messageId);
    await this.#update(messageId, {
      UpdateExpression: 'SET toldAt = :at',
      ExpressionAttributeValues: { ':at': { S: this.#clock.now().toISOString() } },
    });
  }

  async #update(
    messageId: string,
    update: Omit<ConstructorParameters<typeof UpdateItemCommand>[0], 'TableName' | 'Key'>,
  ): Promise<void> {
    await this.#client.send(
      new UpdateItemCommand({
        TableName: this.#tableName,
        Key: { incident: { S: `dead-letter:${messageId}` } },
        ...update,
      }),
    );
  }
}
