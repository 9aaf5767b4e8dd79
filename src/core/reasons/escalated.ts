import { notContained } from './reason-row.ts';

/** The responder cannot stop the credential, or must not. A person must act. */
export const escalated = {
  'other-account': notContained({
    readFirst: true,
    happened: 'other account',
    sentence: ({ key, accountId }) =>
      `${key} belongs to account ${accountId}, where this responder cannot act.`,
    procedure: ['Sign in to that account and deactivate the key there.'],
  }),
  'unknown-account': notContained({
    readFirst: true,
    happened: 'which account?',
    sentence: ({ key }) => `${key} was left alone: the event does not say which account it belongs to.`,
    procedure: [
      'Find the account of the key (aws sts get-access-key-info), sign in there and deactivate it.',
    ],
  }),
  'unverified-event': notContained({
    readFirst: true,
    happened: 'unverified event',
    sentence: ({ accountId }) =>
      `the event was sent by an account that is neither account ${accountId} nor our own. Nothing was changed.`,
    procedure: [
      'Find out who may put events on the bus, and whether the key needs containment in its account.',
    ],
  }),
  root: notContained({
    happened: 'in use',
    sentence: ({ accountId }) => `this is the ROOT USER of account ${accountId}. No role can stop it.`,
    procedure: [
      'Sign in as the root user, delete its access keys, change its password and check its MFA devices.',
      'Member account of an organization: centralized root access can delete them from the management account.',
    ],
  }),
  'role-session': notContained({
    byHand: 'revoke-sessions',
    readFirst: true,
    happened: 'session in use',
    sentence: ({ who }) =>
      `temporary credentials of ${who} are in use. They cannot be deactivated, only the role's sessions revoked.`,
    procedure: [
      'Revoking logs out everybody on that role. Whoever can assume it again is not stopped: find out how it was obtained.',
    ],
  }),
  'identity-center': notContained({
    happened: 'session in use',
    sentence: ({ who }) =>
      `a session of ${who} is in use, by its name or path a role of Identity Center. Those can only be ended there.`,
    procedure: [
      'In Identity Center end the active sessions of the user, then disable the user. Its roles cannot be changed in IAM.',
    ],
  }),
  'service-linked-role': notContained({
    happened: 'session in use',
    sentence: ({ who }) =>
      `a session of the service-linked ${who} is in use. Only its AWS service can change that.`,
    procedure: ['Look at the service that the role belongs to; IAM does not let anybody change the role.'],
  }),
  'own-role': notContained({
    happened: 'in use',
    sentence: () =>
      'the credential is of the responder itself, which is never acted on. Treat the responder as compromised.',
    procedure: [
      'Nothing but the function should hold these credentials: find out who used them, and delete the stack if in doubt.',
    ],
  }),
  'aws-service': notContained({
    happened: 'made the call',
    sentence: () => 'an AWS service made the call. It has no key that could be deactivated.',
    procedure: ['Find out on whose behalf the service acted.'],
  }),
  'federated-user-unknown-issuer': notContained({
    happened: 'session in use',
    sentence: () => 'a federated session is in use, and the event does not name the user who issued it.',
    procedure: ['Find the user who called GetFederationToken in CloudTrail, and apply AWSDenyAll to it.'],
  }),
  'root-federation': notContained({
    happened: 'session in use',
    sentence: ({ accountId }) =>
      `a federated session issued by the ROOT USER of account ${accountId} is in use.`,
    procedure: [
      'Root federation sessions end within an hour; only a service control policy ends them sooner.',
    ],
  }),
  'unknown-user': notContained({
    happened: 'no user named',
    sentence: () => 'the event names no IAM user that could be acted on.',
    procedure: ['Find the principal in CloudTrail by the event id below, and stop its credentials by hand.'],
  }),
  'no-access-key-id': notContained({
    happened: 'no key named',
    sentence: ({ who }) =>
      `the event names no access key id. ${who.charAt(0).toUpperCase()}${who.slice(1)} was left alone.`,
    procedure: ['Find the credential in the finding or in CloudTrail, and stop it by hand.'],
  }),
  /** A text of another kind stands where the key id should be: a user's name, an ARN, or an id of another credential. */
  'not-a-key-id': notContained({
    readFirst: true,
    happened: 'no key id',
    sentence: ({ who }) =>
      `nothing was stopped. The event names a credential of ${who}, and what it has for a key id is none.`,
    procedure: ['Find whose credential it is, in the finding or in CloudTrail, and stop it by hand.'],
  }),
  /** The record names a key, session or ARN of a customer, or the user cannot be read from it. */
  'quarantine-attempt': notContained({
    byHand: 'deny-user',
    happened: 'quarantine REFUSED',
    sentence: ({ who }) =>
      `AWS tried to put ${who} under QUARANTINE and WAS REFUSED: a key leaked. A caller can cause such a record, so nothing was stopped.`,
    procedure: [
      'Find out which key leaked (AWS Health, the mail of AWS), and set it Inactive; if in doubt, every key of the user.',
    ],
  }),
  /** Ours or AWS's, by somebody who may decide so; or the settings, or nothing of ours, let it be put back. */
  'deny-taken-off': notContained({
    byHand: 'deny-user',
    readFirst: true,
    happened: 'deny taken off',
    sentence: ({ who, by, takenOff }) =>
      `${by} took ${takenOff} OFF ${who}, a user of an incident: its sessions are restrained no more. It was not put back.`,
    procedure: ['Ask whoever took it off (EVIDENCE). If nobody of yours did, deny everything to the user:'],
  }),
  /** IAM has no call that names the user of a service-specific credential. */
  'owner-not-named': notContained({
    readFirst: true,
    happened: 'of whom?',
    sentence: ({ key, accountId }) =>
      `${key} MAY STILL BE ACTIVE. The event does not say whose it is in account ${accountId}, and IAM cannot be asked.`,
    procedure: [
      "Find its user (CHECK lists every user's), and set it Inactive there: update-service-specific-credential.",
      'Or report it again with the userName: then the responder does that.',
    ],
  }),
  /** A brake: too many were contained on suspected evidence within the hour. */
  'too-many-suspected': notContained({
    readFirst: true,
    happened: 'left alone by the brake',
    sentence: ({ key, who }) =>
      `${key} of ${who} was LEFT ALONE: too many were contained on suspected evidence within this hour.`,
    procedure: [
      'Find out first whether the detector is wrong: what do all these alerts have in common? If it is right, stop this one too.',
    ],
  }),
  'ledger-unreadable': notContained({
    retry: true,
    ledgerLost: true,
    happened: 'ledger silent',
    sentence: ({ change, making }) =>
      `${change}, and the ledger that knows whether ${making ? 'a thief made it' : 'it had been contained'} does not answer.`,
    procedure: [
      'If it had been contained, or nobody of yours made it, contain it. Look at the table of the stack.',
    ],
  }),
  /** The ledger knows nothing of the key, and its sentinel is gone: somebody emptied or replaced the table. */
  'ledger-erased': notContained({
    retry: true,
    ledgerLost: true,
    happened: 'ledger ERASED',
    sentence: ({ change, making }) =>
      `${change}, and the ledger that knew whether ${making ? 'a thief made it' : 'it had been contained'} WAS ERASED.`,
    procedure: [
      'Somebody may have erased it to switch a stolen key on, or to make one: take the key for stolen until you know better.',
      'CHECK restores the ledger of an hour ago into a second table, and shows what it knew of the key.',
    ],
  }),
};
