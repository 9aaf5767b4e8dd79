import type { AffectedIdentity, Caller, Evidence, ReactivatedKey, StoppedKey } from '../core/detection.ts';
import { readDenyRemoval } from './cloudtrail-deny-removal.ts';
import { callerOf, throughService } from './cloudtrail-identity.ts';
import { readNames } from './cloudtrail-made.ts';
import { readNewCredential } from './cloudtrail-new-credential.ts';
import { readQuarantined } from './cloudtrail-quarantine.ts';
import { tampers } from './cloudtrail-tamper.ts';
import type { Envelope, ReadDetection } from './event-source.ts';
import { field, present, requireAccountId, requireText, text, UnreadableFieldError } from './fields.ts';

/**
 * One record of CloudTrail: the caller is affected, and with it a user under quarantine or out of it, a switched key, or what was
 * made.
 */
export function readRecord({ id, account, region, detail }: Envelope): ReadDetection {
  if (field(detail, 'userIdentity') === undefined) {
    throw new UnreadableFieldError('detail.userIdentity is missing: not the record of an API call');
  }
  const accountId = requireAccountId({ account }, 'account');
  const target =
    readQuarantined(detail, accountId) ??
    readDenyRemoval(detail, accountId) ??
    readSwitched(detail, accountId) ??
    readNewCredential(detail, accountId);
  const caller: AffectedIdentity = {
    kind: 'credential',
    signal: 'api-call',
    accessKeyId: text(detail, 'userIdentity', 'accessKeyId'),
    principal: callerOf(field(detail, 'userIdentity')),
    accountId: text(detail, 'userIdentity', 'accountId'),
  };
  return {
    type: readApi(detail),
    eventId: id,
    ...present({ findingId: text(detail, 'eventID') }),
    accountId,
    region: text(detail, 'awsRegion') ?? region,
    affected: target === undefined ? [caller] : [target, caller],
    sample: false,
    update: false,
    archived: false,
    evidence: readEvidence(detail),
  };
}

/** A key was set Active or Inactive, or deleted. Only the ledger knows what that means for an incident. */
function readSwitched(detail: unknown, accountId: string): ReactivatedKey | StoppedKey | undefined {
  const parameters = field(detail, 'requestParameters');
  const accessKeyId = text(parameters, 'accessKeyId');
  const succeeded =
    text(detail, 'eventSource') === 'iam.amazonaws.com' && text(detail, 'errorCode') === undefined;
  if (!succeeded || accessKeyId === undefined) return undefined;

  const principal = { type: 'IAMUser', ...present({ userName: ownerNamed(detail) }) } as const;
  const at = present({ at: text(detail, 'eventTime') });
  const key = { accessKeyId, principal, accountId, by: callerIn(detail) };
  const deleted = text(detail, 'eventName') === 'DeleteAccessKey';
  if (!deleted && text(detail, 'eventName') !== 'UpdateAccessKey') return undefined;
  const status = text(parameters, 'status');
  if (status === 'Active') return { kind: 'reactivated-key', signal: 'reactivation', ...key, ...at };
  return deleted || status === 'Inactive'
    ? { kind: 'stopped-key', signal: 'stop', deleted, ...key, ...at }
    : undefined;
}

function callerIn(detail: unknown): Caller {
  const identity = field(detail, 'userIdentity');
  return { principal: callerOf(identity), accountId: text(identity, 'accountId') };
}

/** Without the parameter, IAM takes the caller if it is a user. IAM API reference, UpdateAccessKey. */
function ownerNamed(detail: unknown): string | undefined {
  const caller = callerOf(field(detail, 'userIdentity'));
  return (
    text(detail, 'requestParameters', 'userName') ?? (caller.type === 'IAMUser' ? caller.userName : undefined)
  );
}

/** `cloudtrail:StopLogging`, from `cloudtrail.amazonaws.com` and `StopLogging`. */
function readApi(detail: unknown): string {
  const service = requireText(detail, 'eventSource').split('.')[0] ?? '';
  return `${service}:${requireText(detail, 'eventName').trim()}`;
}

function readEvidence(detail: unknown): Evidence {
  const created = field(detail, 'responseElements', 'accessKey');
  const time = text(detail, 'eventTime');
  return present({
    sourceIp: text(detail, 'sourceIPAddress'),
    caller: text(detail, 'userIdentity', 'arn'),
    through: throughService(field(detail, 'userIdentity')),
    api: readApi(detail),
    errorCode: text(detail, 'errorCode'),
    tampers: tampers(detail) ? true : undefined,
    userAgent: text(detail, 'userAgent'),
    // Read single fields only, because the answers of CreateAccessKey and STS contain credentials.
    targetUser: text(detail, 'requestParameters', 'userName'),
    targetKey: text(created, 'accessKeyId') ?? text(detail, 'requestParameters', 'accessKeyId'),
    names: readNames(detail),
    firstSeen: time,
    lastSeen: time,
  });
}
