import { isDenyRemoval } from '../core/denial.ts';
import type { AffectedIdentity } from '../core/detection.ts';
import type { IncidentEntry } from '../core/incident.ts';
import type { IncidentEntity } from '../core/incident-entity.ts';
import type { Outcome } from '../core/outcome.ts';
import { reasons } from '../core/reasons/index.ts';
import type { Words } from '../core/reasons/reason-row.ts';
import { callerInWords } from './caller-words.ts';
import { credentialInWords, credentialWords, factOf, listedOf } from './credential-words.ts';
import { madeInWords } from './made-words.ts';
import { defang } from './sanitize.ts';
import { inSeconds } from './times.ts';

/** The first line: what is true now. It is read back from IAM, or it says that it is not known. */
export function headline(entry: IncidentEntry): string {
  return `${entry.heading}: ${reasons[entry.outcome.reason].sentence(wordsOf(entry))}`;
}

/** Who must act, and by when. */
export function actBy({ outcome, made, urgency: { severity, page } }: IncidentEntry): string {
  const stolen = outcome.decision.classification.class === 'confirmed';
  switch (outcome.state) {
    case 'NOT_CONTAINED':
      if (reasons[outcome.reason].looksAgain)
        return `${ACT_TODAY} ${outcome.reason === 'revocation-not-read-yet' ? READS_POLICY_AGAIN : READS_KEY_AGAIN}`;
      return outcome.retry
        ? 'Act now: the responder tries again, do not wait for it.'
        : 'Act now: nothing but a person can stop it.';
    case 'PARTLY_CONTAINED':
      return page
        ? `Act now: something of it is, or may be, still alive.${outcome.retry ? ' The responder tries again, do not wait for it.' : ''}`
        : 'Act today: nobody has looked yet at what is YES or UNKNOWN below.';
    case 'CONTAINED':
      return `${severity === 'P2' ? ACT_TODAY : 'Act by: the next working day.'}${outcome.quarantine?.holds === 'yes' ? ' Everything that runs as the user fails now.' : ''}`;
    case 'NO_ACTION':
      if (!page && stolen) return ACT_TODAY;
      if (!page && made !== undefined)
        return 'Act by: the next working day: ask whether a colleague did this, and if nobody did, act at once.';
      if (!page) return 'Act by: the next working day, if at all.';
      return severity === 'P1'
        ? 'Act now: a person must decide.'
        : reasons[outcome.reason].heldBack
          ? 'Act now: a setting held the responder back.'
          : 'Act now: a person must decide, since the responder only alerts about this.';
    case 'RESOLVED':
      return 'Act today: nobody has looked yet at what is still YES or UNKNOWN below.';
    case 'TEST':
      return 'Nobody needs to act.';
  }
}

/** A theft does not end with its key. */
const ACT_TODAY = 'Act today: nobody has looked yet at its sessions, nor at what was done with it.';

const READS_KEY_AGAIN =
  'The responder reads the key again in some minutes, and wakes somebody if it is not Inactive.';
/** Whatever it reads then is a page: a role whose sessions are refused can be assumed again. */
const READS_POLICY_AGAIN = 'The responder reads the policy again in some minutes, and then wakes somebody.';

function wordsOf({ outcome, entity, made, call }: IncidentEntry): Words {
  const { decision, keys, quarantine, revokedBefore, ownerAccount } = outcome;
  return {
    key: credentialInWords(outcome, entity),
    who: whoIs(entity),
    accountId: entity.accountId,
    call,
    by: doneBy(decision.affected),
    making: decision.affected.kind === 'new-credential',
    change: changeOf(outcome, entity),
    takenOff: isDenyRemoval(decision.affected) ? REMOVED[decision.affected.removed] : 'a policy',
    mayBeUndo: decision.classification.mayBeUndo === true,
    oneKey: decision.action === 'deactivate-access-key' || decision.action === 'confirm-stopped',
    oneCredential: decision.action === 'deactivate-credential',
    keyMissing: keys?.some(({ accessKeyId }) => accessKeyId === entity.accessKeyId) !== true,
    keysRead: wasRead(outcome, entity),
    deniedBy: quarantine?.by === 'boundary' ? 'the permissions boundary AWSDenyAll' : 'the policy AWSDenyAll',
    revokedBefore: inSeconds(revokedBefore ?? 'an unknown time'),
    ownerAccount: ownerAccount ?? 'unknown',
    ...credentialWords(outcome),
    made: made === undefined ? undefined : madeInWords(made),
  };
}

/** Whether the status of what the alert is about is known. */
function wasRead(outcome: Outcome, { other }: IncidentEntity): boolean {
  if (other !== undefined) return factOf(other, outcome) !== undefined;
  return outcome.decision.action === 'deactivate-service-credentials'
    ? listedOf('service-specific-credential', outcome) !== undefined
    : outcome.keys !== undefined;
}

const REMOVED = {
  quarantine: "AWS's quarantine",
  'deny-policy': 'the policy AWSDenyAll',
  boundary: 'the permissions boundary',
} as const;

function changeOf(outcome: Outcome, entity: IncidentEntity): string {
  const { affected } = outcome.decision;
  if (isDenyRemoval(affected)) return `${REMOVED[affected.removed]} was TAKEN OFF ${whoIs(entity)}`;
  const what = affected.kind === 'new-credential' ? 'MADE' : 'switched ON';
  return `${credentialInWords(outcome, entity)} of ${whoIs(entity)} was ${what}`;
}

function doneBy(affected: AffectedIdentity): string {
  const hasCaller =
    affected.kind === 'reactivated-key' || affected.kind === 'new-credential' || isDenyRemoval(affected);
  return hasCaller ? callerInWords(affected.by.principal) : 'Somebody';
}

/** A thief who may create users chooses their names: `evil.example` is one. */
function whoIs({ userName, roleName, accountId }: IncidentEntity): string {
  if (userName !== undefined) return `IAM user ${defang(userName)}`;
  return roleName !== undefined ? `role ${defang(roleName)}` : `an unnamed principal of account ${accountId}`;
}
