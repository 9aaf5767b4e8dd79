export interface Excuse {
  readonly question: number;
  readonly cases: readonly string[];
  readonly because: string;
  /** What the alert says instead. */
  readonly instead: RegExp;
}

const UNREADABLE = ['unreadable', 'unreadable-without-key'];
const REPORTED = [
  'contained-reported-api-key',
  'contained-reported-credential',
  'not-contained-owner-not-named',
];
const GIVEN_UP = ['dead-letter', 'dead-letters'];

/** Where the question means nothing, or the answer is no and that is right. The text says so to the reader, too. */
export const excuses: readonly Excuse[] = [
  ...every([3, 6, 7, 15, 17, 18, 19], {
    cases: ['test'],
    because: 'the detector made the finding up: there is no key, and nothing to do',
    instead: /^TEST: a sample finding\. Nothing was changed\.$/m,
  }),
  ...every([3], {
    cases: ['contained-bearer-key'],
    because: 'the user has no access key: what is stopped is its bearer key, by its id',
    instead:
      /^CONTAINED: service-specific credential ACCAEXAMPLE123EXAMPLE \(bedrock\) of IAM user ci-deploy is Inactive/m,
  }),
  ...every([18], {
    cases: ['partly-contained-new-key', 'partly-contained-new-bearer-key'],
    because: 'a thief made what was stopped: no command switches it on',
    instead: /No\s+line\s+switches\s+on\s+what\s+was\s+made\./,
  }),
  ...every([3], {
    cases: [
      'partly-contained-quarantine-refused',
      'partly-contained-denied-again',
      'not-contained-quarantine-attempt',
      'not-contained-deny-taken-off',
    ],
    because: 'the record is about a user and names no key of it',
    instead: /^(?:PARTLY|NOT) CONTAINED: .*IAM user ci-deploy/m,
  }),
  ...every([19], {
    cases: ['partly-contained-denied-again'],
    because: 'no key was stopped for it: the alert of the key has the command',
    instead: /^PARTLY CONTAINED: everything is denied to IAM user ci-deploy AGAIN/m,
  }),
  ...every([17, 18, 19], {
    cases: ['not-contained-quarantine-attempt', 'not-contained-deny-taken-off'],
    because: 'nothing was changed, so nothing breaks, and nothing is to be taken back or deleted',
    instead: /^NOT CONTAINED: .*(?:so nothing was stopped|It was not put back)\.$/m,
  }),
  ...every([3], {
    cases: ['contained-reported-api-key'],
    because: 'an API key does not show its id: what was stopped of its user is named by the id of each',
    instead:
      /^CONTAINED: no service-specific credential and .* service-specific credential ACCAEXAMPLE123EXAMPLE \(bedrock\) is Inactive now/m,
  }),
  ...every([11, 12, 20], {
    cases: REPORTED,
    because: 'somebody found it: a report has no call, no time of one, and no page',
    instead: /^ reason {5}["`]found in a public repository["`], reported by ["`]secret-scanning["`]$/m,
  }),
  ...every([9, 15, 17, 18, 19], {
    cases: ['not-contained-owner-not-named'],
    because: 'nobody knows whose it is: nothing was changed, and nothing else can be said of its user',
    instead:
      /^NOT CONTAINED: .* The event does not say whose it is in account 111122223333, and IAM cannot be asked\.$/m,
  }),
  ...every([9, 10, 11, 12], {
    cases: UNREADABLE,
    because: 'the event could not be read: whatever it says of these may be wrong',
    instead: /^PROBLEM {2}"/m,
  }),
  ...every([9, 10, 11, 12, 13], {
    cases: GIVEN_UP,
    because:
      'the alert of each try has told it; this one is about what to do now, for which the command names the user',
    instead: / && aws iam update-access-key --user-name='ci-deploy' /,
  }),
  ...every([17, 18, 19], {
    cases: GIVEN_UP,
    because: 'nothing is stopped: the alert of the next try has these, once the event is given back',
    instead: /^RUN IT AGAIN, after the cause is repaired\n \[ .* && aws sqs start-message-move-task /m,
  }),
  ...every([20], {
    cases: ['dead-letters'],
    because: 'the whole event is in the queue, for which the runbook has the command',
    instead: /^RUNBOOK(?: {2}\S+#|: )dead-letter$/m,
  }),
  ...every([3], {
    cases: ['dead-letters'],
    because: 'there are several keys, each beside its event',
    instead: /^ the key AKIAIOSFODNN7EXAMPLE, account "111122223333": event "/m,
  }),
  ...every([20], {
    cases: ['unreadable-without-key'],
    because:
      'what could not be read has no page that is known, and no key by which CloudTrail could be searched',
    instead: /^EVENT {4}id "/m,
  }),
  ...every([17, 18, 19], {
    cases: UNREADABLE,
    because: 'nothing was changed, and nobody knows yet whose key it is',
    instead: /^NOT CONTAINED: .* Nothing was done\./m,
  }),
  ...every([3, 6, 7], {
    cases: ['unreadable-without-key'],
    because: 'the event names no key: there is nothing to run',
    instead: /^ UNKNOWN {2}which key it is$/m,
  }),
  ...every([25], {
    cases: ['unreadable-without-key'],
    because: 'nobody can tell that another event is about the same credential: it is an alarm of its own',
    instead: /^ID {7}akr:[\w-]+:\d{12}:event\/\S+$/m,
  }),
  ...every([18, 19], {
    cases: ['not-contained-still-trying'],
    because: 'nothing is known to be stopped; the message about the end of the try has these',
    instead: /^NOT CONTAINED: .* is NOT STOPPED YET\. /m,
  }),
  ...every([18, 19], {
    cases: [
      'no-action-exempt',
      'no-action-observe',
      'no-action-informational',
      'no-action-model-used',
      'no-action-federation-token',
    ],
    because: 'nothing is stopped yet, so nothing is to be taken back or deleted',
    instead: /^(?:NO ACTION|NOT CONTAINED \((?:EXEMPT|OBSERVE MODE|ALERT ONLY)\)): nothing was changed\b/m,
  }),
  ...every([17], {
    cases: ['no-action-tampering'],
    because: 'what runs on a role is not known: the runbook says that its sessions are its jobs',
    instead: /^ Ask now whether a colleague or a pipeline /m,
  }),
  ...every([18, 19], {
    cases: ['no-action-tampering', 'no-action-tampering-refused'],
    because: 'nothing was changed, and whether anything must be is what a person finds out first',
    instead: /^ Ask now whether a colleague or a pipeline /m,
  }),
  ...every([17, 18, 19], {
    cases: ['no-action-key-gone'],
    because: 'nothing was changed, and a key that is deleted cannot be brought back',
    instead: /^NO ACTION: .* does not exist any more in account 111122223333\.$/m,
  }),
  ...every([18, 19], {
    cases: ['not-contained-refused', 'not-contained-reminder', 'not-contained-member-role'],
    because: 'nothing is stopped yet, so nothing is to be taken back or deleted',
    instead: /^NOT CONTAINED(?:, reminder 2 after 1 h)?: .* (?:IS STILL ACTIVE|MAY STILL BE ACTIVE)\./m,
  }),
  ...every([3, 17, 18, 19], {
    cases: ['no-action-suspected-without-key'],
    because: 'the event names no key: nothing was changed, and nothing can be deleted',
    instead: /^KEY {6}none: the event has ["`]ci-deploy["`] in its place$/m,
  }),
  ...every([3, 17, 18, 19], {
    cases: ['not-contained-no-key-id'],
    because:
      'the event names no key: nothing was changed, and nobody knows what to delete or what would break',
    instead: /^KEY {6}none: the event has ["`]UNKNOWN["`] in its place$/m,
  }),
  ...every([18, 19], {
    cases: ['not-contained-root'],
    because: 'nothing was changed, and no command can: only the root user itself',
    instead: /^ Sign in as the root user, delete its access keys/m,
  }),
  ...every([18, 19], {
    cases: ['not-contained-role-session', 'attack-sequence'],
    because:
      'nothing was changed on the role, which has no key to delete; the runbook says what takes the command back',
    instead: /^ .*delete-role-policy takes that back/m,
  }),
  ...every([19], {
    cases: ['partly-contained-role-sessions-revoked'],
    because: 'a role has no key to delete, and its policy goes by the command under UNDO',
    instead: / && aws iam delete-role-policy /,
  }),
];

/** Where the answer should be yes. Whoever makes it so is told by the test to take the line out. */
export const notYet: readonly Excuse[] = [];

function every(numbers: readonly number[], excuse: Omit<Excuse, 'question'>): readonly Excuse[] {
  return numbers.map((question) => ({ question, ...excuse }));
}
