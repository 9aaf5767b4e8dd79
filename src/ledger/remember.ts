import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { attempt } from '../core/attempt.ts';
import type { Detection, ReactivatedKey, StoppedKey } from '../core/detection.ts';
import type { History } from '../core/history.ts';
import { incidentOf } from '../core/incident.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Before, Remembered } from '../core/ports.ts';
import { entriesOf } from './entries.ts';
import { ledgerOf } from './ledger.ts';

/** The ledger as the response needs it: what cannot be written or read is said, and stops nothing. */
export function rememberingIn(
  tableName: string,
  config: DynamoDBClientConfig,
  log: (entry: Readonly<Record<string, unknown>>) => void,
) {
  const ledger = ledgerOf(tableName, config);
  return {
    async remember(
      detection: Detection,
      outcomes: readonly Outcome[],
      { partition, now }: { readonly partition: string; readonly now: Date },
    ): Promise<Remembered> {
      const entries = entriesOf(detection, outcomes, partition, now);
      const written = await Promise.all(
        entries.map(async (entry) => [entry, await attempt(() => ledger.record(entry))] as const),
      );
      const before = written.flatMap(([{ incident, told }, answer]): (readonly [string, Before])[] =>
        answer.ok && told !== undefined ? [[incident, answer.value]] : [],
      );
      return {
        failures: written.flatMap(([, answer]) => (answer.ok ? [] : [`dynamodb:UpdateItem ${answer.error}`])),
        before: new Map(before),
      };
    },

    async recall(
      { accountId, accessKeyId }: ReactivatedKey | StoppedKey,
      partition: string,
    ): Promise<History> {
      const answer = await attempt(() => ledger.recall(incidentOf(partition, accountId, accessKeyId)));
      if (answer.ok) return answer.value;
      // The alert says that the ledger does not answer; whoever mends it wants to know why.
      log({ level: 'error', message: `dynamodb:GetItem ${answer.error}` });
      return { kind: 'unreadable' };
    },
  };
}
