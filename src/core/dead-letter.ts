import type { Command } from './command.ts';
import type { Caller } from './detection.ts';
import type { Made } from './made.ts';
import type { CredentialKind } from './user-credential.ts';

/** A message that was tried for more than a day, or that nobody could handle. All texts in it are unchecked. */
export interface DeadLetter {
  readonly messageId: string;
  /** When it came into its first queue. */
  readonly sentAt: Date | undefined;
  /** As far as AWS says. */
  readonly cause: string | undefined;
  /** A task of the responder, or an event. */
  readonly task: string | undefined;
  readonly eventId: string | undefined;
  readonly source: string | undefined;
  readonly detailType: string | undefined;
  /** Of the event. */
  readonly accountId: string | undefined;
  /** Every credential of the event with a well-formed id. */
  readonly credentials: readonly NamedCredential[];
  /** Whom the event names without any of its credentials: a quarantine, or an API key that was reported. */
  readonly users: readonly NamedUser[];
  /** Who made a call that is about somebody or something else: a thief, or the administrator who helps. */
  readonly callers: readonly Caller[];
  /** What the calls made or changed. */
  readonly made: readonly Made[];
}

export interface NamedUser {
  /** Such as IAM takes. */
  readonly userName: string;
  readonly accountId: string | undefined;
}

export interface NamedCredential {
  readonly kind: 'access-key' | CredentialKind;
  readonly id: string;
  /** Such as IAM takes. */
  readonly userName: string | undefined;
  readonly accountId: string | undefined;
  /** The commands that stop it. None if that needs its user or role, whom the event does not name. */
  readonly byHand: readonly Command[];
}

/**
 * What people were not told of a dead letter yet. `mail`: a page woke them before, and the mail with the commands is missing. `page`: the
 * other way round.
 */
export type LetterClaim = 'all' | 'mail' | 'page';
