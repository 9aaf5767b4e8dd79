/**
 * Written by `npm run generate` from docs/schemas: change those, and run it again.
 */

export type AlertMessage = Response & Alert;
/**
 * The same in every alert and event about one credential, in every channel: akr:<partition>:<account>:<access key id>. The id of another credential of a user stands there if the alert is about that. Without an id, the principal's ARN replaces it. If the principal has no ARN: service:<name> or unknown:<event id>, with a hash of what the event has in the place of a key id. For an event that could not be read or handled: event/<id>, and for several of them dead-letters.
 */
export type DedupKey = string;
/**
 * What is true now. CONTAINED: read back as stopped. PARTLY_CONTAINED: stopped, but a part of it is alive or may be. NOT_CONTAINED: alive, or not known, or the responder must not stop it. NO_ACTION: nothing was changed, and reason says why. RESOLVED: an alert was open, a person stopped the credential, and that was read back. TEST: a sample finding.
 */
export type State = 'CONTAINED' | 'PARTLY_CONTAINED' | 'NOT_CONTAINED' | 'NO_ACTION' | 'RESOLVED' | 'TEST';
/**
 * Why it has this state. Each reason is a heading of docs/runbook.md.
 */
export type Reason =
  | 'keys-inactive'
  | 'credential-inactive'
  | 'no-active-key'
  | 'user-quarantined'
  | 'other-key-active'
  | 'younger-credential-alive'
  | 'older-credential-alive'
  | 'access-keys-not-read'
  | 'credentials-not-read'
  | 'credentials-unreadable'
  | 'stopped-again'
  | 'new-credential-stopped'
  | 'quarantine-refused'
  | 'denied-again'
  | 'session-alive'
  | 'sessions-revoked'
  | 'quarantine-failed'
  | 'quarantine-not-verified'
  | 'quarantine-not-read-yet'
  | 'stopped-by-hand'
  | 'key-gone'
  | 'role-gone'
  | 'still-trying'
  | 'not-read-yet'
  | 'deactivation-failed'
  | 'still-active'
  | 'deny-not-put-back'
  | 'active-again'
  | 'keys-keep-coming'
  | 'not-verified'
  | 'owner-not-found'
  | 'owner-not-read'
  | 'foreign-key'
  | 'key-of-another'
  | 'owner-changes'
  | 'unconfirmed-user'
  | 'credential-not-of-user'
  | 'user-not-read'
  | 'revocation-not-verified'
  | 'revocation-not-read-yet'
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
  | 'not-a-key-id'
  | 'quarantine-attempt'
  | 'deny-taken-off'
  | 'owner-not-named'
  | 'too-many-suspected'
  | 'ledger-unreadable'
  | 'ledger-erased'
  | 'exempt'
  | 'observe'
  | 'only-confirmed'
  | 'below-minimum-severity'
  | 'informational'
  | 'tampering'
  | 'tampering-refused'
  | 'trusted'
  | 'archived'
  | 'settled'
  | 'replayed'
  | 'restored'
  | 'no-incident'
  | 'earlier-activation'
  | 'no-restraint'
  | 'nothing-to-resolve'
  | 'own-change'
  | 'own-key'
  | 'suspected-without-key'
  | 'malformed-key-id'
  | 'sample'
  | 'unreadable-event'
  | 'dead-letter'
  | 'storm';
/**
 * P1 wakes somebody, P2 needs an answer today, P3 on the next working day. The severity of the source is in detection.
 */
export type Severity = 'P1' | 'P2' | 'P3';
/**
 * RFC 3339, in UTC, to the millisecond.
 */
export type Time = string;
/**
 * AKIA… is a long-term key, ASIA… is the key of a session.
 */
export type AccessKeyId = string;
/**
 * The id of a credential of a user that is no access key. ACCA… is a service-specific credential, APKA… an SSH key.
 */
export type CredentialId = string;
/**
 * Service-specific credentials are the bearer keys of Bedrock and CloudWatch, and the passwords of CodeCommit and Keyspaces.
 */
export type CredentialKind = 'service-specific-credential' | 'ssh-public-key' | 'signing-certificate';
/**
 * An AWS account.
 */
