import { notContained } from './reason-row.ts';

/** The responder tried to stop the credential, but it is alive or may be alive. */
export const failed = {
  /** The try goes on, and its end is told if it says anything else. Nobody must wait for that. */
  'still-trying': notContained({
    retry: true,
    byHand: 'revoke-sessions',
    happened: 'not stopped yet',
    sentence: ({ key, who }) =>
      `${key} of ${who} is NOT STOPPED YET. AWS is busy or does not answer, and the responder is trying.`,
    procedure: ['A second message follows when it is stopped. If none comes, it is not stopped.'],
  }),
  /** IAM accepted the change, and is too busy to show it. It is read again later: only then somebody may have to wake up. */
  'not-read-yet': notContained({
    severity: 'P2',
    page: false,
    looksAgain: true,
    happened: 'not read back yet',
    sentence: ({ key, who }) =>
      `${key} of ${who} is NOT READ BACK yet. IAM accepted the change, and is too busy to show it.`,
    procedure: ['A second message follows when it is read back. If none comes, list the keys yourself.'],
  }),
  /** IAM refused the change, or the call did not arrive. */
  'deactivation-failed': notContained({
    retry: true,
    happened: 'change FAILED',
    sentence: ({ key, who, keysRead, oneKey, keyMissing }) => {
      if (!keysRead)
        return `${key} of ${who} MAY STILL BE ACTIVE. The change failed and its status could not be read.`;
      return oneKey && keyMissing
        ? `${key} MAY STILL BE ACTIVE. The change failed, and it is not among the keys of ${who}.`
        : `${key} of ${who} IS STILL ACTIVE. The change failed.`;
    },
    procedure: [
      'Refused for you too? An administrator of the organization can deny the user by a service control policy.',
    ],
  }),
  /** IAM accepted the change, but the read-back still says Active. */
  'still-active': notContained({
    retry: true,
    happened: 'STILL ACTIVE',
    sentence: ({ key, who }) => `${key} of ${who} IS STILL ACTIVE, although IAM accepted the change.`,
    procedure: [
      'Somebody may be switching it back on: apply AWSDenyAll to the user, or a service control policy to the account.',
    ],
  }),
  /** A contained user took the deny off itself, and it does not hold again. */
  'deny-not-put-back': notContained({
    retry: true,
    byHand: 'deny-user',
    happened: 'deny is OFF',
    sentence: ({ who, by }) =>
      `the deny on ${who} IS OFF, or may be. ${by} took it off, and putting it back failed or could not be read back.`,
    procedure: ['Refused for you too? Use a service control policy of the organization.'],
  }),
  /** A stop by somebody else is recorded, and minutes later IAM lists the key as Active: its record was late. */
  'active-again': notContained({
    happened: 'Active again',
    sentence: ({ key, who }) =>
      `${key} of ${who} IS ACTIVE. Somebody had set it Inactive, and it was switched on since.`,
    procedure: ['Find out who switched it on, and why. The page of this key is open until it is stopped.'],
  }),
  /** Every listing shows another Active key of the user, although the ones before it were stopped. */
  'keys-keep-coming': notContained({
    retry: true,
    everyKey: true,
    byHand: 'deny-user',
    denyFirst: true,
    happened: 'new keys keep coming',
    sentence: ({ who }) => `${who} HAS AN ACTIVE KEY. Somebody makes new keys as fast as they are stopped.`,
    procedure: [
      'Deny the user everything first: stopping one key after the other does not end this. Then look who makes them.',
    ],
  }),
  /** IAM accepted the change, but the read-back failed. */
  'not-verified': notContained({
    retry: true,
    happened: 'not read back',
    sentence: ({ key, who }) =>
      `${key} of ${who} MAY STILL BE ACTIVE. IAM accepted the change, but it could not be read back.`,
    procedure: ['Then list the keys, and believe only what IAM prints.'],
  }),
  /** IAM names no user as the key's owner. */
  'owner-not-found': notContained({
    happened: 'no owner found',
    sentence: ({ key, accountId }) =>
      `${key} MAY STILL BE ACTIVE. IAM names no owner of it in account ${accountId}.`,
    procedure: [
      'Find the account and user of the key (the command below, in every account of yours), and deactivate it there.',
    ],
  }),
  /** IAM did not answer whose key it is, or refused to answer. */
  'owner-not-read': notContained({
    retry: true,
    happened: 'owner not read',
    sentence: ({ key, accountId }) =>
      `${key} MAY STILL BE ACTIVE. IAM did not say whose it is in account ${accountId}.`,
    procedure: [
      'Find the account and user of the key (the command below, in every account of yours), and deactivate it there.',
    ],
  }),
  /** STS names another account than the event as the owner of the key. */
  'foreign-key': notContained({
    readFirst: true,
    happened: 'of another account',
    sentence: ({ key, accountId, ownerAccount }) =>
      `${key} MAY STILL BE ACTIVE. It belongs to account ${ownerAccount}, not to account ${accountId} as the event says.`,
    procedure: ['Sign in to that account and deactivate the key there. If it is not yours, tell its owner.'],
  }),
  /** A tag of the reported user names the key, and IAM names another owner. */
  'key-of-another': notContained({
    otherUser: true,
    everyKey: true,
    readFirst: true,
    happened: "another user's key",
    sentence: ({ key, who }) =>
      `AWS reports ${who}, and nothing of it was stopped: a tag names ${key}, which belongs to another user and was left alone.`,
    procedure: [
      'Set every Active key of the reported user Inactive (CHECK lists them).',
      'Whoever may tag a user can write the key of another there: find out in CloudTrail who did (TagUser).',
    ],
  }),
  /** IAM names another user at every lookup, and has no such user a moment later. */
  'owner-changes': notContained({
    retry: true,
    happened: 'user renamed',
    sentence: ({ key }) =>
      `${key} MAY STILL BE ACTIVE. Its user was renamed at every try: somebody hides it from this responder.`,
    procedure: [
      'Find the name that the user has now (the command below), and deactivate the key at once. If it goes on, deny iam:UpdateUser by a service control policy.',
    ],
  }),
  /** The event names a user but no long-term key. IAM has another unique id for that name, or no such user. */
  'unconfirmed-user': notContained({
    otherUser: true,
    happened: 'user unconfirmed',
    sentence: ({ who, accountId }) =>
      `${who} was left alone: account ${accountId} knows that name by another unique id than the event's, or not at all.`,
    procedure: [
      'Find the actor of the finding in CloudTrail by its unique id, and stop its credentials by hand.',
    ],
  }),
  /** IAM lists no credential of this id for the user that was reported with it. */
  'credential-not-of-user': notContained({
    otherUser: true,
    readFirst: true,
    happened: 'not of that user',
    sentence: ({ key, who }) =>
      `${key} MAY STILL BE ACTIVE. IAM has none of that id for ${who}: it is of another user, or was deleted.`,
    procedure: [
      "Find its user (CHECK lists every user's), and set it Inactive there: update-service-specific-credential.",
    ],
  }),
  /** The event names a user but no long-term key. IAM did not answer which unique id that name has. */
  'user-not-read': notContained({
    retry: true,
    otherUser: true,
    happened: 'user not read',
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
    happened: 'deny not read',
    sentence: ({ who, revokedBefore }) =>
      `sessions of ${who} MAY STILL BE IN USE. IAM accepted to refuse those issued before ${revokedBefore}, and it could not be read back.`,
    procedure: ['Then read the policy of the role, and believe only what IAM prints.'],
  }),
  /** IAM accepted the policy, and is too busy to show it. It is read again later: only then somebody may have to wake up. */
  'revocation-not-read-yet': notContained({
    severity: 'P2',
    page: false,
    looksAgain: true,
    byHand: 'revoke-sessions',
    happened: 'deny not read yet',
    sentence: ({ who, revokedBefore }) =>
      `IAM accepted to refuse the sessions of ${who} issued before ${revokedBefore}. That is NOT READ BACK yet, because IAM is too busy to show it.`,
    procedure: [
      'A second message follows when it is read back. If none comes, read the policy of the role yourself.',
    ],
  }),
  /** The role's sessions could not be revoked. */
  'revocation-failed': notContained({
    retry: true,
    byHand: 'revoke-sessions',
    happened: 'revocation FAILED',
    sentence: ({ who }) => `sessions of ${who} ARE STILL IN USE. They could not be revoked.`,
    procedure: ['Refused for you too? Deny the role by a service control policy.'],
  }),
  /** The role in the other account could not be assumed. */
  'member-role-failed': notContained({
    retry: true,
    readFirst: true,
    happened: 'cannot get in',
    sentence: ({ key, accountId }) =>
      `${key} MAY STILL BE ACTIVE. The role to act in account ${accountId} could not be assumed.`,
    procedure: [
      'Sign in to that account and deactivate the key there; mend the role or its trust when that is done:',
    ],
  }),
};
