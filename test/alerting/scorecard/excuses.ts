export interface Excuse {
  readonly question: number;
  readonly cases: readonly string[];
  readonly because: string;
  /** What the alert says instead. */
  readonly instead: RegExp;
}

const ROLE_SESSIONS = [
  'not-contained-role-session',
  'partly-contained-role-sessions-revoked',
  'attack-sequence',
];
const HELD_BACK = ['no-action-exempt', 'no-action-observe', 'no-action-informational'];

/** Where the answer is no, and why that is right. The text says so to the reader, too. */
export const excuses: readonly Excuse[] = [
  ...every([3, 6, 7, 15, 17, 18, 19], {
    cases: ['test'],
    because: 'the detector made the finding up: there is no key, and nothing to do',
    instead: /^TEST: a sample finding\. Nothing was changed\.$/m,
  }),
  ...every([9, 10, 11, 12], {
    cases: ['unreadable'],
    because: 'the event could not be read: whatever it says of these may be wrong',
    instead: /^PROBLEM {2}"/m,
  }),
  ...every([7, 20], {
    cases: ['unreadable'],
    because:
      'nobody knows yet whose key it is, nor where the event comes from: nothing to change, or to open',
    instead: /^ Then look the event up at its source, and deactivate the key that it names by hand\.$/m,
  }),
  ...every([17, 18, 19], {
    cases: ['unreadable'],
    because: 'nothing was changed',
    instead: /^NOT CONTAINED: .* Nothing was done\./m,
  }),
  ...every([18, 19], {
    cases: HELD_BACK,
    because: 'nothing was changed',
    instead: /^NO ACTION: nothing was changed\b/m,
  }),
  ...every([17], {
    cases: ['no-action-informational'],
    because: 'nothing was changed, and nobody is woken to change anything',
    instead: /^NO ACTION: nothing was changed\b/m,
  }),
  ...every([7, 17, 18, 19], {
    cases: ['no-action-key-gone'],
    because: 'nothing was changed, and there is nothing left to change',
    instead: /^NO ACTION: .* does not exist any more in account 111122223333\.$/m,
  }),
  ...every([17, 18, 19], {
    cases: ['not-contained-member-role'],
    because: 'nothing was changed, and nobody answers in that account',
    instead: /^NOT CONTAINED: .* The role to act in account 444455556666 could not be assumed\.$/m,
  }),
  ...every([18, 19], {
    cases: ['not-contained-refused'],
    because: 'nothing was changed',
    instead: /^NOT CONTAINED: .* IS STILL ACTIVE\. The change failed\.$/m,
  }),
  ...every([17, 18], {
    cases: ['resolved'],
    because: 'somebody else changed it, and knows the way back',
    instead: /^RESOLVED: .* was set Inactive by somebody\b/m,
  }),
  ...every([7, 17, 18, 19], {
    cases: ['not-contained-root'],
    because: 'nothing was changed, and no command can: only the root user itself',
    instead: /^ Sign in as the root user, delete its access keys/m,
  }),
  ...every([17], {
    cases: ['not-contained-role-session'],
    because: 'nothing was changed; what the command would break stands beside it',
    instead: /^ Revoking logs out everybody on that role\./m,
  }),
  ...every([19], {
    cases: ['not-contained-role-session'],
    because: 'nothing was changed',
    instead: /^ nothing: no call that changes anything was made$/m,
  }),
  ...every([19], {
    cases: ['partly-contained-role-sessions-revoked'],
    because: 'there is no key to delete, and the policy goes by the command under UNDO',
    instead: /^ aws iam delete-role-policy /m,
  }),
  ...every([15], {
    cases: ROLE_SESSIONS,
    because: 'a role has neither access keys nor a password',
    instead: /^ROLE {5}\S+$/m,
  }),
  ...every([12], {
    cases: ['attack-sequence'],
    because: 'an attack sequence is made of many calls from many addresses, which the finding lists',
    instead: /^FINDING {2}https:/m,
  }),
];

function every(numbers: readonly number[], excuse: Omit<Excuse, 'question'>): readonly Excuse[] {
  return numbers.map((question) => ({ question, ...excuse }));
}
