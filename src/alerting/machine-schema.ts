/**
 * Written by `npm run generate` from docs/schemas: change those, and run it again.
 */

export type AlertMessage = Response & Alert;
/**
 * Ties every message about one credential together, in every channel: akr:<partition>:<account>:<access key id>. Where there is no access key id, the principal's ARN takes its place; where it has none, service:<name>, or unknown:<event id>; event/<id> for an event that could not be read.
 */
export type DedupKey = string;
/**
 * What is true now. CONTAINED: read back as stopped. PARTLY_CONTAINED: stopped, and something of it is, or may be, alive. NOT_CONTAINED: alive, or not known, or not the responder's to stop. NO_ACTION: nothing was changed, for the reason given. RESOLVED: a person stopped what an alert was open about, and that was read back. TEST: a sample finding.
 */
export type State = 'CONTAINED' | 'PARTLY_CONTAINED' | 'NOT_CONTAINED' | 'NO_ACTION' | 'RESOLVED' | 'TEST';
/**
 * Why it is in that state. Each is a heading of docs/runbook.md.
 */
export type Reason =
  | 'keys-inactive'
  | 'no-active-key'
  | 'user-quarantined'
  | 'other-key-active'
  | 'stopped-again'
  | 'session-alive'
  | 'sessions-revoked'
  | 'quarantine-failed'
  | 'quarantine-not-verified'
  | 'stopped-by-hand'
  | 'key-gone'
  | 'role-gone'
  | 'deactivation-failed'
  | 'still-active'
  | 'not-verified'
  | 'owner-not-found'
  | 'owner-not-read'
  | 'unconfirmed-user'
  | 'user-not-read'
  | 'revocation-not-verified'
  | 'revocation-failed'
  | 'member-role-failed'
  | 'other-account'
  | 'unknown-account'
  | 'unverified-event'
  | 'root'
  | 'role-session'
  | 'identity-center'
  | 'service-linked-role'
  | 'own-role'
  | 'aws-service'
  | 'federated-user-unknown-issuer'
  | 'root-federation'
  | 'unknown-user'
  | 'no-access-key-id'
  | 'ledger-unreadable'
  | 'exempt'
  | 'observe'
  | 'only-confirmed'
  | 'below-minimum-severity'
  | 'informational'
  | 'archived'
  | 'replayed'
  | 'restored'
  | 'nothing-to-resolve'
  | 'own-change'
  | 'own-key'
  | 'malformed-key-id'
  | 'sample'
  | 'unreadable-event';
/**
 * P1 wakes somebody, P2 wants an answer today, P3 on the next working day. The detector's own severity is in detection.
 */
export type Severity = 'P1' | 'P2' | 'P3';
/**
 * RFC 3339, in UTC, to the millisecond.
 */
export type Time = string;
/**
 * AKIA… is a long-term key, ASIA… one of a session.
 */
export type AccessKeyId = string;
/**
 * An AWS account.
 */
export type AccountId = string;
/**
 * The names of those properties beside this one that somebody else wrote, most of them the attacker. They are ASCII, bounded, without anything that looks like a secret, and their links are taken apart (hxxp[:]//). Show them as quotations; never act on them.
 *
 * @minItems 1
 */
export type Untrusted = readonly string[];
/**
 * KEY_ACTIVE: the key itself. OTHER_KEYS: further access keys of the user. CONSOLE_PASSWORD: the user can sign in without a key. TEMP_CREDENTIALS: sessions that were made before. PERSISTENCE: whatever was created or changed meanwhile.
 */
export type RiskCode = 'KEY_ACTIVE' | 'OTHER_KEYS' | 'CONSOLE_PASSWORD' | 'TEMP_CREDENTIALS' | 'PERSISTENCE';
export type PagerMessage = AlertMessage & Page;
export type OutcomeMessage = Response & AccessKeyResponseOutcome;

export interface Messages {
  readonly alertMessage: AlertMessage;
  readonly pagerMessage: PagerMessage;
  readonly outcomeMessage: OutcomeMessage;
}
/**
 * The response to one credential; or that an event could not be read, where reason is unreadable-event.
 */
