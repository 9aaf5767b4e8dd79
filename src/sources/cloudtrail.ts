import type {
  AffectedIdentity,
  AffectedUser,
  Caller,
  Evidence,
  ReactivatedKey,
  StoppedKey,
} from '../core/detection.ts';
import { MAKES, SWITCHES_OFF } from '../core/root-user.ts';
import { callerOf, PEOPLE } from './cloudtrail-identity.ts';
import type { Envelope, EventSource, ReadDetection } from './event-source.ts';
import { field, present, requireAccountId, requireText, text, UnreadableFieldError } from './fields.ts';

/** API calls from CloudTrail. AWS's page: CloudTrail user guide, "CloudTrail record contents" and "userIdentity". */
export const cloudTrail: EventSource = {
  id: 'cloudtrail',
  name: 'CloudTrail',
  rules: [
    {
      id: 'QuarantinePolicyRule',
      description: 'AWS or an administrator attached an AWSCompromisedKeyQuarantine policy to a user.',
      bus: 'default',
      pattern: () => quarantinePolicyPattern,
    },
    {
      id: 'SuspectedApiCallRule',
      description: 'Somebody switches logging or detection off (parameter suspectedApiCalls).',
      bus: 'default',
      parameter: 'suspectedApiCalls',
      pattern: ({ suspectedApiCalls }) => suspectedApiCallPattern(suspectedApiCalls),
    },
    {
      id: 'RootKeyRule',
      description: 'Any API call by an access key of the root user, read-only calls too.',
      bus: 'default',
      seesReadOnlyCalls: true,
      pattern: () => rootKeyPattern,
    },
    {
      id: 'RootSessionRule',
      description:
        'The root user makes something in a session, or switches logging, detection or a protection off.',
      bus: 'default',
      parameter: 'suspectedApiCalls',
      pattern: ({ suspectedApiCalls }) => rootSessionPattern(suspectedApiCalls),
    },
    {
      id: 'WatchedApiCallRule',
      description:
        'Somebody creates a key for another user, creates a federation session, switches a key on or off, or deletes one.',
      bus: 'default',
      pattern: () => watchedApiCallPattern,
    },
    {
      id: 'HoneyKeyRule',
      description: 'Any API call by a honey key (parameter honeyKeys), read-only calls too.',
      bus: 'default',
      seesReadOnlyCalls: true,
      condition: 'HasHoneyKeys',
      parameter: 'honeyKeys',
      pattern: ({ honeyKeys }) => honeyKeyPattern(honeyKeys),
    },
  ],
  // Only AWS can send an event whose source begins with `aws.`. Any other source may be forged to name a victim.
  recognizes: ({ source, detailType }) => source.startsWith('aws.') && detailType.endsWith(' via CloudTrail'),
  read: readRecord,
  accessKeyId: ({ detail }) => text(detail, 'userIdentity', 'accessKeyId'),
  findingPage: ({ findingId }) => ({
    service: 'cloudtrailv2',
    fragment: `/events${findingId === undefined ? '' : `/${findingId}`}`,
  }),
  examples: [
    'cloudtrail-quarantine-by-aws',
    'cloudtrail-quarantine-inline',
    'cloudtrail-stop-logging-by-key',
    'cloudtrail-create-root-key',
    'cloudtrail-root-key-read',
    'cloudtrail-create-access-key-for-other',
    'cloudtrail-get-federation-token',
    'cloudtrail-activate-key',
    'cloudtrail-delete-key',
    'cloudtrail-own-change',
    'cloudtrail-honey-key',
  ],
};

const QUARANTINE_POLICY = 'AWSCompromisedKeyQuarantine';

/**
 * AWS or an administrator attaches a quarantine policy of any version to a user. Older versions were inline policies.
 */
const quarantinePolicyPattern = {
  source: ['aws.iam'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: ['iam.amazonaws.com'],
    eventName: ['AttachUserPolicy', 'PutUserPolicy'],
    errorCode: [{ exists: false }],
    requestParameters: {
      $or: [
        { policyArn: [{ wildcard: `*:policy/${QUARANTINE_POLICY}*` }] },
        { policyName: [{ prefix: QUARANTINE_POLICY }] },
      ],
    },
  },
};

/** Root has rules of its own. One record should start one invocation. */
const NOT_ROOT = [{ exists: false }, { 'anything-but': ['Root'] }];

