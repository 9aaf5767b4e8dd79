import { accessKeyKind, isPlaceholder } from './access-key-id.ts';
import type { DecisionBase, LeavingAlone, Plan } from './decision.ts';
import { isDenyRemoval, reasonToLeaveRemoval } from './denial.ts';
import type { AffectedIdentity, Detection } from './detection.ts';
import type { History, KnownHistory } from './history.ts';
import { endsLostMaking } from './making.ts';
import { isOwnChange } from './own-change.ts';
import { endsLostLedger, isEarlier, isRestore } from './reactivation.ts';
import type { ResponsePolicy } from './response-policy.ts';

interface Facts {
  readonly detection: Detection;
  readonly policy: ResponsePolicy;
  readonly history?: History | undefined;
  readonly undone?: ReadonlyMap<AffectedIdentity, KnownHistory>;
}

/** Nothing is done, and why. `undefined` if there is no reason for that. */
export function leaveAlone(candidate: DecisionBase, facts: Facts): Plan | undefined {
  const reason = reasonToLeaveAlone(candidate, facts);
  if (reason === undefined) return undefined;
  const answers = reason === 'restored' && mayBePaged(candidate.affected, facts);
  return { action: 'none', reason, ...(answers && { closesPage: true }) };
}

function reasonToLeaveAlone(
  candidate: DecisionBase,
  { detection, policy, history, undone }: Facts,
): LeavingAlone['reason'] | undefined {
  const { affected } = candidate;
  if (isOwnChange(affected, policy)) return 'own-change';
  return (
    notAnIncident(detection, affected) ??
    (undone?.has(affected) ? 'restored' : undefined) ??
    switchedOnFor(affected, { detection, history }) ??
    reasonToLeaveRemoval(candidate, history) ??
    reasonFromSettings(candidate, { severity: detection.severity, policy })
  );
}

/** The activation is a part of an undo, or has nothing to do with the incident. So has what was made. */
function switchedOnFor(
  affected: AffectedIdentity,
  { detection: { eventId }, history }: Pick<Facts, 'detection' | 'history'>,
): LeavingAlone['reason'] | undefined {
  if (affected.kind === 'new-credential') return endsLostMaking(history) ? 'no-incident' : undefined;
  if (affected.kind !== 'reactivated-key' || history?.kind !== 'known') return undefined;
  if (isRestore(affected, { history, eventId })) return 'restored';
  if (endsLostLedger(affected, { history })) return 'no-incident';
  return history.containment !== undefined && isEarlier(affected, history) ? 'earlier-activation' : undefined;
}

/** While the ledger could not be read, somebody was woken by this event. Or a page was open when the containment was undone. */
function mayBePaged(
  affected: AffectedIdentity,
  { history, undone }: Pick<Facts, 'history' | 'undone'>,
): boolean {
  const isHint = affected.kind === 'reactivated-key' || isDenyRemoval(affected);
  const known = isHint ? history : undone?.get(affected);
  if (known?.kind !== 'known') return false;
  const { mayHavePaged = false, lastAlert, givenUp = false } = known;
  const isOpen = lastAlert?.page === 'open';
  // A page of the user, off whom the undo takes the deny, may be of something else.
  return isDenyRemoval(affected) ? mayHavePaged && !isOpen : mayHavePaged || isOpen || givenUp;
}

function notAnIncident(
  { sample, settled, archived, replayed }: Detection,
  affected: AffectedIdentity,
): LeavingAlone['reason'] | undefined {
  if (sample) return 'sample';
  if (namesNothingReal(affected)) return 'malformed-key-id';
  if (settled) return 'settled';
  if (archived) return 'archived';
  return replayed ? 'replayed' : undefined;
}

/** A placeholder is somebody's test. A record of CloudTrail names a key that was switched by its id, or hides it. */
function namesNothingReal(affected: AffectedIdentity): boolean {
  if (affected.kind === 'user' || affected.accessKeyId === undefined) return false;
  const { kind, accessKeyId } = affected;
  return isPlaceholder(accessKeyId) || (kind !== 'credential' && accessKeyKind(accessKeyId) === 'malformed');
}

/** The class and the deployer's settings are checked before the kind of the credential. */
function reasonFromSettings(
  { affected, classification }: DecisionBase,
  { severity, policy }: { readonly severity: number | undefined; readonly policy: ResponsePolicy },
): LeavingAlone['reason'] | undefined {
  const stopped = affected.kind === 'stopped-key';
  switch (classification.class) {
    case 'benign':
      return classification.leftAlone ?? (stopped ? 'nothing-to-resolve' : 'own-key');
    case 'informational':
      // Reading whether a key is stopped changes nothing, so no setting forbids it.
      return stopped ? undefined : (classification.leftAlone ?? 'informational');
    case 'confirmed':
      return undefined;
    case 'suspected':
      if (severity !== undefined && severity < policy.minimumSeverity) return 'below-minimum-severity';
      return policy.contain === 'confirmed' ? 'only-confirmed' : undefined;
  }
}
