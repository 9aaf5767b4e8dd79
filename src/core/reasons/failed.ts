import { notContained } from './reason-row.ts';

/** The responder tried to stop the credential, and it is alive or may be. */
export const failed = {
  /** The change was refused or did not arrive. */
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
  /** The change was accepted, and the key still reads Active. */
  'still-active': notContained({
    retry: true,
    sentence: ({ key, who }) => `${key} of ${who} IS STILL ACTIVE, although IAM accepted the change.`,
    procedure: [
      'Somebody may be switching it back on: apply AWSDenyAll to the user, or a service control policy to the account.',
    ],
  }),
  /** The change was accepted, and its result could not be read. */
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
  /** IAM did not say whose key it is, or refused to say. */
  'owner-not-read': notContained({
    retry: true,
    sentence: ({ key, accountId }) =>
      `${key} MAY STILL BE ACTIVE. IAM did not say whose it is in account ${accountId}.`,
    procedure: [
      'Find the account and user of the key (the command below, in every account of yours), and deactivate it there.',
    ],
  }),
  /** The event names a user and no long-term key, and IAM knows that name by another unique id, or not at all. */
  'unconfirmed-user': notContained({
    otherUser: true,
    sentence: ({ who, accountId }) =>
      `${who} was left alone: account ${accountId} knows that name by another unique id than the event's, or not at all.`,
    procedure: [
      'Find the actor of the finding in CloudTrail by its unique id, and stop its credentials by hand.',
    ],
  }),
  /** The event names a user and no long-term key, and IAM did not say by which unique id it knows that name. */
  'user-not-read': notContained({
    retry: true,
    otherUser: true,
    sentence: ({ who, accountId }) =>
      `${who} was left alone: IAM did not say by which unique id account ${accountId} knows that name.`,
    procedure: [
      'Find the actor of the finding in CloudTrail by its unique id, and stop its credentials by hand.',
    ],
  }),
  /** IAM accepted that the role's sessions are refused, and it could not be read back. */
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
