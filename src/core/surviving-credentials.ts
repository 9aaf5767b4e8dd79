import { DENIED } from './denied.ts';
import { isAlive } from './key-status.ts';
import { ended, type Outcome } from './outcome.ts';
import { reasons } from './reasons/index.ts';
import type { Later } from './second-look.ts';
import type { CredentialKind } from './user-credential.ts';
import { type CredentialFact, credentialKinds, isMadeSince, type Reach } from './user-credential.ts';

/** What else of the user works, or may. */
export interface OtherCredentials {
  /** Made after the first evidence. A password has no id. */
  readonly younger: readonly (CredentialFact | 'console-password')[];
  /** Older, and like an access key. */
  readonly older: readonly CredentialFact[];
  readonly unread: readonly (CredentialKind | 'console-password')[];
}

export function otherCredentialsOf(outcome: Outcome): OtherCredentials {
  const { decision, credentials = [], enrichment } = outcome;
  const reach: Reach = 'reach' in decision ? decision.reach : { stops: 'nothing' };
  const alive = credentials.flatMap(({ answer }) => (answer.ok ? answer.value.filter(isAlive) : []));
  const password = outcome.consolePassword ?? enrichment?.consolePassword;
  const madeAt = password?.ok && password.value !== 'absent' ? password.value.madeAt : undefined;
  return {
    younger: [
      ...alive.filter(({ createdAt }) => isMadeSince(createdAt, reach)),
      ...(isMadeSince(madeAt, reach) ? (['console-password'] as const) : []),
    ],
    older: alive.filter(
      ({ kind, createdAt }) => credentialKinds[kind].likeAKey === true && !isMadeSince(createdAt, reach),
    ),
    unread: [
      ...credentials.flatMap(({ kind, answer }) => (answer.ok ? [] : [kind])),
      ...(password?.ok === false ? (['console-password'] as const) : []),
    ],
  };
}

/** Whether it may be read later. */
export interface Whether {
  readonly later?: Later | undefined;
}

/**
 * Nothing is called contained while another credential of the user works that the thief may have, or while nobody knows. If
 * everything is denied to the user, none of them works.
 */
export function withOtherCredentials(outcome: Outcome, { later }: Whether): Outcome {
  const { state, reason, credentials, quarantine, userName, keys, verifiedAt } = outcome;
  const isStopped = state === 'CONTAINED' || reasons[reason].gone === true;
  if (!isStopped || credentials === undefined || quarantine?.holds === 'yes') return outcome;
  if (userName === undefined || keys === undefined || verifiedAt === undefined) return outcome;
  const { younger, older, unread } = otherCredentialsOf(outcome);
  const worst =
    younger.length > 0
      ? 'younger-credential-alive'
      : unread.length > 0
        ? later?.[isRefused(outcome) ? 'refused' : 'others']
          ? 'credentials-not-read'
          : 'credentials-unreadable'
        : older.length > 0
          ? 'older-credential-alive'
          : undefined;
  if (worst === undefined) return outcome;
  const ending = ended(worst, { ...outcome, userName, keys, verifiedAt });
  // The table says how it ends if nothing was to be stopped. What IAM refused to stop is tried again, as an access key is.
  return { ...outcome, ...ending, retry: ending.retry || isUnfinished(outcome) };
}

/** A credential was to be set Inactive, the last call for it failed, and it is shown alive. */
function isUnfinished({ actions, credentials = [] }: Outcome): boolean {
  const last = new Map(
    actions.flatMap(({ changedCredential, result }) =>
      changedCredential === undefined ? [] : [[changedCredential.id, result] as const],
    ),
  );
  const alive = credentials.flatMap(({ answer }) => (answer.ok ? answer.value.filter(isAlive) : []));
  return alive.some(({ id }) => last.get(id) === 'failed');
}

/** IAM answered: the role lacks a permission. */
function isRefused({ credentials = [], consolePassword }: Outcome): boolean {
  const answers = [...credentials.map(({ answer }) => answer), ...(consolePassword ? [consolePassword] : [])];
  return answers.some((answer) => !answer.ok && DENIED.includes(answer.error));
}
