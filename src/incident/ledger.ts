import {
  type AttributeValue,
  DynamoDBClient,
  type DynamoDBClientConfig,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { History, LastAlert, PreviousAlerts } from '../core/history.ts';
import { onLedger, type Permission } from '../core/permission.ts';
import { type State, states } from '../core/state.ts';
import type { LedgerEntry } from './entries.ts';
import { findBesideSentinel } from './sentinel.ts';

export const ledgerPermissions: readonly Permission[] = [
  onLedger('dynamodb:UpdateItem', 'dynamodb:BatchGetItem'),
];

const limits: DynamoDBClientConfig = { maxAttempts: 3 };

/** Longer than a thief waits before activating a key again, and short enough that an old incident ends at some time. */
const KEPT_SECONDS = 180 * 24 * 3600;

/**
 * Stores which keys the responder deactivated and which alerts it sent, so that it knows when a person restores or
 * finishes.
 */
export class Ledger {
  readonly #tableName: string;
  readonly #client: DynamoDBClient;

  constructor(tableName: string, config: DynamoDBClientConfig) {
    this.#tableName = tableName;
    this.#client = new DynamoDBClient({ ...limits, ...config });
  }

  /** Rejects with AWS's error. @returns the alerts before this one. */
  async record(entry: LedgerEntry): Promise<PreviousAlerts> {
    const { Attributes } = await this.#client.send(
      new UpdateItemCommand({
        TableName: this.#tableName,
        Key: { incident: { S: entry.dedupKey } },
        ...updateOf(entry),
        ReturnValues: 'ALL_OLD',
      }),
    );
    const state = stateIn(Attributes);
    return { ...(state !== undefined && { state }), alerts: Number(Attributes?.['alerts']?.N ?? 0) };
  }

  /** Rejects with AWS's error, and if the ledger was erased. */
  async find(dedupKey: string): Promise<History> {
    const item = await findBesideSentinel({ client: this.#client, tableName: this.#tableName }, dedupKey);
    const state = stateIn(item);
    const page = item?.['alarm']?.S === 'open' ? 'open' : 'closed';
    return {
      kind: 'known',
      deactivations: item?.['deactivatedFor']?.SS?.length ?? 0,
      // Both are ISO 8601 in UTC, so they sort as text.
      restored: (item?.['restoredAt']?.S ?? '') > (item?.['deactivatedAt']?.S ?? ''),
      ...(state !== undefined && { lastAlert: { state, page } satisfies LastAlert }),
    };
  }
}

/** One update for one incident. Absent parts keep the values in the table. */
function updateOf({ eventId, at, deactivatedAt, alert }: LedgerEntry) {
  const set: Record<string, AttributeValue | undefined> = {
    expiresAt: { N: String(Math.floor(at.getTime() / 1000) + KEPT_SECONDS) },
    deactivatedAt: deactivatedAt && { S: deactivatedAt.toISOString() },
    toldState: alert && { S: alert.state },
    toldAt: alert && { S: at.toISOString() },
    alarm: alert?.page && { S: alert.page },
  };
  const add: Record<string, AttributeValue | undefined> = {
    // A set of event ids, so that a retry of the same event counts once.
    deactivatedFor: deactivatedAt && { SS: [eventId] },
    alerts: alert && { N: '1' },
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

function stateIn(item: Readonly<Record<string, AttributeValue>> | undefined): State | undefined {
  return states.find((state) => state === item?.['toldState']?.S);
}
