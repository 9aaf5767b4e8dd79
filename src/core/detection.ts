/** What a source makes of an event: which credentials it affects, and why. Pure data, nothing is decided yet. */
export interface Detection {
  readonly source: DetectionSource;
  /** GuardDuty's finding type, Health's event type code, CloudTrail's `service:Action`, or `report`. */
  readonly type: string;
  /** GuardDuty's number, 1.0 to 10.0; CloudTrail and reports have none. */
  readonly severity?: number;
  /** The EventBridge event's own id: the same on every retry of this delivery. */
  readonly eventId: string;
  /** The detector's id of the finding; the same finding comes again with newer details. */
  readonly findingId?: string;
  /** The account whose event this is. A credential in it may belong to another. */
  readonly accountId: string;
  readonly region: string;
  /** One entry for every credential or user that the event affects; never empty. */
  readonly affected: readonly AffectedIdentity[];
  /** The detector says that it made this finding up to show what one looks like. */
  readonly sample: boolean;
  /** Somebody has dealt with it already: archived, resolved, suppressed or closed at the detector. */
  readonly archived: boolean;
  /** An event of the past, sent again from an archive of EventBridge. */
  readonly replayed: boolean;
  /** The account on whose bus the event arrived first: its own, or an administrator's that receives it for others. */
  readonly receivedBy: string;
  readonly evidence: Evidence;
  /** Where the console shows it; absent where no page is known. */
  readonly findingPage?: ConsolePage;
}

export interface DetectionSource {
  /** For machines: `guardduty`. */
  readonly id: string;
  /** For people: `GuardDuty`. */
  readonly name: string;
}

/** A page of AWS's console, or an address that is the same everywhere in the commercial partition. */
export type ConsolePage =
  | {
      /** The first part of the path, such as `guardduty`. */
      readonly service: string;
      /** What follows `#`, its values encoded. */
      readonly fragment: string;
      /** The page is in the home Region of the partition. */
      readonly global?: true;
    }
  | { readonly commercialAddress: string };

/**
 * How sure one may be that the credential is in the wrong hands.
 * `informational` is told to people and never acted on, whatever its severity; `benign` is told to machines alone.
 */
export type DetectionClass = 'confirmed' | 'suspected' | 'informational' | 'benign';

export type AffectedIdentity = AffectedCredential | AffectedUser | ReactivatedKey | StoppedKey;

/** The credential that the actor of the event used. */
export interface AffectedCredential {
  readonly kind: 'credential';
  readonly signal: 'finding' | 'other-product' | 'analyst' | 'api-call' | 'report';
  /** As the event has it: unchecked text. `undefined` where the event names none. */
  readonly accessKeyId: string | undefined;
  readonly principal: Principal;
  /** The account that the credential belongs to; `undefined` where the event does not say. */
  readonly accountId: string | undefined;
}

/** A user on whom an `AWSCompromisedKeyQuarantine*` policy was put: AWS says one of its keys leaked, not which. */
export interface AffectedUser {
  readonly kind: 'user';
  readonly signal: 'quarantine-policy';
  readonly principal: IamUser;
  readonly accountId: string;
}

/** A key that somebody set Active again: stopped every time while an incident is known about it. */
export interface ReactivatedKey {
  readonly kind: 'reactivated-key';
  readonly signal: 'reactivation';
  /** Who switched it on. */
  readonly by: Caller;
  readonly accessKeyId: string;
  readonly principal: IamUser;
  readonly accountId: string;
}

/** A key that somebody set Inactive or deleted: of interest only while an alert is open about it. */
export interface StoppedKey {
  readonly kind: 'stopped-key';
  readonly signal: 'stop';
  readonly deleted: boolean;
  /** Who did it: the responder's own calls are recorded too. */
  readonly by: Caller;
  readonly accessKeyId: string;
  readonly principal: IamUser;
  readonly accountId: string;
}

/** Who made an API call, as its record has it. */
export interface Caller {
  readonly principal: Principal;
  readonly accountId: string | undefined;
}

/** Named as CloudTrail and GuardDuty name them; every name in here is unchecked text. */
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
  /** Absent where the event names the session and not the role. */
  readonly roleName?: string;
  readonly arn?: string;
  /** `AROA…` */
  readonly uniqueId?: string;
}

export interface IamUser {
  readonly type: 'IAMUser';
  readonly userName?: string;
  /** `AIDA…`: a deleted and recreated user of the same name has another. */
  readonly uniqueId?: string;
}

/** What the actor did and from where. Most of it is written by the attacker: only ever shown, never acted on. */
export interface Evidence {
  readonly title?: string;
  readonly sourceIp?: string;
  readonly network?: string;
  readonly country?: string;
  readonly caller?: string;
  readonly api?: string;
  /** The call failed with this code. */
  readonly errorCode?: string;
  readonly userAgent?: string;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly count?: number;
  readonly reason?: string;
  readonly reportedBy?: string;
  readonly url?: string;
  /** Whom the call is about, where that may be another than the caller. */
  readonly targetUser?: string;
  readonly targetKey?: string;
}

/** Either a detection, or the reason why the event could not be read. */
export type Reading =
  | { readonly ok: true; readonly detection: Detection }
  | { readonly ok: false; readonly problem: UnreadableEvent };

export interface UnreadableEvent {
  /** Names the path and what was expected there; holds no value of the event. */
  readonly why: string;
  /** What the envelope says of itself, as far as it can be read. */
  readonly eventId: string | undefined;
  readonly source: string | undefined;
  readonly detailType: string | undefined;
  readonly accountId: string | undefined;
  /** A well-formed access key id that stands where one is expected, for the person who is now to act by hand. */
  readonly accessKeyId: string | undefined;
}
