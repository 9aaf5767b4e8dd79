import type { Outcome, Reason } from '../core/outcome.ts';
import type { SubjectMatter } from '../core/subject-matter.ts';
import { urgencyOf } from '../core/urgency.ts';
import { stateInWords } from './alert.ts';
import { defang } from './sanitize.ts';
import { inSeconds } from './times.ts';

/** The first line: what is true now, as read back from IAM or else as not known. */
export function headline(outcome: Outcome, subject: SubjectMatter): string {
  return `${stateInWords(outcome.state)}: ${sentences[outcome.reason]({ outcome, subject, key: keyName(subject), who: who(subject) })}`;
}

/** Who must act, and by when. */
export function actBy(outcome: Outcome): string {
  const { severity, page } = urgencyOf(outcome);
  switch (outcome.state) {
    case 'NOT_CONTAINED':
      return outcome.unfinished
        ? 'Act now: the responder tries again, do not wait for it.'
        : 'Act now: nothing but a person can stop it.';
    case 'PARTLY_CONTAINED':
      return 'Act now: something of it is, or may be, still alive.';
    case 'CONTAINED':
      return outcome.quarantine?.holds === 'yes'
        ? 'Act by: the next working day, or sooner: everything that runs as the user fails now.'
        : 'Act by: the next working day.';
    case 'NO_ACTION':
      if (!page) return 'Act by: the next working day, if at all.';
      return severity === 'P1'
        ? 'Act now: a person must decide.'
        : 'Act now: a setting held the responder back.';
    case 'RESOLVED':
      return 'Act by: the next working day, for what is still YES or UNKNOWN below.';
    case 'TEST':
      return 'Nobody needs to act.';
  }
}

interface Facts {
  readonly outcome: Outcome;
  readonly subject: SubjectMatter;
  readonly key: string;
  readonly who: string;
}

