import {
  type AttributeValue,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Told } from '../core/history.ts';
import type { State } from '../core/outcome.ts';
import type { Ledger, LedgerEntry } from '../core/ports.ts';

/** What remembering may call; a test holds the role to it. */
export const permissions = ['dynamodb:UpdateItem', 'dynamodb:GetItem'];

const limits: DynamoDBClientConfig = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

/** Longer than anybody waits before switching a key on again, and short enough for the loop limit to be forgotten. */
const KEPT_SECONDS = 180 * 24 * 3600;

/** Which keys this responder deactivated and what it told of them, so that it knows when that is taken back, or finished. */
export function ledgerOf(tableName: string, config: DynamoDBClientConfig): Ledger {
  const client = new DynamoDBClient({ ...limits, ...config });
  return {
    async record(entry) {
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: { incident: { S: entry.incident } },
          ...updateOf(entry),
          ReturnValues: 'ALL_OLD',
        }),
      );
      const state = stateIn(Attributes);
      return { ...(state !== undefined && { state }), alerts: Number(Attributes?.['alerts']?.N ?? 0) };
    },

    async recall(incident) {
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: tableName,
          Key: { incident: { S: incident } },
          ConsistentRead: true,
        }),
      );
      const state = stateIn(Item);
      const alarm = Item?.['alarm']?.S === 'open' ? 'open' : 'closed';
      return {
        kind: 'known',
        deactivations: Item?.['deactivatedFor']?.SS?.length ?? 0,
        // Both are ISO 8601 in UTC, which order as text.
        restored: (Item?.['restoredAt']?.S ?? '') > (Item?.['deactivatedAt']?.S ?? ''),
        ...(state !== undefined && { told: { state, alarm } satisfies Told }),
      };
    },
  };
}

/** One update for all that is known of one incident. Absent parts leave what the table has. */
function updateOf({ eventId, at, deactivatedAt, told }: LedgerEntry) {
  const set: Record<string, AttributeValue | undefined> = {
    expiresAt: { N: String(Math.floor(at.getTime() / 1000) + KEPT_SECONDS) },
    deactivatedAt: deactivatedAt && { S: deactivatedAt.toISOString() },
    toldState: told && { S: told.state },
    toldAt: told && { S: at.toISOString() },
    alarm: told?.alarm && { S: told.alarm },
  };
  const add: Record<string, AttributeValue | undefined> = {
    // A set of event ids: the same event, tried again, counts once.
    deactivatedFor: deactivatedAt && { SS: [eventId] },
    alerts: told && { N: '1' },
  };
  const sets = Object.entries(set).filter(isGiven);
  const adds = Object.entries(add).filter(isGiven);
  return {
    UpdateExpression: [
      `SET ${sets.map(([name]) => `${name} = :${name}`).join(', ')}`,
      ...(adds.length === 0 ? [] : [`ADD ${adds.map(([name]) => `${name} :${name}`).join(', ')}`]),
    ].join(' '),
    ExpressionAttributeValues: Object.fromEntries(
      [...sets, ...adds].map(([name, value]) => [`:${name}`, value]),
    ),
  };
}

function isGiven(entry: [string, AttributeValue | undefined]): entry is [string, AttributeValue] {
  return entry[1] !== undefined;
}

const STATES: readonly State[] = [
  'CONTAINED',
  'PARTLY_CONTAINED',
  'NOT_CONTAINED',
  'NO_ACTION',
  'RESOLVED',
  'TEST',
];

function stateIn(item: Readonly<Record<string, AttributeValue>> | undefined): State | undefined {
  return STATES.find((state) => state === item?.['toldState']?.S);
}
