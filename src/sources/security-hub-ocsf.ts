import type { AffectedCredential } from '../core/detection.ts';
import type { Envelope, EventSource, ReadDetection } from './event-source.ts';
import { field, list, number, present, requireAccountId, text, UnreadableFieldError } from './fields.ts';
import { findingTypeOf } from './finding-type.ts';
import { principalOf } from './principal.ts';

/**
 * Security Hub findings in the Open Cybersecurity Schema Framework. AWS's page: Security Hub user guide, "EventBridge
 * event formats for Security Hub"; OCSF's class 2004, Detection Finding.
 */
export const securityHubOcsf: EventSource = {
  id: 'security-hub',
  name: 'Security Hub',
  rules: [
    {
      id: 'SecurityHubOcsfRule',
      description: 'GuardDuty findings from Security Hub, in the Open Cybersecurity Schema Framework.',
      bus: 'default',
      pattern: () => pattern,
    },
  ],
  coversMembers: true,
  recognizes: ({ source, detailType }) =>
    source === 'aws.securityhub' && detailType === 'Findings Imported V2',
  read: readFindings,
  accessKeyId: ({ detail }) => list(detail, 'findings').flatMap(keysOf)[0]?.accessKeyId,
  findingPage: () => ({ service: 'securityhub', fragment: '/findings' }),
  examples: ['securityhub-ocsf-key'],
};

const pattern = {
  source: ['aws.securityhub'],
  'detail-type': ['Findings Imported V2'],
  detail: {
    findings: {
      // What a person has resolved or suppressed is imported again. A finding without a status is new.
      status: [{ exists: false }, { 'anything-but': ['Resolved', 'Suppressed', 'Deleted'] }],
      $or: [
        { resources: { type: ['AWS::IAM::AccessKey', 'AwsIamAccessKey'] } },
        { finding_info: { types: [{ prefix: 'TTPs/AttackSequence:' }] } },
      ],
    },
  },
};

function readFindings({ id, region, detail }: Envelope): ReadDetection {
  const [first] = list(detail, 'findings');
  if (first === undefined) throw new UnreadableFieldError('findings is empty');
  const severity = severityOf(first);
  return {
    type: findingTypeOf(list(first, 'finding_info', 'types')),
    ...(severity !== undefined && { severity }),
    eventId: id,
    ...present({ findingId: text(first, 'finding_info', 'uid') }),
    accountId: accountOf(first),
    region: text(first, 'cloud', 'region') ?? region,
    affected: affectedBy(first),
    sample: false,
    update: isUpdate(first),
    archived: statusOf(first) === 'Archived',
    ...(SETTLED.includes(statusOf(first)) && { settled: true }),
    evidence: present({
      title: text(first, 'finding_info', 'title'),
      sourceIp: text(list(first, 'evidences')[0], 'src_endpoint', 'ip'),
      api: text(list(first, 'evidences')[0], 'api', 'operation'),
      firstSeen: text(first, 'finding_info', 'first_seen_time_dt'),
      lastSeen: text(first, 'finding_info', 'last_seen_time_dt'),
    }),
  };
}

/** A person has decided, in Security Hub. */
const SETTLED: readonly string[] = ['Resolved', 'Suppressed', 'Deleted'];

/** The text, or what OCSF's number means. OCSF, class 2004, `status_id`. */
function statusOf(finding: unknown): string {
  const meant = ['Unknown', 'New', 'In Progress', 'Suppressed', 'Resolved', 'Archived', 'Deleted'];
  return text(finding, 'status') ?? meant[number(finding, 'status_id') ?? 1] ?? 'New';
}

/** OCSF, class 2004: activity 1 is Create. Somebody works at a finding that is not New, so it was told before. */
function isUpdate(finding: unknown): boolean {
  return (
    (number(finding, 'activity_id') ?? 1) !== 1 ||
    statusOf(finding) !== 'New' ||
    text(finding, 'finding_info', 'modified_time_dt') !== text(finding, 'finding_info', 'created_time_dt')
  );
}

function affectedBy(finding: unknown): readonly AffectedCredential[] {
  const accountId = accountOf(finding);
  const signal = isGuardDuty(finding) ? 'finding' : 'other-product';
  const none = { accessKeyId: undefined, principal: { type: 'Unknown' } } as const;
  const credentials = keysOf(finding);
  return (credentials.length > 0 ? credentials : [none]).map((credential) => ({
    kind: 'credential',
    signal,
    accountId,
    ...credential,
  }));
}

/** Findings from the older format have the account at the resource alone. */
function accountOf(finding: unknown): string {
  if (field(finding, 'cloud', 'account') !== undefined)
    return requireAccountId(finding, 'cloud', 'account', 'uid');
  const [resource] = list(finding, 'resources');
  const owner = field(resource, 'owner', 'account') ?? field(resource, 'account');
  return requireAccountId({ resource: { account: owner } }, 'resource', 'account', 'uid');
}

/** The key id. In findings from the older format it follows `AWS::IAM::AccessKey:`. */
function keysOf(finding: unknown): readonly Pick<AffectedCredential, 'accessKeyId' | 'principal'>[] {
  return list(finding, 'resources')
    .filter((resource) => ['AWS::IAM::AccessKey', 'AwsIamAccessKey'].includes(text(resource, 'type') ?? ''))
    .map((resource) => {
      const user = field(resource, 'user');
      const id = text(resource, 'uid')?.replace(/^AWS::IAM::AccessKey:/, '');
      return {
        accessKeyId: id === 'null' ? undefined : id,
        // `type` is AWS's principal type. Without it the name may be a role's name, and IAM is asked for the owner.
        principal: principalOf({ type: text(user, 'type'), name: text(user, 'name'), id: text(user, 'uid') }),
      };
    });
}

function isGuardDuty(finding: unknown): boolean {
  const product = text(finding, 'metadata', 'product', 'uid') ?? '';
  return /^arn:[\w-]+:securityhub:[\w-]*::product(v2)?\/aws\/guardduty$/.test(product);
}

/** OCSF has words. Each becomes the lower end of GuardDuty's band: low, medium, high, critical. */
function severityOf(finding: unknown): number | undefined {
  const id = number(finding, 'severity_id');
  return id === undefined ? undefined : [undefined, 1, 1, 4, 7, 9, 10][id];
}
