import type { AffectedIdentity, DenyRemoval, DetectionClass } from './detection.ts';
import { isTrustedCaller } from './exemption.ts';
import type { Denial, History } from './history.ts';
import type { Facts } from './matchers.ts';
import type { NoActionReason } from './reasons/index.ts';

/** Somebody took a deny or a quarantine off a user. Only the ledger knows what that means. */
export function isDenyRemoval(affected: AffectedIdentity): affected is DenyRemoval {
  return affected.signal === 'deny-removal';
}

/**
 * Taken off a user of an incident. If the ledger does not answer, it may be one: that must not be missed. Whom the deployer
 * trusts may do it, unless it is the contained user itself.
 */
export function liftsRestraint({ affected, history, policy }: Facts): boolean {
  if (!isDenyRemoval(affected) || history === undefined) return false;
  if (history.kind === 'unreadable') return true;
  const { denial } = history;
  return (
    isRestraint(affected, denial) && (denial?.byItself === true || !isTrustedCaller(affected.by, policy))
  );
}

/** The caller is the contained user itself, its session or a credential that it made: nobody else has these. */
export function liftsItsOwnRestraint({ affected, detection, history }: Facts): boolean {
  if (affected.signal !== 'api-call' || history?.kind !== 'known') return false;
  const { denial } = history;
  return (
    denial?.byItself === true &&
    detection.affected.some((one) => isDenyRemoval(one) && isRestraint(one, denial))
  );
}

/** A boundary has no name in the record: only one that this responder set is known to be a deny. */
function isRestraint({ removed }: DenyRemoval, denial: Denial | undefined): boolean {
  if (denial === undefined || denial.undone) return false;
  return removed === 'boundary' ? denial.deniedBy === 'boundary' : denial.contained;
}

/** The responder had denied everything to the user in this way. */
export function isOurDeny({ removed }: DenyRemoval, { deniedBy }: Denial): boolean {
  return (
    (removed === 'deny-policy' && deniedBy === 'policy') ||
    (removed === 'boundary' && deniedBy === 'boundary')
  );
}

export function denialIn(history: History | undefined): Denial | undefined {
  return history?.kind === 'known' ? history.denial : undefined;
}

/** What was taken off restrained nobody, or whoever did it may: then nobody is told, unless somebody was woken before. */
export function reasonToLeaveRemoval(
  {
    affected,
    classification,
  }: { readonly affected: AffectedIdentity; readonly classification: { readonly class: DetectionClass } },
  history: History | undefined,
): NoActionReason | undefined {
  if (!isDenyRemoval(affected) || classification.class !== 'benign') return undefined;
  if (denialIn(history)?.undone === true) return 'restored';
  return history?.kind === 'known' && history.mayHavePaged ? 'no-incident' : 'no-restraint';
}
