import { customDetectionTechniques } from '../core/custom-detection.ts';
import type { AffectedCredential, Evidence, IamUser } from '../core/detection.ts';
import { inGuardDuty, keysAmongResources, sequenceEvidence } from './attack-sequence.ts';
import type { Envelope, EventSource, ReadDetection } from './event-source.ts';
import { field, list, number, present, requireAccountId, requireText, text } from './fields.ts';
import { principalOf } from './principal.ts';

/** GuardDuty findings. AWS's page: GuardDuty user guide, "Finding details"; API reference, `Finding`. */
export const guardDuty: EventSource = {
  id: 'guardduty',
  name: 'GuardDuty',
  rules: [
    {
      id: 'GuardDutyFindingRule',
      description: 'GuardDuty findings that can name a credential, about any resource, and attack sequences.',
      bus: 'default',
      pattern: () => pattern,
    },
  ],
  coversMembers: true,
  recognizes: ({ source, detailType }) => source === 'aws.guardduty' && detailType === 'GuardDuty Finding',
  read: readFinding,
  accessKeyId: ({ detail }) => text(detail, 'resource', 'accessKeyDetails', 'accessKeyId'),
  findingPage: ({ findingId }) => ({
    service: 'guardduty',
    fragment: `/findings?macros=current${findingId === undefined ? '' : `&fId=${findingId}`}`,
  }),
  examples: ['guardduty-malicious-ip-caller', 'guardduty-attack-sequence', 'guardduty-s3-exfiltration'],
};

/**
 * Every finding that can name a credential. `resourceType` alone would miss S3 and EKS findings, because their resource
 * is the bucket or the cluster. Attack sequences have actors and no `accessKeyDetails`.
 */
const pattern = {
  source: ['aws.guardduty'],
  'detail-type': ['GuardDuty Finding'],
  detail: {
    $or: [
      // A finding that says nothing of its resource may be about a credential.
      { resource: { resourceType: [{ exists: false }, 'AccessKey', 'AttackSequence'] } },
      ...['accessKeyId', 'principalId', 'userName', 'userType'].map((name) => ({
        resource: { accessKeyDetails: { [name]: [{ exists: true }] } },
      })),
      { type: [...customDetectionTechniques].map((technique) => ({ suffix: `/${technique}` })) },
    ],
  },
};

function readFinding({ id, region, detail }: Envelope): ReadDetection {
  // The key belongs to the account of the finding. The envelope has the account that received it, maybe an administrator.
  const accountId = requireAccountId(detail, 'accountId');
  const severity = number(detail, 'severity');
  const findingId = text(detail, 'id');
  return {
    type: requireText(detail, 'type'),
    ...(severity !== undefined && { severity }),
    eventId: id,
    ...(findingId !== undefined && { findingId }),
    accountId,
    region: text(detail, 'region') ?? region,
    affected: readAffected(detail, accountId),
    sample: isSample(detail),
    update: isUpdate(detail),
    archived: field(detail, 'service', 'archived') === true,
    evidence: readEvidence(detail),
  };
}

function readAffected(detail: unknown, accountId: string): readonly AffectedCredential[] {
  const sequence = field(detail, 'service', 'detection', 'sequence');
  const persons = list(sequence, 'actors').filter((actor) => field(actor, 'user') !== undefined);
  const inSequence = [
    ...persons.map((actor) => readActor(actor, accountId)),
    ...keysAmongResources(sequence, { type: text(detail, 'type') ?? '', accountId }),
  ];
  if (inSequence.length > 0) return inSequence;

  const key = field(detail, 'resource', 'accessKeyDetails');
  const userType = text(key, 'userType');
  return [
    {
      kind: 'credential',
      signal: 'finding',
      accessKeyId: text(key, 'accessKeyId'),
      principal: principalOf({ type: userType, name: text(key, 'userName'), id: text(key, 'principalId') }),
      accountId,
    },
  ];
}

/**
 * An actor of an attack sequence. Its key is `credentialUid`. Its account may differ from the account of the finding.
 */
function readActor(actor: unknown, accountId: string): AffectedCredential {
  const user = field(actor, 'user');
  const principal = principalOf({
    type: text(user, 'type'),
    name: text(user, 'name'),
    id: text(user, 'uid'),
  });
  const issuer = issuerOf(text(actor, 'session', 'issuer'));
  return {
    kind: 'credential',
    signal: 'finding',
    accessKeyId: text(user, 'credentialUid'),
    principal: principal.type === 'FederatedUser' ? { ...principal, issuer } : principal,
    accountId: text(user, 'account', 'uid') ?? accountId,
  };
}

/** The issuer of a federated session. Only a user or root can be one. STS API reference, GetFederationToken. */
function issuerOf(arn: string | undefined): IamUser | { readonly type: 'Root' } | undefined {
  const resource = /^arn:[\w-]+:iam::\d{12}:(root$|user\/.+$)/.exec(arn ?? '')?.[1];
  if (resource === undefined) return undefined;
  if (resource === 'root') return { type: 'Root' };
  return { type: 'IAMUser', ...present({ userName: resource.split('/').at(-1) }) };
}

/**
 * The flag is in `additionalInfo`, as a boolean or inside a JSON text. Samples without the flag have placeholder values.
 * AWS's page: GuardDuty user guide, "Sample findings".
 */
function isSample(detail: unknown): boolean {
  const info = field(detail, 'service', 'additionalInfo');
  return field(info, 'sample') === true || field(parsed(text(info, 'value') ?? ''), 'sample') === true;
}

/** Deeper in it stands what the actor wrote, such as a user agent: nobody may call the own theft a sample. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/**
 * GuardDuty sends a finding again when its activity recurs. GuardDuty user guide, "Processing GuardDuty findings with
 * Amazon EventBridge".
 */
function isUpdate(detail: unknown): boolean {
  return (
    (number(detail, 'service', 'count') ?? 1) > 1 || text(detail, 'updatedAt') !== text(detail, 'createdAt')
  );
}

function readEvidence(detail: unknown): Evidence {
  const service = field(detail, 'service');
  const call =
    field(service, 'action', 'awsApiCallAction') ?? field(service, 'action', 'kubernetesApiCallAction');
  const remote = field(call, 'remoteIpDetails');
  return present({
    title: text(detail, 'title'),
    sourceIp: text(remote, 'ipAddressV4') ?? text(remote, 'ipAddressV6'),
    network: text(remote, 'organization', 'asnOrg'),
    country: text(remote, 'country', 'countryName'),
    api: readApi(call),
    errorCode: text(call, 'errorCode'),
    userAgent: text(call, 'userAgent'),
    firstSeen: text(service, 'eventFirstSeen'),
    lastSeen: text(service, 'eventLastSeen'),
    count: number(service, 'count'),
    ...sequenceEvidence(field(service, 'detection', 'sequence'), inGuardDuty),
  });
}

/** `s3:ListBuckets` from `s3.amazonaws.com` and `ListBuckets`. */
function readApi(call: unknown): string | undefined {
  const api = text(call, 'api');
  const service = text(call, 'serviceName')?.split('.')[0];
  return api !== undefined && service !== undefined ? `${service}:${api}` : api;
}
