import { notContained } from './reason-row.ts';

/** The responder tried to stop the credential, but it is alive or may be alive. */
export const failed = {
  /** IAM refused the change, or the call did not arrive. */
  'deactivation-failed': notContained({
    retry: true,
    sentence: ({ key, who, keysRead }) =>
      keysRead
        ? `${key} of ${who} IS STILL ACTIVE. The change failed.`
        : `${key} of ${who} MAY STILL BE ACTIVE. The change failed and its status could not be read.`,
    procedure: [
      'Refused for you too? An administrator of the organization can deny the user by a service control policy.',
    ],
  }),
  /** IAM accepted the change, but the read-back still says Active. */
  'still-active': notContained({
    retry: true,
    sentence: ({ key, who }) => `${key} of ${who} IS STILL ACTIVE, although IAM accepted the change.`,
    procedure: [
      'Somebody may be switching it back on: apply AWSDenyAll to the user, or a service control policy to the account.',
    ],
  }),
  /** IAM accepted the change, but the read-back failed. */
  'not-verified': notContained({
    retry: true,
    sentence: ({ key, who }) =>
      `${key} of ${who} MAY STILL BE ACTIVE. IAM accepted the change, but it could not be read back.`,
    procedure: ['Then list the keys, and believe only what IAM prints.'],
  }),
  /** IAM names no user as the key's owner. */
  'owner-not-found': notContained({
    sentence: ({ key, accountId }) =>
      `${key} MAY STILL BE ACTIVE. IAM names no owner of it in account ${accountId}.`,
    procedure: [
      'Find the account and user of the key (the command below, in every account of yours), and deactivate it there.',
    ],
  }),
  /** IAM did not answer whose key it is, or refused to answer. */
  'owner-not-read': notContained({
    retry: true,
    sentence: ({ key, accountId }) =>
      `${key} MAY STILL BE ACTIVE. IAM did not say whose it is in account ${accountId}.`,
    procedure: [
      'Find the account and user of the key (the command below, in every account of yours), and deactivate it there.',
    ],
  }),
  /** The event names a user but no long-term key. IAM has another unique id for that name, or no such user. */
  'owner-changes': notContained({
    retry: true,
    sentence: ({ key }) =>
      `${key} MAY STILL BE ACTIVE. Its user was renamed at every try: somebody hides it from this responder.`,
    procedure: [
      'Find the name that the user has now (the command below), and deactivate the key at once. If it goes on, deny iam:UpdateUser by a service control policy.',
    ],
  }),
  'unconfirmed-user': notContained({
    otherUser: true,
    sentence: ({ who, accountId }) =>
      `${who} was left alone: account ${accountId} knows that name by another unique id than the event's, or not at all.`,
    procedure: [
      'Find the actor of the finding in CloudTrail by its unique id, and stop its credentials by hand.',
    ],
  }),
  /** The event names a user but no long-term key. IAM did not answer which unique id that name has. */
  'user-not-read': notContained({
    retry: true,
    otherUser: true,
    sentence: ({ who, accountId }) =>
      `${who} was left alone: IAM did not say by which unique id account ${accountId} knows that name.`,
    procedure: [
      'Find the actor of the finding in CloudTrail by its unique id, and stop its credentials by hand.',
    ],
  }),
  /** IAM accepted the policy that denies the role's sessions, but the read-back failed. */
  'revocation-not-verified': notContained({
    retry: true,
    byHand: 'revoke-sessions',
    sentence: ({ who, revokedBefore }) =>
      `sessions of ${who} MAY STILL BE IN USE. IAM accepted to refuse those issued before ${revokedBefore}, and it could not be read back.`,
    procedure: ['Then read the policy of the role, and believe only what IAM prints.'],
  }),
  /** The role's sessions could not be revoked. */
  'revocation-failed': notContained({
    retry: true,
    byHand: 'revoke-sessions',
    sentence: ({ who }) => `sessions of ${who} ARE STILL IN USE. They could not be revoked.`,
    procedure: ['Refused for you too? Deny the role by a service control policy.'],
  }),
  /** The role in the other account could not be assumed. */
  'member-role-failed': notContained({
    retry: true,
    readFirst: true,
    sentence: ({ key, accountId }) =>
      `${key} MAY STILL BE ACTIVE. The role to act in account ${accountId} could not be assumed.`,
    procedure: [
      'Sign in to that account and deactivate the key there; mend the role or its trust when that is done:',
    ],
  }),
};
