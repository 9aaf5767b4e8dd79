import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Item } from './ledger-item.ts';
import { type ItemUpdate, updateExpression } from './update-expression.ts';

const limits: DynamoDBClientConfig = { maxAttempts: 3 };

/** Longer than a thief waits before activating a key again, and short enough that an old incident ends at some time. */
const KEPT_SECONDS = 180 * 24 * 3600;

/** Ends a call that may stay without an answer. */
interface Limited {
  readonly limit?: AbortSignal | undefined;
}

export interface Change {
  /** Whether the condition was true. */
  readonly done: boolean;
  /** The item before the change. It is empty if there was none. */
  readonly before: Item;
}

/** The items of the ledger, whatever they are about. Every call rejects with AWS's error. */
export class LedgerTable {
  readonly #name: string;
  readonly #client: DynamoDBClient;

  constructor(name: string, config: DynamoDBClientConfig) {
    this.#name = name;
    this.#client = new DynamoDBClient({ ...limits, ...config });
  }

  /** @returns `undefined` if there is no such item. */
  async find(key: string, limit?: AbortSignal): Promise<Item | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ ...this.#at(key), ConsistentRead: true }),
      limit && { abortSignal: limit },
    );
    return Item;
  }

  /** @returns the item before the change. It is empty if there was none. */
  async update(key: string, { limit, ...update }: Omit<ItemUpdate, 'condition'> & Limited): Promise<Item> {
    const { Attributes } = await this.#client.send(
      new UpdateItemCommand({ ...this.#at(key), ...updateExpression(update), ReturnValues: 'ALL_OLD' }),
      limit && { abortSignal: limit },
    );
    return Attributes ?? {};
  }

  /** Changes the item only if its condition is true. */
  async updateIf(
    condition: string,
    { key, limit, ...update }: Omit<ItemUpdate, 'condition'> & Limited & { readonly key: string },
  ): Promise<Change> {
    try {
      const { Attributes } = await this.#client.send(
        new UpdateItemCommand({
          ...this.#at(key),
          ...updateExpression({ ...update, condition }),
          ReturnValues: 'ALL_OLD',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
        limit && { abortSignal: limit },
      );
      return { done: true, before: Attributes ?? {} };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return { done: false, before: error.Item ?? {} };
      throw error;
    }
  }

  #at(key: string) {
    return { TableName: this.#name, Key: { incident: { S: key } } };
  }
}

/** When DynamoDB may delete an item that was changed now. */
export function expiry(now: Date, keptSeconds = KEPT_SECONDS) {
  return inSeconds(now, keptSeconds);
}

/** DynamoDB developer guide, "Using time to live (TTL)": seconds since 1970. */
export function inSeconds(time: Date, later = 0) {
  return { N: String(Math.floor(time.getTime() / 1000) + later) };
}
