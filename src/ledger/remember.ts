import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Detection, ReactivatedKey } from '../core/detection.ts';
import type { History } from '../core/history.ts';
import { incidentOf } from '../core/incident.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Told } from '../core/ports.ts';
import { deactivationsOf } from './deactivations.ts';
import { ledgerOf } from './ledger.ts';

/** The ledger as the response needs it: what cannot be written or read is said, and stops nothing. */
export function rememberingIn(tableName: string, config: DynamoDBClientConfig) {
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
      } catch {
        return { kind: 'unreadable' };
      }
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'UnknownError';
}