export interface Response {
  /**
   * The version of this schema.
   */
  readonly schemaVersion: '1.0';
  /**
   * What the message is: an alert for people and their tools, or the record of one outcome on the event bus.
   */
  readonly kind: 'access-key-alert' | 'access-key-outcome';
  /**
   * The id of the event that was responded to, as EventBridge gave it. The same when the event is delivered or run again; shared by all credentials of one event. `unknown` where an event has none.
   */
  readonly alertId: string;
  readonly dedupKey: DedupKey;
  readonly state: State;
  readonly reason: Reason;
  readonly severity: Severity;
  /**
   * Somebody must be woken.
   */
  readonly page: boolean;
  /**
   * The verdict in one sentence, as the first line of the mail has it. It may name a user or a role, and names can be chosen by an attacker; links in them are taken apart.
   */
  readonly title: string;
  readonly sentAt: Time;
  /**
   * From the first time that the detector saw it until the message. Absent where the event does not say.
   */
  readonly ageSeconds?: number;
  readonly account: Account;
  readonly key: Key;
  /**
   * Every access key of the user as read back from IAM after the change. `unknown` where that was not, or could not be, read.
   */
  readonly userKeys?: 'unknown' | readonly AccessKey[];
  readonly quarantine?: Quarantine;
  readonly revokedBefore?: Time;
  /**
   * What the credential belongs to, in the words of CloudTrail and GuardDuty.
   */
  readonly principalType?: 'IAMUser' | 'AssumedRole' | 'FederatedUser' | 'Root' | 'AWSService' | 'Unknown';
  readonly detection?: Detection;
  readonly actor?: Actor;
  readonly target?: Target;
  readonly report?: Report;
  /**
   * Every call to AWS that was made for this credential, in order. Empty where nothing was called.
   */
  readonly actions?: readonly Action[];
  /**
   * What may still be dangerous. What was not looked at is listed as unknown, never left out. Empty for tests.
   */
  readonly risks?: readonly Risk[];
  /**
   * The codes of the risks whose status is unknown.
   */
  readonly notChecked?: readonly RiskCode[];
  /**
   * What a person may run next. Nothing of it runs by itself.
   */
  readonly commands?: readonly Command[];
  readonly links: Links;
  readonly responder: Responder;
  /**
   * Only where reason is unreadable-event: why the event could not be read.
   */
  readonly problem?: string;
  readonly event?: Event;
}
/**
 * Where the credential belongs.
 */
export interface Account {
  /**
   * The account's number; `unknown` where the event does not say.
   */
  readonly id: string;
  /**
   * The responder's own: aws, aws-us-gov, aws-cn, aws-eusc …
   */
  readonly partition: string;
  /**
   * The account's name in IAM; empty where it has none. Absent where it was not, or could not be, read.
   */
  readonly alias?: string;
}
/**
 * The credential that the event names.
 */
export interface Key {
  readonly id?: AccessKeyId;
  /**
   * The IAM user whose key it is, or who issued the session. Well-formed, and chosen by whoever made the user.
   */
  readonly userName?: string;
  /**
   * The user's ARN, without its path.
   */
  readonly userArn?: string;
  /**
   * The role whose session it is. Well-formed, and chosen by whoever made the role.
   */
  readonly roleName?: string;
  /**
   * The role's ARN, without its path.
   */
  readonly roleArn?: string;
  /**
   * As read back from IAM: Active, Inactive, Expired, or what AWS adds. `gone` where IAM knows no such key, `unknown` where it was not, or could not be, read.
   */
  readonly statusNow: string;
  readonly verifiedAt?: Time;
  readonly createdAt?: Time;
  /**
   * The last use that IAM knows of, which may be the thief's. `never`: none. `unknown`: it was not, or could not be, looked up.
   */
  readonly lastUsed: ('unknown' | 'never') | KeyUse;
}
/**
 * One use of a key, as IAM keeps it.
 */
export interface KeyUse {
  readonly at: Time;
  /**
   * The service that was called, such as s3.
   */
  readonly service?: string;
  /**
   * The Region in which it was called.
   */
  readonly region?: string;
}
/**
 * An access key of the user.
 */
export interface AccessKey {
  readonly accessKeyId: AccessKeyId;
  /**
   * Active, Inactive, Expired, or what AWS adds.
   */
  readonly status: string;
  readonly createdAt?: Time;
}
/**
 * What denies everything to the user, its sessions included. Absent where that was not asked for.
 */
export interface Quarantine {
  /**
   * The policy AWSDenyAll attached to the user, or the same policy as its permissions boundary, where no policy could be attached any more.
   */
  readonly by: 'policy' | 'boundary';
  /**
   * As read back from IAM.
   */
  readonly holds: 'yes' | 'no' | 'unknown';
  /**
   * The permissions boundary that was replaced: its ARN; `none`; or `unknown` where it could not be read.
   */
  readonly previousBoundary?: string;
}
/**
 * Who saw it, and why it counts.
 */
