import { contained, noAction, partlyContained, resolved } from './reason-row.ts';

/** The responder or somebody else stopped the credential, in part or completely. */
export const stopped = {
  /** The read-back says Inactive for every key that had to be stopped. */
  'keys-inactive': contained({
    happened: 'Inactive',
    sentence: ({ key, who, oneKey }) =>
      oneKey ? `${key} of ${who} is Inactive.` : `every key of ${who} is Inactive.`,
    procedure: [],
  }),
  /** The user has no Active key to deactivate. */
  'no-active-key': contained({
    happened: 'no Active key',
    sentence: ({ who }) => `${who} has no Active key.`,
    procedure: ['Find out what else this user has: console password, sessions, roles it may assume.'],
  }),
  /** The user is in quarantine, with its sessions, and its keys read Inactive. */
  'user-quarantined': contained({
    happened: 'Inactive, user denied',
    sentence: ({ key, who, oneKey, deniedBy }) =>
      `${oneKey ? `${key} of ${who} is` : `the long-term keys of ${who} are`} Inactive, and everything is denied to ${who} by ${deniedBy}, its sessions included.`,
    procedure: [
      'Everything that runs as this user fails now. Move it to another identity before you take the deny back.',
    ],
  }),
  /** The key reads Inactive, but another key of the user reads Active. */
  'other-key-active': partlyContained({
    everyKey: true,
    mayBeAllKeys: true,
    readFirst: true,
    happened: 'off, other key Active',
    sentence: ({ key, who, oneKey, keyMissing }) =>
      `${oneKey ? `${key} of ${who} is ${keyMissing ? 'gone' : 'Inactive'}` : `keys of ${who} are Inactive`}, but the user has another Active key.`,
    procedure: [
      'Look at that other Active key first: who made it, when, and who uses it. If in doubt, stop it too:',
    ],
  }),
  /** Somebody activated a key of an incident, and it reads Inactive again. The same person can activate it again. */
  'stopped-again': partlyContained({
    severity: 'P1',
    everyKey: true,
    byHand: 'deny-user',
    readFirst: true,
    happened: 'switched on again',
    sentence: ({ key, who, by, mayBeUndo }) =>
      `${key} of ${who} is Inactive AGAIN. ${by} had switched it ON: ${mayBeUndo ? 'perhaps to undo an alert, before new evidence came' : 'somebody fights back'}.`,
    procedure: [
      'Find out now who switched it on: a colleague who restores a service, or a thief with a second way in. The call is in EVIDENCE.',
      'A thief goes on: deny the user everything, so that the key is worth nothing when it is Active. If that is taken off too, use a service control policy.',
    ],
  }),
  /** The user's keys read Inactive, but the session in the event works until it expires. */
  'session-alive': partlyContained({
    byHand: 'deny-user',
    sessionAlive: true,
    readFirst: true,
    happened: 'session lives on',
    sentence: ({ who }) =>
      `the long-term keys of ${who} are Inactive, but the session that was seen lives on.`,
    procedure: ['AWSDenyAll on the user also refuses its sessions, and whatever else runs as this user.'],
  }),
  /** A policy denies every session that the role had, but somebody can assume the role again. */
  'sessions-revoked': partlyContained({
    readBack: 'role-policy',
    happened: 'sessions revoked',
    sentence: ({ who, revokedBefore }) =>
      `every session of ${who} issued before ${revokedBefore} is refused. Whoever can assume the role may do so again.`,
    procedure: [
      'Find out how the role was assumed, and stop that: a user, an instance, a function, an identity provider.',
    ],
  }),
  /** The keys read Inactive, but the quarantine does not hold. */
  'quarantine-failed': partlyContained({
    retry: true,
    byHand: 'deny-user',
    happened: 'off, deny FAILED',
    sentence: ({ key, who }) =>
      `${key} of ${who} is Inactive, but the deny on the user, which would end its sessions, DOES NOT HOLD.`,
    procedure: [
      'Somebody may be taking it off again, or filled the places for policies: use a service control policy.',
    ],
  }),
  /** The keys read Inactive, but the read-back of the quarantine failed. */
  'quarantine-not-verified': partlyContained({
    retry: true,
    byHand: 'deny-user',
    happened: 'off, deny unread',
    sentence: ({ key, who }) =>
      `${key} of ${who} is Inactive. Whether the deny on the user, which would end its sessions, holds COULD NOT BE READ.`,
    procedure: ['Then list the attached policies of the user, and believe only what IAM prints.'],
  }),
  /** Somebody set the key Inactive or deleted it while an alert about it was open, and the read-back confirms it. */
  'stopped-by-hand': resolved({
    happened: 'stopped by hand',
    sentence: ({ key, who, keyMissing }) =>
      keyMissing
        ? `${key} of ${who} was deleted by somebody, and IAM knows it no more.`
        : `${key} of ${who} was set Inactive by somebody, and IAM shows it.`,
    procedure: [
      'Find out in CloudTrail what was done with the key while it worked, and what was made with it.',
    ],
  }),
  /** The key or the user no longer exists. */
  'key-gone': noAction({
    // A thief deletes a key, too, and its sessions live on.
    severityWhenConfirmed: 'P2',
    gone: true,
    closesPage: true,
    happened: 'is gone',
    sentence: ({ key, who, accountId }) =>
      `${key} of ${who} does not exist any more in account ${accountId}.`,
    procedure: [
      'Somebody deleted it. Find out who and why: a thief covers tracks, a colleague may have been faster.',
    ],
  }),
  'role-gone': noAction({
    severityWhenConfirmed: 'P2',
    closesPage: true,
    happened: 'is gone',
    sentence: ({ who }) => `${who} does not exist any more.`,
    procedure: [],
  }),
};
