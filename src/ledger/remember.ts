import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Detection, ReactivatedKey } from '../core/detection.ts';
import type { History } from '../core/history.ts';
import { incidentOf } from '../core/incident.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Told } from '../core/ports.ts';
import { deactivationsOf } from './deactivations.ts';
import { ledgerOf } from './ledger.ts';

/** The ledger as the response needs it: what cannot be written or read is said, and stops nothing. */
export function rememberingIn(
  tableName: string,
  config: DynamoDBClientConfig,
  log: (entry: Readonly<Record<string, unknown>>) => void,
) {
  const ledger = ledgerOf(tableName, config);
  return {
    async remember(detection: Detection, outcomes: readonly Outcome[], partition: string): Promise<Told> {
      const written = await Promise.allSettled(
        deactivationsOf(detection, outcomes, partition).map(ledger.record),
      );
      const failures = written.flatMap((one) =>
        one.status === 'rejected' ? [`dynamodb:UpdateItem ${nameOf(one.reason)}`] : [],
      );
      return { failures };
    },

    async recall({ accountId, accessKeyId }: ReactivatedKey, partition: string): Promise<History> {
      try {
        return await ledger.recall(incidentOf(partition, accountId, accessKeyId));
      } catch (error) {
        // The alert says that the ledger does not answer; whoever mends it wants to know why.
        log({ level: 'error', message: `dynamodb:GetItem ${nameOf(error)}` });
        return { kind: 'unreadable' };
      }
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'UnknownError';
}
