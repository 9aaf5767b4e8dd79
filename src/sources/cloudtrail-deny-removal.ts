import type { DenyRemoval } from '../core/detection.ts';
import { callerOf } from './cloudtrail-identity.ts';
import { isAwsQuarantine, isByAws, namesCustomer, QUARANTINE_POLICY } from './cloudtrail-quarantine.ts';
import { field, present, text } from './fields.ts';

const DENY_ALL = ':iam::aws:policy/AWSDenyAll';

/**
 * Somebody takes off what restrains a stolen key and its sessions: AWS's quarantine, or the deny of this responder, which is a
 * policy or a boundary. A boundary is also taken off by setting another one.
 */
export const denyRemovalPattern = {
  source: ['aws.iam'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: ['iam.amazonaws.com'],
    errorCode: [{ exists: false }],
    $or: [
      {
        eventName: ['DetachUserPolicy'],
        requestParameters: {
          policyArn: [
            { wildcard: `arn:*:iam::aws:policy/${QUARANTINE_POLICY}*` },
            { wildcard: `arn:*${DENY_ALL}` },
          ],
        },
      },
      { eventName: ['DeleteUserPolicy'], requestParameters: { policyName: [{ prefix: QUARANTINE_POLICY }] } },
      { eventName: ['DeleteUserPermissionsBoundary'] },
      {
        eventName: ['PutUserPermissionsBoundary'],
        requestParameters: { permissionsBoundary: [{ 'anything-but': { suffix: DENY_ALL } }] },
      },
    ],
  },
};

export function readDenyRemoval(detail: unknown, accountId: string): DenyRemoval | undefined {
  const succeeded =
    text(detail, 'eventSource') === 'iam.amazonaws.com' && text(detail, 'errorCode') === undefined;
  const removed = succeeded ? removedBy(detail) : undefined;
  if (removed === undefined) return undefined;
  const identity = field(detail, 'userIdentity');
  // AWS acts in the name of the user, who has no part in it.
  const byAws = isByAws(detail) && !namesCustomer(detail);
  return {
    kind: 'user',
    signal: 'deny-removal',
    removed,
    by: {
      principal: byAws ? { type: 'AWSService' } : callerOf(identity),
      accountId: text(identity, 'accountId'),
      accessKeyId: text(identity, 'accessKeyId'),
    },
    principal: {
      type: 'IAMUser',
      ...present({ userName: text(detail, 'requestParameters', 'userName') }),
    },
    accountId,
  };
}

function removedBy(detail: unknown): DenyRemoval['removed'] | undefined {
  const parameters = field(detail, 'requestParameters');
  const policyArn = text(parameters, 'policyArn');
  switch (text(detail, 'eventName')) {
    case 'DetachUserPolicy':
      if (isAwsQuarantine(policyArn)) return 'quarantine';
      return isDenyAll(policyArn) ? 'deny-policy' : undefined;
    case 'DeleteUserPolicy':
      return text(parameters, 'policyName')?.startsWith(QUARANTINE_POLICY) ? 'quarantine' : undefined;
    case 'DeleteUserPermissionsBoundary':
      return 'boundary';
    case 'PutUserPermissionsBoundary':
      return isDenyAll(text(parameters, 'permissionsBoundary')) ? undefined : 'boundary';
    default:
      return undefined;
  }
}

function isDenyAll(policyArn = ''): boolean {
  return /^arn:aws[\w-]*:iam::aws:policy\/AWSDenyAll$/.test(policyArn);
}