/** One sentence for every way an outcome can end; a new reason does not compile until somebody words it. */
const sentences: Readonly<Record<Reason, (facts: Facts) => string>> = {
  'keys-inactive': ({ key, who, outcome }) =>
    isOneKey(outcome) ? `${key} of ${who} is Inactive.` : `every key of ${who} is Inactive.`,
  'other-key-active': ({ key, who, outcome, subject }) =>
    `${isOneKey(outcome) ? `${key} of ${who} is ${isGone(outcome, subject) ? 'gone' : 'Inactive'}` : `keys of ${who} are Inactive`}, but the user has another Active key.`,
  'session-alive': ({ who }) =>
    `the long-term keys of ${who} are Inactive, but the session that was seen lives on.`,
  'no-active-key': ({ who }) => `${who} has no Active key.`,
  'key-gone': ({ key, who, subject }) =>
    `${key} of ${who} does not exist any more in account ${subject.accountId}.`,
  'owner-not-found': ({ key, subject }) =>
    `${key} MAY STILL BE ACTIVE. IAM names no owner of it in account ${subject.accountId}.`,
  'deactivation-failed': ({ key, who, outcome }) =>
    outcome.keys === undefined
      ? `${key} of ${who} MAY STILL BE ACTIVE. The change failed and its status could not be read.`
      : `${key} of ${who} IS STILL ACTIVE. The change failed.`,
  'still-active': ({ key, who }) => `${key} of ${who} IS STILL ACTIVE, although IAM accepted the change.`,
  'not-verified': ({ key, who }) =>
    `${key} of ${who} MAY STILL BE ACTIVE. IAM accepted the change, but it could not be read back.`,

  'user-quarantined': ({ key, who, outcome }) =>
    `${isOneKey(outcome) ? `${key} of ${who} is` : `the long-term keys of ${who} are`} Inactive, and everything is denied to ${who} by ${heldBy(outcome)}, its sessions included.`,
  'quarantine-failed': ({ key, who }) =>
    `${key} of ${who} is Inactive, but the deny on the user, which would end its sessions, DOES NOT HOLD.`,
  'quarantine-not-verified': ({ key, who }) =>
    `${key} of ${who} is Inactive. Whether the deny on the user, which would end its sessions, holds COULD NOT BE READ.`,
  'unconfirmed-user': ({ who, subject }) =>
    `${who} was left alone: account ${subject.accountId} knows that name by another unique id than the event's, or not at all.`,
  'sessions-revoked': ({ who, outcome }) =>
    `every session of ${who} issued before ${before(outcome)} is refused. Whoever can assume the role may do so again.`,
  'revocation-not-verified': ({ who, outcome }) =>
    `sessions of ${who} MAY STILL BE IN USE. IAM accepted to refuse those issued before ${before(outcome)}, and it could not be read back.`,
  'revocation-failed': ({ who }) => `sessions of ${who} ARE STILL IN USE. They could not be revoked.`,
  'stopped-by-hand': ({ key, who, subject, outcome }) =>
    isGone(outcome, subject)
      ? `${key} of ${who} was deleted by somebody, and IAM knows it no more.`
      : `${key} of ${who} was set Inactive by somebody, and IAM shows it.`,
  'role-gone': ({ who }) => `${who} does not exist any more.`,
  'member-role-failed': ({ key, subject }) =>
    `${key} MAY STILL BE ACTIVE. The role to act in account ${subject.accountId} could not be assumed.`,

  'other-account': ({ key, subject }) =>
    `${key} belongs to account ${subject.accountId}, where this responder cannot act.`,
  'unknown-account': ({ key }) =>
    `${key} was left alone: the event does not say which account it belongs to.`,
  'unverified-event': ({ subject }) =>
    `the event was sent by an account that is neither account ${subject.accountId} nor our own. Nothing was changed.`,
  'own-role': () =>
    'the credential is of the responder itself, which is never acted on. Treat the responder as compromised.',
  'reactivated-too-often': ({ key, who }) =>
    `${key} of ${who} IS ACTIVE AGAIN, after this responder deactivated it time and again. Somebody keeps switching it on.`,
  'ledger-unreadable': ({ key, who }) =>
    `${key} of ${who} was switched ON, and the ledger that knows whether it had been contained does not answer.`,
  root: ({ subject }) => `this is the ROOT USER of account ${subject.accountId}. No role can stop it.`,
  'role-session': ({ who }) =>
    `temporary credentials of ${who} are in use. They cannot be deactivated, only the role's sessions revoked.`,
  'identity-center': ({ who }) =>
    `a session of ${who} is in use, by its name or path a role of Identity Center. Those can only be ended there.`,
  'service-linked-role': ({ who }) =>
    `a session of the service-linked ${who} is in use. Only its AWS service can change that.`,
  'aws-service': () => 'an AWS service made the call. It has no key that could be deactivated.',
  'federated-user-unknown-issuer': () =>
    'a federated session is in use, and the event does not name the user who issued it.',
  'root-federation': ({ subject }) =>
    `a federated session issued by the ROOT USER of account ${subject.accountId} is in use.`,
  'unknown-user': () => 'the event names no IAM user that could be acted on.',
  'no-access-key-id': ({ who }) => `the event names no access key id. ${capital(who)} was left alone.`,

  sample: () => 'a sample finding. Nothing was changed.',
  'malformed-key-id': () => 'the event names no real access key. Nothing was changed.',
  archived: ({ key }) =>
    `nothing was changed. At its detector this is archived, resolved or closed (${key}, status not read).`,
  replayed: ({ key }) => `nothing was changed. An event of the past was replayed (${key}, status not read).`,
  restored: ({ key, who }) => `${key} of ${who} is Active again, by the restore that the ledger knows of.`,
  'nothing-to-resolve': ({ key, who }) =>
    `${key} of ${who} was set Inactive or deleted by somebody, and no alert about it is open.`,
  'own-key': ({ who }) => `${who} made an access key for itself.`,
  informational: ({ key, who }) =>
    `nothing was changed. This kind of detection only alerts (${key} of ${who}, status not read).`,
  'below-minimum-severity': ({ key, who }) =>
    `nothing was changed. The severity is below MINIMUM_SEVERITY (${key} of ${who}, status not read).`,
  'only-confirmed': ({ key, who }) =>
    `nothing was changed. CONTAIN=confirmed, and this is only suspected (${key} of ${who}, status not read).`,
  exempt: ({ key, who }) =>
    `nothing was changed, because ${who} is EXEMPT. Treat ${key} as ACTIVE and decide now.`,
  observe: ({ key, who }) =>
    `nothing was changed, because CONTAIN=observe. Treat ${key} of ${who} as ACTIVE.`,
};

function heldBy({ quarantine }: Outcome): string {
  return quarantine?.by === 'boundary' ? 'the permissions boundary AWSDenyAll' : 'the policy AWSDenyAll';
}

function before({ revokedBefore = 'an unknown time' }: Outcome): string {
  return inSeconds(revokedBefore);
}

function isOneKey({ decision }: Outcome): boolean {
  return decision.action === 'deactivate-access-key' || decision.action === 'confirm-stopped';
}

function isGone({ keys }: Outcome, subject: SubjectMatter): boolean {
  return keys?.some(({ accessKeyId }) => accessKeyId === subject.accessKeyId) !== true;
}

function keyName({ accessKeyId }: SubjectMatter): string {
  return accessKeyId === undefined ? 'the key' : `access key ${accessKeyId}`;
}

/** A thief who may create users chooses their names: `evil.example` is one. */
function who({ userName, roleName, accountId }: SubjectMatter): string {
  if (userName !== undefined) return `IAM user ${defang(userName)}`;
  return roleName !== undefined ? `role ${defang(roleName)}` : `an unnamed principal of account ${accountId}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
