import { awsCommand, type Command, type Remedy, type RemedyFacts } from '../core/command.ts';
import { dedupKeyOf } from '../core/dedup-key.ts';
import { isStopped } from '../core/key-status.ts';
import { stoppedByHand, stoppedKeysOf } from '../core/outcome.ts';
import { reasons } from '../core/reasons/index.ts';
import { restoreInLedger } from './restore-in-ledger.ts';

/** The commands about a user's access keys. Every containment that deactivates keys shares them. */
export const accessKeyRemedy: Remedy = { inspect, byHand, undo, finish };

function inspect({
  entity: { userName, roleName, accessKeyId },
  outcome: { ownerAccount },
  place,
}: RemedyFacts): readonly Command[] {
  if (ownerAccount !== undefined && accessKeyId !== undefined) {
    return [{ ...ownerCommand(accessKeyId, place), accountId: ownerAccount }];
  }
  if (userName !== undefined) {
    return [awsCommand(place, ['iam', 'list-access-keys', `--user-name=${userName}`])];
  }
  return roleName === undefined && accessKeyId?.startsWith('AKIA') === true
    ? [ownerCommand(accessKeyId, place)]
    : [];
}

export function ownerCommand(accessKeyId: string, place: RemedyFacts['place']): Command {
  return awsCommand(place, ['iam', 'get-access-key-last-used', `--access-key-id=${accessKeyId}`]);
}

function byHand(facts: RemedyFacts): readonly Command[] {
  return keysToStop(facts).flatMap((id) => statusCommand({ id, status: 'Inactive' }, facts));
}

function undo(facts: RemedyFacts): readonly Command[] {
  const { outcome, youngerKeys } = facts;
  const changed = stoppedKeysOf(outcome);
  // A key that was made after the first evidence may be the thief's own: no command switches it on.
  const isNew = outcome.decision.affected.kind === 'new-credential';
  const mayGoBack = (id: string) => !isNew && !youngerKeys.includes(id);
  return [...new Set([...changed, ...stoppedByHand(outcome)])].filter(mayGoBack).flatMap((id) => {
    const on = statusCommand({ id, status: 'Active' }, facts);
    return on.length === 0 ? [] : [restoreInLedger(dedupKeyOfKey(id, facts), facts), ...on];
  });
}

function dedupKeyOfKey(id: string, { entity: { accountId }, place: { partition } }: RemedyFacts): string {
  return dedupKeyOf({ partition, accountId, about: id });
}

function finish({ outcome, entity: { userName }, place }: RemedyFacts): readonly Command[] {
  if (userName === undefined) return [];
  const changed = stoppedKeysOf(outcome);
  return [...changed, ...stoppedByHand(outcome)].map((id) =>
    awsCommand(place, ['iam', 'delete-access-key', `--user-name=${userName}`, `--access-key-id=${id}`]),
  );
}

function statusCommand(
  { id, status }: { readonly id: string; readonly status: 'Active' | 'Inactive' },
  { entity: { userName }, place }: RemedyFacts,
): readonly Command[] {
  return userName === undefined ? [] : [statusOf({ userName, accessKeyId: id, status }, place)];
}

export function statusOf(
  key: { readonly userName: string; readonly accessKeyId: string; readonly status: 'Active' | 'Inactive' },
  place: RemedyFacts['place'],
): Command {
  const flags = [
    `--user-name=${key.userName}`,
    `--access-key-id=${key.accessKeyId}`,
    `--status=${key.status}`,
  ];
  return awsCommand(place, ['iam', 'update-access-key', ...flags]);
}

/** Keys that are Active or may be: the key that the event names, or the keys that IAM lists. */
function keysToStop({ outcome, entity: { accessKeyId } }: RemedyFacts): readonly string[] {
  const { state, reason, keys, decision, ownerAccount } = outcome;
  if (state === 'RESOLVED' || reasons[reason].gone || ownerAccount !== undefined) return [];
  const stopped = new Set(keys?.filter(isStopped).map((key) => key.accessKeyId));
  const named = accessKeyId?.startsWith('AKIA') === true ? [accessKeyId] : [];
  const ofUser =
    decision.action === 'deactivate-all-access-keys' || decision.action === 'deactivate-service-credentials';
  const all = ofUser || reasons[reason].everyKey === true;
  const concerned = all ? (keys ?? []).map((key) => key.accessKeyId) : named;
  return concerned.filter((id) => !stopped.has(id));
}
