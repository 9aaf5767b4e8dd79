import {
  type AttributeValue,
  BatchGetItemCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { onLedger, type Permission } from '../core/permission.ts';

export const sentinelPermissions: readonly Permission[] = [onLedger('dynamodb:UpdateItem')];

/**
 * This item is in the table from the deployment on, and nothing deletes it. So a table without it is not a new one: it was
 * erased, or replaced.
 */
const SENTINEL = 'sentinel';

type Item = Readonly<Record<string, AttributeValue>>;

export interface Table {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/** A table that knows nothing of a credential says so only if it has its sentinel. */
export class LedgerErasedError extends Error {
  override readonly name = 'LedgerErased';
}

/** Part of the answer is missing, mostly because DynamoDB throttled it. The SDK does not ask for it again. */
export class LedgerIncompleteError extends Error {
  override readonly name = 'LedgerIncomplete';
}

/**
 * Reads an item and the sentinel in one round trip.
 * @returns `undefined` if there is no such item.
 * @throws LedgerErasedError if the sentinel is missing too.
 */
export async function findBesideSentinel(
  { client, tableName }: Table,
  incident: string,
): Promise<Item | undefined> {
  const Keys = [incident, SENTINEL].map((S) => ({ incident: { S } }));
  const { Responses, UnprocessedKeys = {} } = await client.send(
    new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } }),
  );
  const items = Object.values(Responses ?? {}).flat();
  const found = items.find((item) => item['incident']?.S === incident);
  if (found !== undefined) return found;
  if (Object.keys(UnprocessedKeys).length > 0) throw new LedgerIncompleteError('the ledger left a key out');
  if (items.length === 0) throw new LedgerErasedError('the ledger has no sentinel');
  return undefined;
}

/** Plants the sentinel. */
export class Sentinel {
  readonly #table: Table;

  constructor(tableName: string, config: DynamoDBClientConfig) {
    this.#table = { tableName, client: new DynamoDBClient({ maxAttempts: 3, ...config }) };
  }

  /** Changes nothing if it is there. It has no `expiresAt`, so it never expires. Rejects with AWS's error. */
  async plant(at: Date): Promise<void> {
    const { client, tableName } = this.#table;
    await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: { incident: { S: SENTINEL } },
        UpdateExpression: 'SET plantedAt = if_not_exists(plantedAt, :at)',
        ExpressionAttributeValues: { ':at': { S: at.toISOString() } },
      }),
    );
  }
}