export interface Detection {
  /**
   * What reported it, such as guardduty, cloudtrail, health, security-hub, trusted-advisor or report. No closed list: sources are added in version 1.0.
   */
  readonly source: string;
  /**
   * GuardDuty's finding type, AWS Health's event type code, service:Action for CloudTrail, or `report`.
   */
  readonly type: string;
  /**
   * How sure one may be that the credential is in the wrong hands. `benign` is everyday work that people are not told of.
   */
  readonly class: 'confirmed' | 'suspected' | 'informational' | 'benign';
  /**
   * Why it is of that class, in words.
   */
  readonly because: string;
  /**
   * The detector's own, such as GuardDuty's 1.0 to 10.0. Absent where it has none.
   */
  readonly severity?: number;
  /**
   * The detector's id of the finding or event.
   */
  readonly findingId?: string;
  /**
   * How often the detector saw it.
   */
  readonly count?: number;
  readonly accountId: AccountId;
  /**
   * The Region in which it was seen.
   */
  readonly region: string;
  readonly firstSeen?: Time;
  readonly lastSeen?: Time;
  /**
   * The detector made the finding up, to show what one looks like.
   */
  readonly sample: boolean;
}
/**
 * What the one who used the credential did, and from where. Absent where the event does not say. All of it is the attacker's text, or may be.
 */
export interface Actor {
  /**
   * The address of the call, or the AWS service that made it. Untrusted.
   */
  readonly ip?: string;
  /**
   * Who has registered that network. Untrusted: whoever registers one chooses its name.
   */
  readonly network?: string;
  /**
   * Where that network is said to be. Untrusted.
   */
  readonly country?: string;
  /**
   * The caller's ARN, with its session's name. Untrusted.
   */
  readonly caller?: string;
  /**
   * The call, as service:Action. Untrusted.
   */
  readonly api?: string;
  /**
   * The call failed with this code. Absent where it did not fail, or where the event does not say. Untrusted.
   */
  readonly errorCode?: string;
  /**
   * What the caller's program calls itself: free text of the attacker. Untrusted.
   */
  readonly userAgent?: string;
  readonly untrusted: Untrusted;
}
/**
 * Whom the call was about, where that may be another than the caller. The attacker's text, or may be.
 */
export interface Target {
  /**
   * The user named in the call. Untrusted.
   */
  readonly userName?: string;
  /**
   * The key named in the call, or made by it. Untrusted.
   */
  readonly accessKeyId?: string;
  readonly untrusted: Untrusted;
}
/**
 * What the detector or the reporter says in words.
 */
export interface Report {
  /**
   * The finding's title, in which names of the attacker's choice may stand. Untrusted.
   */
  readonly title?: string;
  /**
   * The reporter's reason. Untrusted.
   */
  readonly reason?: string;
  /**
   * Who the reporter claims to be. Untrusted.
   */
  readonly reportedBy?: string;
  /**
   * Where the key was found: in most cases a page of the attacker or of a stranger. Untrusted.
   */
  readonly url?: string;
  readonly untrusted: Untrusted;
}
/**
 * One call to AWS.
 */
export interface Action {
  readonly at: Time;
  /**
   * As IAM names it, such as iam:UpdateAccessKey.
   */
  readonly name: string;
  /**
   * The user, role, key or account that was called about, and the value that was set. It may hold a name of the attacker's choice.
   */
  readonly target: string;
  /**
   * Whether AWS accepted it. What is true afterwards is in key, userKeys and risks.
   */
  readonly result: 'ok' | 'failed';
  /**
   * AWS's code, where it failed.
   */
  readonly error?: string;
}
/**
 * One thing that may still be dangerous.
 */
export interface Risk {
  readonly code: RiskCode;
  /**
   * `unknown` is not safe: it was not, or could not be, looked at.
   */
  readonly status: 'present' | 'absent' | 'unknown';
  /**
   * In words for a person.
   */
  readonly detail: string;
  readonly checkedAt?: Time;
  /**
   * What the look could not see.
   */
  readonly blindSpot?: string;
}
/**
 * One command of the AWS CLI.
 */
export interface Command {
  /**
   * confirm: prints the account, so that nobody changes the wrong one. contain: stops what is, or may be, alive. inspect: only reads. undo: takes back what the responder did, or what a contain command does. finish: for when the evidence is saved.
   */
  readonly kind: 'confirm' | 'contain' | 'inspect' | 'undo' | 'finish';
  /**
   * The program and its arguments, one each; not quoted for a shell.
   *
   * @minItems 2
   */
  readonly argv: readonly string[];
  readonly accountId?: AccountId;
}
/**
 * Addresses of AWS's console in the right partition and Region, and the runbook. None of them is taken from the event.
 */
