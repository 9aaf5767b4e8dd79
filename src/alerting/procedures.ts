import type { Reason } from '../core/outcome.ts';

/** What a person does where no single command does it, by reason. The runbook has a heading for each. */
export const procedures: Readonly<Record<Reason, readonly string[]>> = {
  'keys-inactive': [],
  'other-key-active': [
    'Look at that other Active key first: who made it, when, and who uses it. If in doubt, stop it too:',
  ],
  'session-alive': ['AWSDenyAll on the user also refuses its sessions, and whatever else runs as this user.'],
  'no-active-key': ['Find out what else this user has: console password, sessions, roles it may assume.'],
  'key-gone': [
    'Somebody deleted it. Find out who and why: a thief covers tracks, a colleague may have been faster.',
  ],
  'owner-not-found': [
    'Find the account and user of the key (the command below, in every account of yours), and deactivate it there.',
  ],
  'deactivation-failed': [
    'Refused for you too? An administrator of the organization can deny the user by a service control policy.',
  ],
  'still-active': [
    'Somebody may be switching it back on: apply AWSDenyAll to the user, or a service control policy to the account.',
  ],
  'not-verified': ['Then list the keys, and believe only what IAM prints.'],
  'user-quarantined': [
    'Everything that runs as this user fails now. Move it to another identity before you take the deny back.',
  ],
  'quarantine-failed': [
    'Somebody may be taking it off again, or filled the places for policies: use a service control policy.',
  ],
  'quarantine-not-verified': [
    'Then list the attached policies of the user, and believe only what IAM prints.',
  ],
  'unconfirmed-user': [
    'Find the actor of the finding in CloudTrail by its unique id, and stop its credentials by hand.',
  ],
  'sessions-revoked': [
    'Find out how the role was assumed, and stop that: a user, an instance, a function, an identity provider.',
  ],
  'revocation-not-verified': ['Then read the policy of the role, and believe only what IAM prints.'],
  'revocation-failed': ['Refused for you too? Deny the role by a service control policy.'],
  'stopped-by-hand': [
    'Find out in CloudTrail what was done with the key while it worked, and what was made with it.',
  ],
  'role-gone': [],
  'member-role-failed': [
    'Sign in to that account and deactivate the key there; mend the role or its trust when that is done:',
  ],
  'other-account': ['Sign in to that account and deactivate the key there.'],
  'unknown-account': [
    'Find the account of the key (aws sts get-access-key-info), sign in there and deactivate it.',
  ],
  'unverified-event': [
    'Find out who may put events on the bus, and whether the key needs containment in its account.',
  ],
  'own-role': [
    'Nothing but the function should hold these credentials: find out who used them, and delete the stack if in doubt.',
  ],
  'reactivated-too-often': [
    'Deny the user by a service control policy: it cannot be undone from within the account.',
  ],
  'ledger-unreadable': [
    'If the key had been contained, deactivate it again. Look at the table of the stack.',
  ],
  root: [
    'Sign in as the root user, delete its access keys, change its password and check its MFA devices.',
    'Member account of an organization: centralized root access can delete them from the management account.',
  ],
  'role-session': [
    'Revoking logs out everybody on that role. Whoever can assume it again is not stopped: find out how it was obtained.',
  ],
  'identity-center': [
    'In Identity Center end the active sessions of the user, then disable the user. Its roles cannot be changed in IAM.',
  ],
  'service-linked-role': [
    'Look at the service that the role belongs to; IAM does not let anybody change the role.',
  ],
  'aws-service': ['Find out on whose behalf the service acted.'],
  'federated-user-unknown-issuer': [
    'Find the user who called GetFederationToken in CloudTrail, and apply AWSDenyAll to it.',
  ],
  'root-federation': [
    'Root federation sessions end within an hour; only a service control policy ends them sooner.',
  ],
  'unknown-user': [
    'Find the principal in CloudTrail by the event id below, and stop its credentials by hand.',
  ],
  'no-access-key-id': ['Find the credential in the finding or in CloudTrail, and stop it by hand.'],
  sample: [],
  'malformed-key-id': [],
  archived: [],
  replayed: [],
  restored: [],
  'own-key': [],
  'nothing-to-resolve': [],
  informational: ['Read first what was done and by whom: this is often the daily work of a colleague.'],
  'below-minimum-severity': [],
  'only-confirmed': [],
  exempt: ['The owner of this break-glass credential decides. If in doubt, deactivate it.'],
  observe: [],
};

/** Where a person must read, look or sign in somewhere before any command. */
export const readFirst: readonly Reason[] = [
  ...(['other-key-active', 'member-role-failed', 'other-account', 'unknown-account'] as const),
  ...(['unverified-event', 'informational', 'role-session', 'session-alive'] as const),
];