export type AccountId = string;
/**
 * The names of the other properties of this object that hold untrusted text, most of it from the attacker. The text is ASCII and bounded. Text that looks like a secret is removed, and links are defanged (hxxp[:]//). Show it as a quotation. Never act on it.
 *
 * @minItems 1
 */
export type Untrusted = readonly string[];
/**
 * KEY_ACTIVE: the key itself. OTHER_KEYS: other access keys of the user. OTHER_CREDENTIALS: its service-specific credentials, SSH keys and signing certificates. CONSOLE_PASSWORD: the user can sign in without a key. TEMP_CREDENTIALS: sessions that were made before. PERSISTENCE: what the thief created or changed.
 */
export type RiskCode =
  | 'KEY_ACTIVE'
  | 'OTHER_KEYS'
  | 'OTHER_CREDENTIALS'
  | 'CONSOLE_PASSWORD'
  | 'TEMP_CREDENTIALS'
  | 'PERSISTENCE';
export type PagerMessage = AlertMessage & Page;
export type OutcomeMessage = Response & AccessKeyResponseOutcome;

export interface Messages {
  readonly alertMessage: AlertMessage;
  readonly pagerMessage: PagerMessage;
  readonly outcomeMessage: OutcomeMessage;
}
/**
 * The response to one credential. If reason is unreadable-event: an event that could not be read. If it is dead-letter: events that could not be handled.
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
   * The event's id from EventBridge. It is the same when the event is delivered or run again. All credentials of one event share it. Of several findings in one event, the second has -2 after it, and so on. `unknown` if an event has none.
   */
  readonly alertId: string;
  readonly dedupKey: DedupKey;
  readonly state: State;
  readonly reason: Reason;
  readonly severity: Severity;
  /**
   * Whether the alert wakes somebody.
   */
  readonly page: boolean;
  /**
   * The verdict in one sentence: the first line of the mail. It may name a user or a role, and an attacker can choose such a name. Links in it are defanged.
   */
  readonly title: string;
  readonly sentAt: Time;
  /**
   * From the first time that the source saw it until the alert. Absent if the event does not say.
   */
  readonly ageSeconds?: number;
  /**
   * The alerts about the credential before this message. Absent if there was none, or if the ledger did not answer.
   */
  readonly earlier?: {
    /**
     * How many there were.
     */
    readonly alerts: number;
    readonly state?: State;
    readonly at?: Time;
    /**
     * How many events about the credential came after it, of which people were not told.
     */
    readonly eventsSince: number;
    /**
     * The sources that reported the credential so far.
     */
    readonly detectors: readonly string[];
  };
  /**
   * Present if people know this state, and it is still so: after a quarter of an hour, after an hour, and then every hour, while the responder tries again.
   */
  readonly reminder?: {
    /**
     * 1 after a quarter of an hour, 2 after an hour, and one more with each hour. A number is missing if there was no try within its hour.
     */
    readonly number: number;
    readonly since: Time;
  };
  /**
   * Only if reason is storm: the credentials of many alerts, the worst first.
   */
  readonly digest?: {
    /**
     * Nothing more came for ten minutes, and this is the last digest of the storm.
     */
    readonly over: boolean;
    /**
     * The credentials of the whole digest.
     */
    readonly total: number;
    /**
     * Which message of how many: `2 of 3`. Absent if there is one.
     */
    readonly part?: string;
    /**
     * What is known of each when its alert was due.
     *
     * @minItems 1
     */
    readonly credentials: {
      readonly at: Time;
      readonly severity: Severity;
      readonly state: State;
      /**
       * The first words of its alert.
       */
      readonly heading: string;
      readonly reason: Reason;
      /**
       * The account of the credential. `unknown` if the event does not say.
       */
      readonly accountId: string;
      readonly accessKeyId?: AccessKeyId;
      readonly credentialId?: CredentialId;
      /**
       * Its IAM user.
       */
      readonly userName?: string;
      /**
       * Its role.
       */
      readonly roleName?: string;
      readonly dedupKey: DedupKey;
    }[];
  };
  readonly account: Account;
  readonly key: Key;
  /**
   * Every access key of the user as read back from IAM after the change. `unknown` if that was not read or could not be read.
   */
  readonly userKeys?: 'unknown' | readonly AccessKey[];
  /**
   * What else the user has that IAM can set Inactive, as read back after the change. Absent if nobody looked.
   */
  readonly userCredentials?: readonly UserCredentials[];
  readonly quarantine?: Quarantine;
  readonly revokedBefore?: Time;
  /**
   * The type of the principal, in the words of CloudTrail and GuardDuty.
   */
  readonly principalType?: 'IAMUser' | 'AssumedRole' | 'FederatedUser' | 'Root' | 'AWSService' | 'Unknown';
  readonly detection?: Detection;
  readonly actor?: Actor;
  readonly target?: Target;
  readonly made?: Made;
  readonly report?: Report;
  readonly sequence?: Sequence;
  /**
   * Every call to AWS for this credential, in order. Empty if there was none.
   */
  readonly actions?: readonly Action[];
  /**
   * What may still be dangerous. What was not looked at is unknown and never left out. Empty for tests.
   */
  readonly risks?: readonly Risk[];
  /**
   * The codes of the risks whose status is unknown.
   */
  readonly notChecked?: readonly RiskCode[];
  /**
   * Commands that a person may run next. None of them runs by itself.
   */
  readonly commands?: readonly Command[];
  readonly links: Links;
  /**
   * What to do next, for this reason: the text of that heading.
   */
  readonly runbook?: string;
  readonly responder: Responder;
  /**
   * Only if reason is unreadable-event or dead-letter: why the event could not be read or handled. Unchecked text.
   */
  readonly problem?: string;
  readonly event?: Event;
  /**
   * Only if reason is dead-letter: what could not be handled, at most 100.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly deadLetters?: readonly DeadLetter[];
}
/**
 * The account of the credential.
 */
