import type { Command, Remedy, RemedyFacts } from '../core/command.ts';
import { dedupKeyOf } from '../core/dedup-key.ts';

/** Shows what an erased ledger knew: its past goes into a second table, and changes nothing in the first. */
export const ledgerRemedy: Remedy = { inspect };

/** The state of this long before the alert. Who erased the ledger then switched the key on, and CloudTrail takes minutes. */
const BEFORE_MS = 3_600_000;

function inspect({ outcome, entity, place, sentAt, ledgerTableName }: RemedyFacts): readonly Command[] {
  const { accountId, accessKeyId } = entity;
  if (outcome.reason !== 'ledger-erased' || accessKeyId === undefined) return [];
  const restored = `${ledgerTableName}-restored`;
  const at = new Date(sentAt.getTime() - BEFORE_MS).toISOString();
  const incident = dedupKeyOf({ partition: place.partition, accountId, about: accessKeyId });
  return [
    [
      ...['restore-table-to-point-in-time', `--source-table-name=${ledgerTableName}`],
      ...[`--target-table-name=${restored}`, `--restore-date-time=${at}`],
    ],
    ['wait', 'table-exists', `--table-name=${restored}`],
    ['get-item', `--table-name=${restored}`, `--key=${JSON.stringify({ incident: { S: incident } })}`],
  ].map((words) => ({
    argv: ['aws', 'dynamodb', ...words, `--region=${place.region}`],
    ...(accountId !== place.accountId && { accountId: place.accountId }),
  }));
}
