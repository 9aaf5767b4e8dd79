import { contained, noAction, partlyContained, resolved, type Words } from './reason-row.ts';

function stoppedPart({ key, who, oneKey, oneCredential, keyMissing }: Words): string {
  if (oneCredential) return `${key} of ${who} is Inactive`;
  if (!oneKey) return `no access key of ${who} is Active`;
  return `${key} of ${who} is ${keyMissing ? 'gone' : 'Inactive'}`;
}

/** The responder or somebody else stopped the credential, in part or completely. */
export const stopped = {
  /** The read-back says Inactive for every key that had to be stopped. */
  'keys-inactive': contained({
    happened: 'Inactive',
    sentence: ({ key, who, oneKey, alsoStopped, alsoStoppedIs }) =>
      `${oneKey ? key : 'every key'} of ${who} is Inactive${alsoStopped === undefined ? '' : `, and so ${alsoStoppedIs} ${alsoStopped}`}.`,
    procedure: [],
  }),
  /** The service-specific credential reads Inactive, or all of the user do, and the user has no Active access key. */
  'credential-inactive': contained({
    happened: 'Inactive',
    sentence: ({ key, who, oneCredential, alsoStopped, alsoStoppedIs }) =>
      oneCredential
        ? `${key} of ${who} is Inactive, and the user has no Active access key.`
        : `no service-specific credential and no access key of ${who} is Active${alsoStopped === undefined ? '' : `: ${alsoStopped} ${alsoStoppedIs} Inactive now`}.`,
    procedure: [],
  }),
  /** The user has no Active key to deactivate. */
  'no-active-key': contained({
    happened: 'no Active key',
    sentence: ({ who, alsoStopped, alsoStoppedIs }) =>
      alsoStopped === undefined
        ? `${who} has no Active key.`
        : `${alsoStopped} of ${who} ${alsoStoppedIs} Inactive, and the user has no Active access key.`,
    procedure: ['Find out what else this user has: console password, sessions, roles it may assume.'],
  }),
  /** The user is in quarantine, with its sessions, and its keys read Inactive. */
  'user-quarantined': contained({
    happened: 'Inactive, user denied',
    sentence: ({ key, who, oneKey, oneCredential, deniedBy }) =>
      `${oneKey || oneCredential ? `${key} of ${who} is` : `the long-term keys of ${who} are`} Inactive, and everything is denied to ${who} by ${deniedBy}, its sessions and other credentials included.`,
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
    sentence: ({ key, who, oneKey, oneCredential, keyMissing }) =>
      oneCredential
        ? `${key} of ${who} is Inactive, but the user has an Active access key.`
        : `${oneKey ? `${key} of ${who} is ${keyMissing ? 'gone' : 'Inactive'}` : `keys of ${who} are Inactive`}, but the user has another Active key.`,
    procedure: [
      'Look at that other Active key first: who made it, when, and who uses it. If in doubt, stop it too:',
    ],
  }),
  /** Another credential of the user works that was made after the first evidence, and could not be stopped or has no status. */
  'younger-credential-alive': partlyContained({
    readFirst: true,
    happened: 'off, new credential',
    sentence: (words) =>
      `${stoppedPart(words)}, but ${words.younger}, made AFTER the first evidence, still ${words.youngerWork}.`,
    procedure: [
      'Whoever made it has a second way in: find the call in CloudTrail, and stop what made it, too.',
      'A console password is not set Inactive: if nobody of yours made it, delete it.',
    ],
  }),
  /** Older than the evidence, but used like an access key by whoever has it. Nothing says that it is stolen. */
  'older-credential-alive': partlyContained({
    page: false,
    closesPage: true,
    readFirst: true,
    happened: 'off, other credential',
    sentence: (words) =>
      `${stoppedPart(words)}, but ${words.older}, made before the first evidence, still ${words.olderWork}.`,
    procedure: ['Find out who uses it, and whether the thief could have read it. If in doubt, stop it, too:'],
  }),
  /** The service-specific credential reads Inactive. The access keys of its user could not be read. */
  'access-keys-not-read': partlyContained({
    readBack: 'credentials',
    retry: true,
    page: false,
    closesPage: true,
    happened: 'off, keys UNKNOWN',
    sentence: ({ key, who }) =>
      `${key} of ${who} is Inactive. Whether the user has an Active access key COULD NOT BE READ yet.`,
    procedure: ['A second message follows when they are read. If none comes, list them yourself (CHECK).'],
  }),
  /** The key reads Inactive. Whether the user has another credential that works is not known. */
  'credentials-not-read': partlyContained({
    page: false,
    closesPage: true,
    looksAgain: true,
    happened: 'off, others UNKNOWN',
    sentence: (words) =>
      `${stoppedPart(words)}. What else the user has is UNKNOWN: ${words.unread} could not be read yet.`,
    procedure: [
      'A second message follows if they can be read within the hour. If none comes, list them yourself (CHECK).',
    ],
  }),
  /** The same, at the end of the second looks: a role without the permission must not be tried for ever. */
  'credentials-unreadable': partlyContained({
    page: false,
    closesPage: true,
    happened: 'off, others UNKNOWN',
    sentence: (words) =>
      `${stoppedPart(words)}. What else the user has is UNKNOWN: ${words.unread} could not be read.`,
    procedure: ['List what the user has (CHECK has the commands), and stop what nobody of yours made.'],
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
  /** Somebody made it about whom an incident is open, and it reads Inactive. Whoever made it has another credential that works. */
  'new-credential-stopped': partlyContained({
    severity: 'P1',
    readBack: 'credentials',
    readFirst: true,
    happened: 'made and stopped',
    sentence: ({ key, who, by }) =>
      `${key} of ${who} is Inactive. ${by} had MADE it, and what made it may still work.`,
    procedure: [
      'Whoever made it has a credential that works, or had one a moment ago: find it in EVIDENCE and CloudTrail, and stop it.',
      'Made by a colleague to replace a stolen key? Let somebody make another one about whom no incident is open.',
    ],
  }),
  /** The keys read Inactive, and AWS's own restraint of the user is not there. */
  'quarantine-refused': partlyContained({
    severity: 'P1',
    everyKey: true,
    byHand: 'deny-user',
    happened: 'off, quarantine REFUSED',
    sentence: ({ who }) =>
      `${who} has no Active key. One of its keys leaked, and AWS WAS REFUSED when it put the user under QUARANTINE: nothing restrains its sessions.`,
    procedure: [
      'AWSDenyAll ends what sessions the thief may have made, and whatever else runs as this user.',
      'Find out which key leaked: AWS Health and a mail of AWS name it.',
    ],
  }),
  /** A contained user took the deny off itself, and it reads denied again. It has a credential that worked. */
  'denied-again': partlyContained({
    severity: 'P1',
    readBack: 'deny',
    readFirst: true,
    happened: 'denied again',
    sentence: ({ who, by, deniedBy }) =>
      `everything is denied to ${who} AGAIN, by ${deniedBy}. ${by} had taken the deny OFF: somebody fights back.`,
    procedure: [
      'Find out with which credential (EVIDENCE), and what was done while the deny was off: it was off for the time between the two.',
      'A thief goes on: use a service control policy, which nobody in the account can take off.',
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
  /** The keys read Inactive. IAM accepted the deny, and is too busy to show it: it is read again later. */
  'quarantine-not-read-yet': partlyContained({
    page: false,
    closesPage: true,
    looksAgain: true,
    happened: 'off, deny unread',
    sentence: ({ key, who }) =>
      `${key} of ${who} is Inactive. IAM accepted the deny on the user, which ends its sessions, and is too busy to show it yet.`,
    procedure: [
      'A second message follows when the deny is read back. If none comes, list the attached policies of the user yourself.',
    ],
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