export interface Account {
  /**
   * The account's number. `unknown` if the event does not say.
   */
  readonly id: string;
  /**
   * The responder's partition: aws, aws-us-gov, aws-cn, aws-eusc …
   */
  readonly partition: string;
  /**
   * The account's alias in IAM. Empty if it has none. Absent if it was not read or could not be read.
   */
  readonly alias?: string;
}
/**
 * The credential that the event names.
 */
export interface Key {
  readonly id?: AccessKeyId;
  readonly credentialKind?: CredentialKind;
  readonly credentialId?: CredentialId;
  /**
   * What the event has in the place of a key id, if that is none: the name or ARN of a user, UNKNOWN, or the id of another credential. Untrusted text, ASCII and bounded, with defanged links. Absent if the text is none of these: it may be a secret.
   */
  readonly written?: string;
  /**
   * The IAM user who owns the key or issued the session. Well-formed, but the creator of the user chose it.
   */
  readonly userName?: string;
  /**
   * The user's ARN, without its path.
   */
  readonly userArn?: string;
  /**
   * The role of the session. Well-formed, but the creator of the role chose it.
   */
  readonly roleName?: string;
  /**
   * The role's ARN, without its path.
   */
  readonly roleArn?: string;
  /**
   * As read back from IAM: Active, Inactive, Expired, or a status that AWS adds later. `gone` if IAM has no such key. `unknown` if it was not read or could not be read.
   */
  readonly statusNow: string;
  readonly verifiedAt?: Time;
  readonly createdAt?: Time;
  /**
   * The last use that IAM knows. It may be the thief's. `never`: none. `unknown`: it was not read or could not be read.
   */
  readonly lastUsed: ('unknown' | 'never') | KeyUse;
}
/**
 * One use of a key, from IAM.
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
   * Active, Inactive, Expired, or a status that AWS adds later.
   */
  readonly status: string;
  readonly createdAt?: Time;
}
/**
 * The credentials of one kind.
 */
export interface UserCredentials {
  readonly kind: CredentialKind;
  /**
   * Every one of the user. `unknown` if they could not be read.
   */
  readonly list: 'unknown' | readonly UserCredential[];
}
/**
 * A credential of the user that is no access key.
 */
export interface UserCredential {
  /**
   * Its id, as in ACCA….
   */
  readonly id: string;
  /**
   * Active, Inactive, Expired, or a status that AWS adds later.
   */
  readonly status: string;
  readonly createdAt?: Time;
  /**
   * The service that takes it, as in bedrock.
   */
  readonly service?: string;
}
/**
 * The quarantine: it denies everything to the user and its sessions. Absent if it was not asked for.
 */
