import type { ApiKeyService } from './api-key.ts';
import type { OtherCredential } from './user-credential.ts';

/** What a source reads from an event: the affected credentials, and why. Nothing is decided yet. */
export interface Detection {
  readonly source: DetectionSource;
  /** GuardDuty's finding type, Health's event type code, CloudTrail's `service:Action`, or `report`. */
  readonly type: string;
  /** GuardDuty's number, 1.0 to 10.0. CloudTrail events and reports have none. */
  readonly severity?: number;
  /** EventBridge's id of the event. It stays the same on every retry. */
  readonly eventId: string;
  /** The source's id of the finding. The same finding can come again with newer details. */
  readonly findingId?: string;
  /** The account of the event. A credential in it may belong to another account. */
  readonly accountId: string;
  readonly region: string;
  /** One entry for each credential or user that the event affects. Never empty. */
  readonly affected: readonly AffectedIdentity[];
  /** A sample finding: the source invented it as an example. */
  readonly sample: boolean;
  /**
   * An update of what was reported before: more of the same activity, or a person's edit. If it was undone, it must not be
   * contained once more.
   */
  readonly update: boolean;
  /** Somebody already archived or closed it at the source. */
  readonly archived: boolean;
  /** A person resolved or suppressed it in Security Hub: nobody needs to be told. */
  readonly settled?: true;
  /** EventBridge sent an old event again from an archive. */
  readonly replayed: boolean;
  /** The account whose bus got the event first: its own, or an administrator's that receives it for others. */
  readonly receivedBy: string;
  /** The source sends what it finds about members to their administrator too. */
  readonly coversMembers?: true;
  readonly evidence: Evidence;
  /** The page of the console that shows it. Absent if no page is known. */
  readonly findingPage?: ConsolePage;
}

export interface DetectionSource {
  /** For machines: `guardduty`. */
  readonly id: string;
  /** For people: `GuardDuty`. */
  readonly name: string;
}

/** A page of AWS's console, or a fixed address that exists only in the commercial partition. */
export type ConsolePage =
  | {
      /** The first part of the path, such as `guardduty`. */
      readonly service: string;
      /** The text after `#`. Its values are URL-encoded. */
      readonly fragment: string;
      /** The page is in the home Region of the partition. */
      readonly global?: true;
    }
  | { readonly commercialAddress: string };

/**
 * How sure it is that the credential is in the wrong hands.
 * People get alerts about `informational`, but the responder never acts on it, whatever its severity.
 * `benign` goes only to machines: the log and the bus.
 */
export type DetectionClass = 'confirmed' | 'suspected' | 'informational' | 'benign';

export type AffectedIdentity =
  | AffectedCredential
  | AffectedUser
  | RefusedQuarantine
  | DenyRemoval
  | ReactivatedKey
  | StoppedKey
  | NewCredential;

/** The credential that the actor of the event used. */
export interface AffectedCredential {
  readonly kind: 'credential';
  readonly signal: 'finding' | 'other-product' | 'analyst' | 'api-call' | 'report';
  /** As the event has it: unchecked text. `undefined` if the event names none. */
  readonly accessKeyId: string | undefined;
  readonly principal: Principal;
  /** The account that the credential belongs to. `undefined` if the event does not say. */
  readonly accountId: string | undefined;
  /** A tag of the principal names it, which whoever tags the principal writes: it may be somebody else's. */
  readonly inTag?: true;
  /** It is an API key of this service. */
  readonly apiKeyOf?: ApiKeyService;
}

/**
 * One of its credentials leaked, and nobody says which: AWS put an `AWSCompromisedKeyQuarantine*` policy on the user, or
 * somebody reported the user or an API key, which has the user's name in it.
 */
export interface AffectedUser {
  readonly kind: 'user';
  readonly signal: 'quarantine-policy' | 'report';
  readonly principal: IamUser;
  /** It is an API key of this service. */
  readonly apiKeyOf?: ApiKeyService;
  readonly accountId: string;
}

/** A user whom AWS tried to put under quarantine, and was refused: its key leaked, and nothing restrains it. */
export interface RefusedQuarantine {
  readonly kind: 'user';
  readonly signal: 'quarantine-refused';
  readonly principal: IamUser;
  readonly accountId: string;
  /** The record names the user, and no credential of a customer who may have caused it. */
  readonly isProof: boolean;
}

/** A user off whom somebody took a deny or a quarantine. It matters if there is an incident about the user. */
export interface DenyRemoval {
  readonly kind: 'user';
  readonly signal: 'deny-removal';
  /** AWS's quarantine, the policy AWSDenyAll, or the user's boundary, of which the record says no name. */
  readonly removed: 'quarantine' | 'deny-policy' | 'boundary';
  readonly by: Caller;
  readonly principal: IamUser;
  readonly accountId: string;
}

/**
 * A key that somebody set Active. The responder stops it every time, as long as the ledger has an incident about it.
 */
export interface ReactivatedKey {
  readonly kind: 'reactivated-key';
  readonly signal: 'reactivation';
  /** Who switched it on. */
  readonly by: Caller;
  /** When, by the record of the call, which may arrive late. */
  readonly at?: string;
  readonly accessKeyId: string;
  readonly principal: IamUser;
  readonly accountId: string;
}

