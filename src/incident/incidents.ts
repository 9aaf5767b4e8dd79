import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { dedupKeyOf } from '../core/dedup-key.ts';
import type { ReactivatedKey, StoppedKey } from '../core/detection.ts';
import type { History, PreviousAlerts } from '../core/history.ts';
import type { Incident } from '../core/incident.ts';
import { resultOf } from '../core/result.ts';
import { entriesOf } from './entries.ts';
import { Ledger } from './ledger.ts';

/** What is written of an incident, and what had been told of it before. */
export interface Recorded {
  /** What could not be written, such as `dynamodb:UpdateItem AccessDeniedException`; empty when all was. */
  readonly errors: readonly string[];
  /** By dedup key; without those for which the ledger did not answer. */
  readonly previous: ReadonlyMap<string, PreviousAlerts>;
}

/** The memory of incidents: what cannot be written or read is said, and stops nothing. */
export class Incidents {
  readonly #ledger: Ledger;
  readonly #log: (entry: Readonly<Record<string, unknown>>) => void;

  constructor({
    tableName,
    client,
    log,
  }: {
    readonly tableName: string;
    readonly client: DynamoDBClientConfig;
    readonly log: (entry: Readonly<Record<string, unknown>>) => void;
  }) {
    this.#ledger = new Ledger(tableName, client);
    this.#log = log;
  }

  /** Remembers what was deactivated and told. Never throws. */
  async record(incident: Incident): Promise<Recorded> {
    const written = await Promise.all(
      entriesOf(incident).map(async (entry) => [entry, await resultOf(this.#ledger.record(entry))] as const),
    );
    const previous = written.flatMap(
      ([{ dedupKey, alert }, answer]): (readonly [string, PreviousAlerts])[] =>
        answer.ok && alert !== undefined ? [[dedupKey, answer.value]] : [],
    );
    return {
      errors: written.flatMap(([, answer]) => (answer.ok ? [] : [`dynamodb:UpdateItem ${answer.error}`])),
      previous: new Map(previous),
    };
  }

  /** What is known of a key that was switched on or off. Never throws. */
  async find({ accountId, accessKeyId }: ReactivatedKey | StoppedKey, partition: string): Promise<History> {
    const answer = await resultOf(
      this.#ledger.find(dedupKeyOf({ partition, accountId, about: accessKeyId })),
    );
    if (answer.ok) return answer.value;
    // The alert says that the ledger does not answer; whoever mends it wants to know why.
    this.#log({ level: 'error', message: `dynamodb:GetItem ${answer.error}` });
    return { kind: 'unreadable' };
  }
}