export interface Quarantine {
  /**
   * policy: AWSDenyAll is attached to the user. boundary: it is the user's permissions boundary, because no policy could be attached.
   */
  readonly by: 'policy' | 'boundary';
  /**
   * As read back from IAM.
   */
  readonly holds: 'yes' | 'no' | 'unknown';
  /**
   * The permissions boundary that was replaced: its ARN, `none`, or `unknown` if it could not be read.
   */
  readonly previousBoundary?: string;
}
/**
 * Which source reported it, and how it is classified.
 */
export interface Detection {
  /**
   * What reported it, such as guardduty, cloudtrail, health, security-hub, trusted-advisor or report. The list is not closed: version 1.0 may get more sources.
   */
  readonly source: string;
  /**
   * GuardDuty's finding type, AWS Health's event type code, service:Action for CloudTrail, or `report`.
   */
  readonly type: string;
  /**
   * How sure it is that the credential is in the wrong hands. `benign` is everyday work, and people get no alert about it.
   */
  readonly class: 'confirmed' | 'suspected' | 'informational' | 'benign';
  /**
   * Why it has this class, in words.
   */
  readonly because: string;
  /**
   * The severity of the source, such as GuardDuty's 1.0 to 10.0. Absent if it has none.
   */
  readonly severity?: number;
  /**
   * The source's id of the finding or event.
   */
  readonly findingId?: string;
  /**
   * How often the source saw it.
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
   * A sample finding: the source invented it as an example.
   */
  readonly sample: boolean;
}
/**
 * What the user of the credential did, and from where. Absent if the event does not say. All of it may be the attacker's text.
 */
export interface Actor {
  /**
   * The address of the call, or the AWS service that made it. Untrusted.
   */
  readonly ip?: string;
  /**
   * The registered owner of the network. Untrusted: the owner chooses the name.
   */
  readonly network?: string;
  /**
   * The country of the network, from the source. Untrusted.
   */
  readonly country?: string;
  /**
   * The caller's ARN, with the name of the session. Untrusted.
   */
  readonly caller?: string;
  /**
   * The AWS service that made the call for the caller. Untrusted.
   */
  readonly through?: string;
  /**
   * The call, as service:Action. Untrusted.
   */
  readonly api?: string;
  /**
   * The call failed with this code. Absent if it did not fail, or if the event does not say. Untrusted.
   */
  readonly errorCode?: string;
  /**
   * The user agent of the caller's program: free text of the attacker. Untrusted.
   */
  readonly userAgent?: string;
  readonly untrusted: Untrusted;
}
/**
 * The user or key that the call was about, which may not be the caller. It may be the attacker's text.
 */
export interface Target {
  /**
   * The user named in the call. Untrusted.
   */
  readonly userName?: string;
  /**
   * The key that the call names or created. Untrusted.
   */
  readonly accessKeyId?: string;
  readonly untrusted: Untrusted;
}
/**
 * What the call made or changed, as its record says. Absent if the call is of another kind, or failed. The values have the form of ids and names of IAM; the attacker chooses the names.
 */
export interface Made {
  /**
   * What it is. `policy`: a policy was given to the user, role or group that is named. `trust-policy`: who may assume the role was changed.
   */
  readonly kind:
    | 'access-key'
    | 'session'
    | 'service-specific-credential'
    | 'ssh-public-key'
    | 'signing-certificate'
    | 'login-profile'
    | 'user'
    | 'role'
    | 'policy'
    | 'trust-policy'
    | 'group-member';
  /**
   * Of a session: GetFederationToken, GetSessionToken or AssumeRole. Untrusted.
   */
  readonly call?: string;
  /**
   * The id of the new key, or of the new session, by which CloudTrail finds what it did. Untrusted.
   */
  readonly accessKeyId?: string;
  /**
   * The id of another credential of a user. Untrusted.
   */
  readonly credentialId?: string;
  /**
   * Of a service-specific credential: `bedrock`. Untrusted.
   */
  readonly service?: string;
  /**
   * The name of the session. Untrusted.
   */
  readonly sessionName?: string;
  /**
   * The user that was made or changed, or has it now. Untrusted.
   */
  readonly userName?: string;
  /**
   * The role that was made or changed, or has it now. Untrusted.
   */
  readonly roleName?: string;
  /**
   * The account of the role of a session. Untrusted.
   */
  readonly accountId?: string;
  /**
   * The group that has it now, or a new member. Untrusted.
   */
  readonly groupName?: string;
  /**
   * The ARN of the policy, or its name if it is inline. Untrusted.
   */
  readonly policy?: string;
  readonly untrusted: Untrusted;
}
/**
 * Text of the source or the reporter.
 */