/** A key that somebody set Inactive or deleted. It matters only while an alert about it is open. */
export interface StoppedKey {
  readonly kind: 'stopped-key';
  readonly signal: 'stop';
  readonly deleted: boolean;
  /** Who stopped it. CloudTrail also records the responder's own calls. */
  readonly by: Caller;
  /** When, by the record of the call, which may arrive late. */
  readonly at?: string;
  readonly accessKeyId: string;
  readonly principal: IamUser;
  readonly accountId: string;
}

/**
 * A credential that the call of the event made, whose ids are well-formed. It is stopped if an incident is open about whoever
 * made it: only the ledger knows that.
 */
export interface NewCredential {
  readonly kind: 'new-credential';
  readonly signal: 'making';
  readonly by: Maker;
  /** When, by the record of the call, which may arrive late. */
  readonly at?: string;
  /** Absent if it is no access key. */
  readonly accessKeyId: string | undefined;
  /** Present if it is no access key. */
  readonly other?: OtherCredential;
  /** The user that it was made for. */
  readonly principal: IamUser & { readonly userName: string };
  readonly accountId: string;
}

/** Who made an API call, from its record. */
export interface Caller {
  readonly principal: Principal;
  readonly accountId: string | undefined;
  /** With which key. Absent where nothing depends on it. */
  readonly accessKeyId?: string | undefined;
}

export interface Maker extends Caller {
  /** Of the credential that made the call. */
  readonly accessKeyId: string | undefined;
}

/** A key that somebody switched on or off. Only the ledger knows what that means. */
export type SwitchedKey = ReactivatedKey | StoppedKey;

/** The types are CloudTrail's and GuardDuty's. Every name in here is unchecked text. */
export type Principal =
  | IamUser
  | IamRole
  | {
      readonly type: 'FederatedUser';
      readonly issuer: IamUser | { readonly type: 'Root' } | undefined;
      /** The name that the session was made with. */
      readonly sessionName?: string;
    }
  | { readonly type: 'Root' }
  | { readonly type: 'AWSService'; readonly service?: string }
  | { readonly type: 'Unknown' };

export interface IamRole {
  readonly type: 'AssumedRole';
  /** Absent if the event names only the session. */
  readonly roleName?: string;
  readonly arn?: string;
  /** `AROA…` */
  readonly uniqueId?: string;
}

export interface IamUser {
  readonly type: 'IAMUser';
  readonly userName?: string;
  /** `AIDA…`. If a user is deleted and created again with the same name, this id changes. */
  readonly uniqueId?: string;
}

/** What the actor did, and from where. The attacker writes most of it, so it is only shown and never acted on. */
export interface Evidence {
  readonly title?: string;
  readonly sourceIp?: string;
  readonly network?: string;
  readonly country?: string;
  readonly caller?: string;
  /** The AWS service that made the call for the caller: `cloudformation.amazonaws.com`. */
  readonly through?: string;
  readonly api?: string;
  /** The call failed with this code. */
  readonly errorCode?: string;
  /** The call silences the trail or a detector, or was to: src/core/tamper-calls.ts. */
  readonly tampers?: true;
  readonly userAgent?: string;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly count?: number;
  readonly reason?: string;
  readonly reportedBy?: string;
  readonly url?: string;
  /** What was reported, if it is an API key: as far as it could be decoded. */
  readonly apiKey?: string;
  /**
   * Of an attack sequence: where it came from, which calls it made, and the signals that it is made of, the
   * processes that acted, and the resources that it is about. Bounded.
   */
  readonly addresses?: readonly string[];
  readonly calls?: readonly string[];
  readonly signals?: readonly string[];
  readonly processes?: readonly string[];
  readonly resources?: readonly string[];
  /** The user that the call is about, which may not be the caller. */
  readonly targetUser?: string;
  readonly targetKey?: string;
  /** The ids and names in the record of an API call, from which src/core/made.ts tells what it made. */
  readonly names?: CallNames;
}

/** Single fields of a request and its answer. Unchecked text. */
export interface CallNames {
  readonly accessKeyId?: string;
  readonly credentialId?: string;
  readonly userName?: string;
  readonly roleName?: string;
  readonly groupName?: string;
  /** The ARN of a policy, or the name of an inline one. */
  readonly policy?: string;
  readonly sessionName?: string;
  readonly roleArn?: string;
  readonly service?: string;
}

export type Reading =
  | { readonly ok: true; readonly detection: Detection }
  | { readonly ok: false; readonly problem: UnreadableEvent };

export interface UnreadableEvent {
  /** Names the path and what it should hold. Contains no value of the event. */
  readonly why: string;
  /** From the envelope, as far as it can be read. */
  readonly eventId: string | undefined;
  readonly source: string | undefined;
  readonly detailType: string | undefined;
  readonly accountId: string | undefined;
  /** A well-formed access key id in the place where the source writes one. It helps the person who must act by hand. */
  readonly accessKeyId: string | undefined;
}
