import { isUserName } from '../core/access-key-id.ts';
import type { AffectedUser, RefusedQuarantine } from '../core/detection.ts';
import { AWS_INTERNAL, callerOf } from './cloudtrail-identity.ts';
import { field, present, text } from './fields.ts';

/**
 * AWS puts a user whose key leaked under quarantine. It makes the call in the name of that user, from the address
 * `AWS Internal`. Every version of the policy begins with this name.
 */
export const QUARANTINE_POLICY = 'AWSCompromisedKeyQuarantine';

const PUT_UNDER = { eventName: ['AttachUserPolicy', 'PutUserPolicy'], errorCode: [{ exists: false }] };
const REFUSED = { eventName: ['AttachUserPolicy'], errorCode: [{ prefix: 'AccessDenied' }] };

/**
 * AWS or an administrator puts a quarantine policy of any version on a user, or a policy of that name. Older versions were
 * inline policies. A quarantine that AWS was refused has no parameters.
 */
export const quarantinePolicyPattern = {
  source: ['aws.iam'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: ['iam.amazonaws.com'],
    $or: [
      { ...PUT_UNDER, requestParameters: { policyArn: [{ wildcard: `*:policy/${QUARANTINE_POLICY}*` }] } },
      { ...PUT_UNDER, requestParameters: { policyName: [{ prefix: QUARANTINE_POLICY }] } },
      { ...REFUSED, sourceIPAddress: [AWS_INTERNAL] },
      { ...REFUSED, userIdentity: { invokedBy: [AWS_INTERNAL] } },
    ],
  },
};

/** The affected user is not the caller: AWS says that a key of this user leaked. */
export function readQuarantined(
  detail: unknown,
  accountId: string,
): AffectedUser | RefusedQuarantine | undefined {
  if (text(detail, 'eventSource') !== 'iam.amazonaws.com') return undefined;
  return text(detail, 'errorCode') === undefined
    ? readPutUnder(detail, accountId)
    : readRefused(detail, accountId);
}

/** A customer can give a policy of its own any name, so the name alone says nothing. */
function readPutUnder(detail: unknown, accountId: string): AffectedUser | undefined {
  const parameters = field(detail, 'requestParameters');
  const userName = text(parameters, 'userName');
  const isQuarantine =
    text(detail, 'eventName') === 'AttachUserPolicy'
      ? isAwsQuarantine(text(parameters, 'policyArn'))
      : text(detail, 'eventName') === 'PutUserPolicy' &&
        text(parameters, 'policyName')?.startsWith(QUARANTINE_POLICY) === true &&
        isPutByAws(detail, userName);
  if (!isQuarantine) return undefined;
  return {
    kind: 'user',
    signal: 'quarantine-policy',
    principal: { type: 'IAMUser', ...present({ userName }) },
    accountId,
  };
}

/** Only AWS can make a policy of the account `aws`. */
export function isAwsQuarantine(policyArn = ''): boolean {
  return new RegExp(`^arn:aws[\\w-]*:iam::aws:policy/${QUARANTINE_POLICY}\\w*$`).test(policyArn);
}

/** Some services of AWS call from the same address for a customer: then the caller is another user than the target. */
function isPutByAws(detail: unknown, userName: string | undefined): boolean {
  const caller = callerOf(field(detail, 'userIdentity'));
  const isSelf = caller.type === 'IAMUser' && caller.userName === userName;
  return isByAws(detail) && (isSelf || !namesCustomer(detail));
}

/** A caller can choose its user agent, but neither of these. */
export function isByAws(detail: unknown): boolean {
  return (
    text(detail, 'sourceIPAddress') === AWS_INTERNAL ||
    text(detail, 'userIdentity', 'invokedBy') === AWS_INTERNAL
  );
}

/** The record has a key, a session or an ARN of somebody who may have caused the call. */
export function namesCustomer(detail: unknown): boolean {
  const identity = field(detail, 'userIdentity');
  return (
    typeof identity !== 'object' ||
    text(identity, 'accessKeyId') !== undefined ||
    text(identity, 'arn') !== undefined ||
    field(identity, 'sessionContext') !== undefined
  );
}

/**
 * AWS calls in the name of the user, and IAM refused it, because the user may not attach policies. Then the record has no
 * parameters, and the message alone names the user. Whoever is refused pays nothing for that, so a record that can be of a
 * customer's call stops nobody.
 */
function readRefused(detail: unknown, accountId: string): RefusedQuarantine | undefined {
  const policyArn = text(detail, 'requestParameters', 'policyArn');
  const isRefusal =
    text(detail, 'eventName') === 'AttachUserPolicy' &&
    text(detail, 'errorCode')?.startsWith('AccessDenied') === true &&
    isByAws(detail) &&
    (policyArn === undefined || isAwsQuarantine(policyArn));
  if (!isRefusal) return undefined;
  const { caller, target } = namesIn(text(detail, 'errorMessage'), accountId);
  const identity = callerOf(field(detail, 'userIdentity'));
  const ofCustomer = namesCustomer(detail);
  // AWS acts as the user. This is somebody else's call, through a service of AWS.
  if (caller !== target || (ofCustomer && identity.type !== 'IAMUser')) return undefined;
  const named = identity.type === 'IAMUser' ? identity.userName : undefined;
  return {
    kind: 'user',
    signal: 'quarantine-refused',
    principal: { type: 'IAMUser', ...present({ userName: caller ?? named }) },
    accountId,
    isProof: caller !== undefined && !ofCustomer && (named ?? caller) === caller,
  };
}

/** `User: arn:aws:iam::111122223333:user/bob is not authorized to perform: iam:AttachUserPolicy on resource: user bob because …` */
function namesIn(
  message = '',
  accountId: string,
): { readonly caller: string | undefined; readonly target: string | undefined } {
  const [, account, caller, target] = REFUSAL.exec(message) ?? [];
  return account === accountId && isUserName(caller)
    ? { caller, target: target?.split('/').at(-1) }
    : { caller: undefined, target: undefined };
}

/** Neither a path nor a name of IAM can hold a space, so a name cannot look like the words around it. */
const REFUSAL =
  /^User: arn:aws[\w-]*:iam::(\d{12}):user\/(?:[!-~]*\/)?([\w+=,.@-]+) is not authorized to perform: iam:AttachUserPolicy on resource: (?:user |arn:aws[\w-]*:iam::\d{12}:user\/)([!-~]+)(?: |$)/;