export interface Report {
  /**
   * The finding's title. It may contain names that the attacker chose. Untrusted.
   */
  readonly title?: string;
  /**
   * If an API key was reported: what could be decoded of it, without the secret. Untrusted.
   */
  readonly apiKey?: string;
  /**
   * The reporter's reason. Untrusted.
   */
  readonly reason?: string;
  /**
   * The name that the reporter gives. Untrusted.
   */
  readonly reportedBy?: string;
  /**
   * Where the key was found: in most cases a page of the attacker or of a stranger. Untrusted.
   */
  readonly url?: string;
  readonly untrusted: Untrusted;
}
/**
 * What GuardDuty lists of an attack sequence: at most twenty of each.
 */
export interface Sequence {
  /**
   * Where the signals came from: addresses, with their network and country. Untrusted.
   *
   * @minItems 1
   * @maxItems 20
   */
  readonly addresses?: readonly string[];
  /**
   * The processes that acted, in a cluster or on instances. Untrusted.
   *
   * @minItems 1
   * @maxItems 20
   */
  readonly processes?: readonly string[];
  /**
   * What the sequence is about: the type and name of each resource. Untrusted.
   *
   * @minItems 1
   * @maxItems 20
   */
  readonly resources?: readonly string[];
  /**
   * The API calls that GuardDuty names. Untrusted.
   *
   * @minItems 1
   * @maxItems 20
   */
  readonly calls?: readonly string[];
  /**
   * The findings and activities that make up the sequence. Untrusted.
   *
   * @minItems 1
   * @maxItems 20
   */
  readonly signals?: readonly string[];
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
   * The user, role, key or account of the call, and the new value. It may contain a name that the attacker chose.
   */
  readonly target: string;
  /**
   * Whether AWS accepted the call. key, userKeys and risks have what is true after it.
   */
  readonly result: 'ok' | 'failed';
  /**
   * AWS's code, if it failed.
   */
  readonly error?: string;
}
/**
 * One thing that may still be dangerous.
 */
export interface Risk {
  readonly code: RiskCode;
  /**
   * `unknown` is not safe: it was not read or could not be read.
   */
  readonly status: 'present' | 'absent' | 'unknown';
  /**
   * In words for a person.
   */
  readonly detail: string;
  readonly checkedAt?: Time;
  /**
   * What the read cannot show.
   */
  readonly blindSpot?: string;
}
/**
 * One command of the AWS CLI.
 */
export interface Command {
  /**
   * confirm: prints the account, so that a person does not change the wrong one. contain: stops what is alive or may be. inspect: only reads. undo: restores what the responder changed, or what a contain command changes. finish: to run after the evidence is saved. retry: gives dead letters back to the responder.
   */
  readonly kind: 'confirm' | 'contain' | 'inspect' | 'undo' | 'finish' | 'retry';
  /**
   * The program and its arguments, one in each entry. They are not quoted for a shell.
   *
   * @minItems 2
   */
  readonly argv: readonly string[];
  readonly accountId?: AccountId;
}
/**
 * Addresses of AWS's console in the right partition and Region, and the runbook. None of them comes from the event.
 */
export interface Links {
  /**
   * The page of the finding at its source. Absent if it has none.
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
   * The heading of the runbook for the reason. Absent if the deployer did not say where the runbook is published.
   */
  readonly runbook?: string;
}
/**
 * The sender.
 */
export interface Responder {
  /**
   * The responder's own version.
   */
  readonly version: string;
  /**
   * The setting CONTAIN: which classes the responder may act on.
   */
  readonly mode: 'observe' | 'confirmed' | 'suspected';
}
/**
 * Only if reason is unreadable-event or dead-letter: the event's own data. Unchecked text.
 */
