import {
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { History } from '../core/history.ts';
import type { Deactivation, Ledger } from '../core/ports.ts';

/** What remembering may call; a test holds the role to it. */
export const permissions = ['dynamodb:UpdateItem', 'dynamodb:GetItem'];

const limits: DynamoDBClientConfig = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

/** Longer than anybody waits before switching a key on again, and short enough for the loop limit to be forgotten. */
const KEPT_SECONDS = 180 * 24 * 3600;

/** Which keys this responder deactivated, so that it knows when somebody takes that back. */
export function ledgerOf(tableName: string, config: DynamoDBClientConfig): Ledger {
  const client = new DynamoDBClient({ ...limits, ...config });
  return {
    async record({ incident, eventId, at }: Deactivation) {
      await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: { incident: { S: incident } },
          // A set of event ids: the same event, tried again, counts once.
          UpdateExpression: 'ADD deactivatedFor :events SET deactivatedAt = :at, expiresAt = :end',
          ExpressionAttributeValues: {
            ':events': { SS: [eventId] },
            ':at': { S: at.toISOString() },
            ':end': { N: String(Math.floor(at.getTime() / 1000) + KEPT_SECONDS) },
          },
        }),
      );
    },

    async recall(incident): Promise<History> {
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: tableName,
          Key: { incident: { S: incident } },
          ConsistentRead: true,
        }),
      );
      const times = Item?.['deactivatedFor']?.SS?.length ?? 0;
      if (times === 0) return { kind: 'unknown' };
      const restoredAt = Item?.['restoredAt']?.S ?? '';
      // Both are ISO 8601 in UTC, which order as text.
      return restoredAt > (Item?.['deactivatedAt']?.S ?? '')
        ? { kind: 'restored' }
        : { kind: 'deactivated-by-us', times };
    },
  };
}
