import { randomUUID } from 'node:crypto';
import type { Credentials } from '../aws.ts';
import { REGION } from '../ministack.ts';
import type { Role } from '../roles.ts';
import type { User } from '../users.ts';
import { type AwsEvent, envelope, inSeconds } from './envelope.ts';
import { ADDRESS } from './finding-names.ts';

/** An administrator, or AWS in the user's name, puts AWS's quarantine policy on a user. */
export function quarantineAttachment({ target, caller }: { target: User; caller: User }): AwsEvent {
  return apiCall(caller, 'iam', 'AttachUserPolicy', {
    userName: target.name,
    policyArn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3',
  });
}

/** Somebody takes the responder's deny off a user. */
export function denyRemoval({ target, caller }: { target: User; caller: User }): AwsEvent {
  return apiCall(caller, 'iam', 'DetachUserPolicy', {
    userName: target.name,
    policyArn: 'arn:aws:iam::aws:policy/AWSDenyAll',
  });
}

/** Somebody lets the trail log less. */
export function selectorsNarrowed(caller: User): AwsEvent {
  const eventSelectors = [{ readWriteType: 'ReadOnly', includeManagementEvents: false }];
  return apiCall(caller, 'cloudtrail', 'PutEventSelectors', {
    trailName: 'management-events',
    eventSelectors,
  });
}

/** Somebody switches GuardDuty off, and leaves its detector. */
export function detectorSwitchedOff(caller: User): AwsEvent {
  return apiCall(caller, 'guardduty', 'UpdateDetector', {
    detectorId: '12abc34d567e8fa901bc2d34e56789f0',
    enable: false,
  });
}

/** Somebody switches a rule off. */
export function ruleDisabling(caller: User, rule: string): AwsEvent {
  return apiCall(caller, 'events', 'DisableRule', { name: rule });
}

export function stopLogging(caller: User): AwsEvent {
  const name = `arn:aws:cloudtrail:${REGION}:${caller.accountId}:trail/management-events`;
  return apiCall(caller, 'cloudtrail', 'StopLogging', { name });
}

/** The same in a session of a role. */
export function stopLoggingByRole(
  { accountId, arn, id, name }: Omit<Role, 'account' | 'trusted'>,
  { accessKeyId }: Pick<Credentials, 'accessKeyId'>,
): AwsEvent {
  const userIdentity = {
    type: 'AssumedRole',
    principalId: `${id}:session`,
    arn: `arn:aws:sts::${accountId}:assumed-role/${name}/session`,
    accountId,
    accessKeyId,
    sessionContext: { sessionIssuer: { type: 'Role', principalId: id, arn, accountId, userName: name } },
  };
  const requestParameters = { name: 'management-events' };
  return record(userIdentity, { service: 'cloudtrail', name: 'StopLogging', requestParameters });
}

/** The record of a call that its caller may not make, with another code than a denied call of the responder would log. */
export function refused(event: AwsEvent): AwsEvent {
  return { ...event, detail: { ...event.detail, errorCode: 'Client.UnauthorizedOperation' } };
}

interface Change {
  /** Whose first key it is about. */
  readonly target: Pick<User, 'name' | 'keys'>;
  readonly caller: User;
}

/** Somebody switches a key on. */
export function activation({ target, caller }: Change): AwsEvent {
  return apiCall(caller, 'iam', 'UpdateAccessKey', { ...keyOf(target), status: 'Active' });
}

/** The responder's own role, in a session of its function. */
export interface OwnRole {
  readonly arn: string;
  readonly name: string;
  readonly id: string;
  readonly functionName: string;
}

/** CloudTrail's record of what the responder did. */
export function ownDeactivation({ name, accountId, keys }: User, role: OwnRole): AwsEvent {
  const userIdentity = {
    type: 'AssumedRole',
    principalId: `${role.id}:${role.functionName}`,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${role.functionName}`,
    accountId,
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId: role.id, arn: role.arn, accountId, userName: role.name },
    },
  };
  const requestParameters = { ...keyOf({ name, keys }), status: 'Inactive' };
  return record(userIdentity, { service: 'iam', name: 'UpdateAccessKey', requestParameters });
}

/** Somebody switches a key off. */
export function deactivation({ target, caller }: Change): AwsEvent {
  return apiCall(caller, 'iam', 'UpdateAccessKey', { ...keyOf(target), status: 'Inactive' });
}

export function deletion({ target, caller }: Change): AwsEvent {
  return apiCall(caller, 'iam', 'DeleteAccessKey', keyOf(target));
}

function keyOf({ name, keys }: Change['target']) {
  return { userName: name, accessKeyId: keys[0].accessKeyId };
}

/** Somebody makes a credential. @param answer what IAM says of it. */
export function creation(
  caller: User,
  { name, requestParameters, answer }: Pick<Call, 'name' | 'requestParameters'> & { readonly answer: object },
): AwsEvent {
  const event = apiCall(caller, 'iam', name, requestParameters);
  return { ...event, detail: { ...event.detail, responseElements: answer } };
}

/** A call that only reads: EventBridge gets it for rules that ask for all management events. */
export function getCallerIdentity(caller: User): AwsEvent {
  return apiCall(caller, 'sts', 'GetCallerIdentity', null);
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
function apiCall(caller: User, service: string, name: string, requestParameters: object | null): AwsEvent {
  const userIdentity = {
    type: 'IAMUser',
    principalId: caller.id,
    arn: caller.arn,
    accountId: caller.accountId,
    accessKeyId: caller.keys[0].accessKeyId,
    userName: caller.name,
  };
  return record(userIdentity, { service, name, requestParameters });
}

/** A call by the root user, with an access key of its own (`AKIA…`) or in a session (`ASIA…`). */
export function callByRoot(
  accountId: string,
  { accessKeyId, ...call }: Omit<Call, 'requestParameters'> & { readonly accessKeyId: string },
): AwsEvent {
  const userIdentity = {
    type: 'Root',
    principalId: accountId,
    arn: `arn:aws:iam::${accountId}:root`,
    accountId,
    accessKeyId,
  };
  return record(userIdentity, { ...call, requestParameters: null });
}

interface Call {
  readonly service: string;
  readonly name: string;
  readonly requestParameters: object | null;
}

function record(
  userIdentity: Readonly<Record<string, unknown>> & { readonly accountId: string },
  { service, name, requestParameters }: Call,
): AwsEvent {
  const { accountId } = userIdentity;
  const event = envelope(`aws.${service}`, 'AWS API Call via CloudTrail', {
    eventVersion: '1.11',
    userIdentity,
    eventTime: inSeconds(new Date()),
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: REGION,
    sourceIPAddress: ADDRESS,
    userAgent: 'aws-cli/2.31.0',
    requestParameters,
    responseElements: null,
    requestID: randomUUID(),
    eventID: randomUUID(),
    readOnly: name.startsWith('Get'),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
  });
  // A record comes from the account in which the call was made, forwarded to ours.
  return { ...event, account: accountId };
}
