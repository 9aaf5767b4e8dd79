import type { Command, RemedyFacts } from '../core/command.ts';

/**
 * Must run before the credential is activated, or the responder deactivates it again. It is refused if this containment was
 * undone before, or if a later one took its place. The ledger is in the responder's account.
 */
export function restoreInLedger(
  dedupKey: string,
  { entity: { accountId }, place, ledgerTableName, sentAt, containmentOf }: RemedyFacts,
): Command {
  const values = {
    ':c': { S: containmentOf(dedupKey) },
    ':at': { S: sentAt.toISOString() },
    ':why': { S: 'false alarm' },
  };
  const argv = [
    ...['aws', 'dynamodb', 'update-item', `--table-name=${ledgerTableName}`],
    `--key=${JSON.stringify({ incident: { S: dedupKey } })}`,
    '--condition-expression=containment = :c',
    `--update-expression=SET ${RESTORED} REMOVE ${FORGOTTEN}`,
    `--expression-attribute-values=${JSON.stringify(values)}`,
    `--region=${place.region}`,
  ];
  return { argv, ...(accountId !== place.accountId && { accountId: place.accountId }) };
}

const RESTORED = 'restoredFor = :c, restoredAt = :at, restoredWhy = :why';
/** Who did it is in the record of the activation. After an undo the next containment is news, and has an id of its own. */
const FORGOTTEN = 'containment, told, paged, restoreUsedBy';