export interface Event {
  /**
   * The same as alertId.
   */
  readonly id: string;
  /**
   * EventBridge's source, such as aws[.]guardduty: defanged like all unchecked text.
   */
  readonly source?: string;
  /**
   * EventBridge's detail-type.
   */
  readonly detailType?: string;
}
/**
 * A message that is kept in the queue of dead letters.
 */
export interface DeadLetter {
  /**
   * SQS's id.
   */
  readonly messageId: string;
  /**
   * EventBridge's id of the event. Absent if it is no event.
   */
  readonly eventId?: string;
  readonly since?: Time;
  /**
   * The keys and other credentials that the event names, at most five.
   *
   * Items: One of them.
   */
  readonly keys: {
    readonly id?: AccessKeyId;
    readonly credentialKind?: CredentialKind;
    readonly credentialId?: CredentialId;
    /**
     * Its account. `unknown` if the event does not say.
     */
    readonly account: string;
  }[];
}
/**
 * The alert topic sends this to queues and functions (the protocols sqs and lambda of SNS): one message for each event. The main part is about the worst credential. The others are in others.
 */
export interface Alert {
  /**
   * An alert.
   */
  readonly kind?: 'access-key-alert';
  /**
   * The other credentials of the same event, the worst first: at most ten. Absent if there are none. Each of them also has an outcome event.
   *
   * @minItems 1
   * @maxItems 10
   */
  readonly others?: readonly Response[];
  /**
   * The credentials that are not in others, the worst first. Each of them has an outcome event with everything else. Absent if there are none.
   *
   * @minItems 1
   *
   * Items: One of them.
   */
  readonly rest?: {
    readonly dedupKey: DedupKey;
    readonly state: State;
  }[];
}
/**
 * The pager topic sends this: the alert about one credential, with the keys of a CloudWatch alarm, which pagers read, and the keys of Rootly. NewStateValue ALARM wakes somebody. OK closes the page.
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
   * The opposite of NewStateValue.
   */
  readonly OldStateValue: 'ALARM' | 'OK';
  /**
   * The title, with the line that stops it, or with how the page is closed if only a person can close it.
   */
  readonly NewStateReason: string;
  readonly StateChangeTime: Time;
  /**
   * The credential's account. `unknown` if the event does not say.
   */
  readonly AWSAccountId: string;
  /**
   * Where the responder runs.
   */
  readonly Region: string;
  /**
   * For Rootly: triggered with ALARM, resolved with OK.
   */
  readonly status: 'triggered' | 'resolved';
  /**
   * For Rootly: the title.
   */
  readonly summary: string;
  readonly external_id: DedupKey;
}
/**
 * The detail of the event that the responder puts on its bus, with the source compromised-key-responder and the detail-type Access Key Response Outcome. There is one for each credential that an event names, even if nothing was done or no alert could be sent.
 */
export interface AccessKeyResponseOutcome {
  /**
   * An outcome.
   */
  readonly kind?: 'access-key-outcome';
  /**
   * The state of this credential in the previous alert, and now.
   */
  readonly transition: {
    /**
     * The state in the previous alert. null: this alert is the first. `unknown`: there was no alert to remember, or the ledger did not answer.
     */
    readonly from: State | (null | 'unknown');
    readonly to: State;
    /**
     * The number of alerts about the credential before this one. Absent if that is unknown.
     */
    readonly alertsBefore?: number;
  };
  /**
   * Prepared for the Events API v2 of PagerDuty, because an input transformer of EventBridge cannot branch. Absent if the outcome neither opens nor closes a page.
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
   * What was published for the whole event and for this credential, to which topic, with which result. Empty if people get no alert.
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
   * `minimal`: SNS refused the full message, and a short plain text was sent instead.
   */
  readonly form: 'full' | 'minimal';
  /**
   * `published`: SNS accepted it. It does not mean that anybody received it.
   */
  readonly result: 'published' | 'failed';
  /**
   * SNS's id of the message.
   */
  readonly messageId?: string;
  /**
   * AWS's code, if it failed.
   */
  readonly error?: string;
}
