import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { dedupKeyOf } from '../core/dedup-key.ts';
import type { ReactivatedKey, StoppedKey } from '../core/detection.ts';
import type { History, PreviousAlerts } from '../core/history.ts';
import type { Incident } from '../core/incident.ts';
import { resultOf } from '../core/result.ts';
import { entriesOf } from './entries.ts';
import { Ledger } from './ledger.ts';

/** The result of writing an incident to the ledger. */
export interface Recorded {
  /** The calls that failed, such as `dynamodb:UpdateItem AccessDeniedException`. Empty if all succeeded. */
  readonly errors: readonly string[];
  /** By dedup key. A credential is missing if the ledger did not answer about it. */
  readonly previous: ReadonlyMap<string, PreviousAlerts>;
}

/** The memory of incidents. A failed read or write is reported and stops nothing. */
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

  /** Stores what was deactivated and alerted. Never throws. */
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

  /** Reads what is known about a key that somebody switched on or off. Never throws. */
  async find({ accountId, accessKeyId }: ReactivatedKey | StoppedKey, partition: string): Promise<History> {
    const answer = await resultOf(
      this.#ledger.find(dedupKeyOf({ partition, accountId, about: accessKeyId })),
    );
    if (answer.ok) return answer.value;
    // The alert only says that the ledger does not answer. The log says why.
    this.#log({ level: 'error', message: `dynamodb:BatchGetItem ${answer.error}` });
    return { kind: 'unreadable' };
  }
}