/** Read-only calls arrive only if the rule has the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`. */
const rootKeyPattern = {
  source: [{ prefix: 'aws.' }],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: { userIdentity: { type: ['Root'], accessKeyId: [{ prefix: 'AKIA' }] } },
};

/**
 * Also calls that were refused. A service that acts for root, such as an Auto Scaling group that root once made, is no use of
 * root's session now. The console is no such service.
 */
function rootSessionPattern(suspectedApiCalls: readonly string[]) {
  const listed = suspectedApiCalls.map((api) => api.slice(api.indexOf(':') + 1));
  const names = [...new Set([...MAKES, ...SWITCHES_OFF, ...listed])];
  return {
    source: [{ prefix: 'aws.' }],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      userIdentity: {
        type: ['Root'],
        accessKeyId: [{ exists: false }, { 'anything-but': { prefix: 'AKIA' } }],
        invokedBy: [{ exists: false }, ...PEOPLE],
      },
      eventName: names.map((prefix) => ({ prefix })),
    },
  };
}

/**
 * A pattern cannot bind an action to its service, so it may match more than the list: the same action of another listed
 * service. The classification compares service and action together.
 * @param calls `service:Action`, as in `cloudtrail:StopLogging`.
 */
function suspectedApiCallPattern(calls: readonly string[]) {
  const pairs = calls.map((call) => call.split(':'));
  return {
    source: [...new Set(pairs.map(([service]) => `aws.${service}`))],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: [...new Set(pairs.map(([service]) => `${service}.amazonaws.com`))],
      eventName: [...new Set(pairs.map(([, action]) => action))],
      errorCode: [{ exists: false }],
      userIdentity: { type: NOT_ROOT },
    },
  };
}

/**
 * A thief makes these calls to keep access: keys for other users, sessions that outlive the key, and the key
 * switched on again. A person makes the others to end an incident: the key switched off or deleted.
 */
const watchedApiCallPattern = {
  source: ['aws.iam', 'aws.sts'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    errorCode: [{ exists: false }],
    $or: [
      {
        eventName: ['CreateAccessKey'],
        requestParameters: { userName: [{ exists: true }] },
        userIdentity: { type: NOT_ROOT },
      },
      { eventName: ['GetFederationToken'], userIdentity: { type: ['IAMUser'] } },
      { eventName: ['UpdateAccessKey', 'DeleteAccessKey'] },
    ],
  },
};

/** Read-only calls arrive only if the rule has the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`. */
function honeyKeyPattern(accessKeyIds: readonly string[]) {
  return {
    source: [{ prefix: 'aws.' }],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: { userIdentity: { accessKeyId: accessKeyIds } },
  };
}

function readRecord({ id, account, region, detail }: Envelope): ReadDetection {
  if (field(detail, 'userIdentity') === undefined) {
    throw new UnreadableFieldError('detail.userIdentity is missing: not the record of an API call');
  }
  const accountId = requireAccountId({ account }, 'account');
  const target = readQuarantined(detail, accountId) ?? readSwitched(detail, accountId);
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

/** The affected user is not the caller: AWS says that a key of this user leaked. */
function readQuarantined(detail: unknown, accountId: string): AffectedUser | undefined {
  const parameters = field(detail, 'requestParameters');
  const policy =
    text(parameters, 'policyArn')?.split(':policy/').at(-1)?.split('/').at(-1) ??
    text(parameters, 'policyName');
  const isQuarantine =
    ['AttachUserPolicy', 'PutUserPolicy'].includes(text(detail, 'eventName') ?? '') &&
    text(detail, 'eventSource') === 'iam.amazonaws.com' &&
    text(detail, 'errorCode') === undefined &&
    policy?.startsWith(QUARANTINE_POLICY) === true;
  if (!isQuarantine) return undefined;
  return {
    kind: 'user',
    signal: 'quarantine-policy',
    principal: { type: 'IAMUser', ...present({ userName: text(parameters, 'userName') }) },
    accountId,
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
    api: readApi(detail),
    errorCode: text(detail, 'errorCode'),
    userAgent: text(detail, 'userAgent'),
    // Read single fields only, because the answers of CreateAccessKey and STS contain credentials.
    targetUser: text(detail, 'requestParameters', 'userName'),
    targetKey: text(created, 'accessKeyId') ?? text(detail, 'requestParameters', 'accessKeyId'),
    firstSeen: time,
    lastSeen: time,
  });
}