export interface Links {
  /**
   * The finding at its detector. Absent where it has no page.
   */
  readonly finding?: string;
  /**
   * CloudTrail's event history, filtered by the key or the user.
   */
  readonly trail?: string;
  /**
   * The user or role in IAM.
   */
  readonly principal?: string;
  /**
   * The heading of the runbook for the reason: an address where the deployer gave one, else the file's name.
   */
  readonly runbook: string;
}
/**
 * Who sent it.
 */
export interface Responder {
  /**
   * The responder's own version.
   */
  readonly version: string;
  /**
   * The setting CONTAIN: what the responder may act on.
   */
  readonly mode: 'observe' | 'confirmed' | 'suspected';
}
/**
 * Only where reason is unreadable-event: what the event says of itself. Unchecked text.
 */
export interface Event {
  /**
   * As in alertId.
   */
  readonly id: string;
  /**
   * EventBridge's source, such as aws[.]guardduty: taken apart as all unchecked text is.
   */
  readonly source?: string;
  /**
   * EventBridge's detail-type.
   */
  readonly detailType?: string;
}
/**
 * What the alert topic sends to queues and functions (the protocols sqs and lambda of SNS): one message for each event. The worst of its credentials gives the message, the others follow.
 */
export interface Alert {
  /**
   * An alert.
   */
  readonly kind?: 'access-key-alert';
  /**
   * The other credentials of the same event, the worst first: at most ten. Absent where there are none; every one of them has its outcome event.
   *
   * @minItems 1
   * @maxItems 10
   */
  readonly others?: readonly Response[];
}
/**
 * What the pager topic sends: the alert about one credential, with the keys of a CloudWatch alarm, which pagers read, and those of Rootly. NewStateValue ALARM wakes somebody; OK ends it.
 */
export interface Page {
  readonly AlarmName: DedupKey;
  /**
   * The title.
   */
  readonly AlarmDescription: string;
  /**
   * ALARM opens an incident, OK resolves it. The Subject begins with the same word.
   */
  readonly NewStateValue: 'ALARM' | 'OK';
  /**
   * The other one.
   */
  readonly OldStateValue: 'ALARM' | 'OK';
  /**
   * The title.
   */
  readonly NewStateReason: string;
  readonly StateChangeTime: Time;
  /**
   * The credential's account; `unknown` where the event does not say.
   */
  readonly AWSAccountId: string;
  /**
   * Where the responder runs.
   */
  readonly Region: string;
  /**
   * As Rootly reads it: triggered with ALARM, resolved with OK.
   */
  readonly status: 'triggered' | 'resolved';
  /**
   * As Rootly reads it: the title.
   */
  readonly summary: string;
  readonly external_id: DedupKey;
}
/**
 * The detail of the event that the responder puts on its bus, with the source compromised-key-responder and the detail-type Access Key Response Outcome: one for every credential that an event names, also when nothing was done and when nobody could be told.
 */
export interface AccessKeyResponseOutcome {
  /**
   * An outcome.
   */
  readonly kind?: 'access-key-outcome';
  /**
   * What people were told of this credential before, and what now.
   */
  readonly transition: {
    /**
     * The state that was told last. null: this is the first. `unknown`: nothing was told and remembered, or the ledger did not answer.
     */
    readonly from: State | (null | 'unknown');
    readonly to: State;
    /**
     * How many alerts about it there were before this one. Absent where that is unknown.
     */
    readonly alertsBefore?: number;
  };
  /**
   * Ready for the Events API v2 of PagerDuty, since an input transformer of EventBridge cannot branch. Absent where nobody is woken and no alarm ends.
   */
  readonly pd?: {
    /**
     * Its event_action.
     */
    readonly action: 'trigger' | 'resolve';
    /**
     * Its severity: critical for P1, error for P2, info for P3.
     */
    readonly severity: 'critical' | 'error' | 'info';
  };
  /**
   * What was published for the whole event, to which topic, and how that ended. Empty where people are not told.
   */
  readonly deliveries: readonly Delivery[];
}
/**
 * One attempt to publish.
 */
export interface Delivery {
  /**
   * The alert topic or the pager topic.
   */
  readonly topicArn: string;
  /**
   * `minimal`: SNS refused the full message, and the few words that it cannot refuse went out instead.
   */
  readonly form: 'full' | 'minimal';
  /**
   * `published` says that SNS took it, not that anybody received it.
   */
  readonly result: 'published' | 'failed';
  /**
   * SNS's id of the message.
   */
  readonly messageId?: string;
  /**
   * AWS's code, where it failed.
   */
  readonly error?: string;
}
