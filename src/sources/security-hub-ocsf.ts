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
  detail: { findings: { resources: { type: ['AWS::IAM::AccessKey', 'AwsIamAccessKey'] } } },
};

function readFindings({ id, region, detail }: Envelope): ReadDetection {
  const [first, ...others] = list(detail, 'findings');
  if (first === undefined) throw new UnreadableFieldError('findings is empty');
  const severity = severityOf(first);
  const findings = [first, ...others];
  return {
    type: findingTypeOf(list(first, 'finding_info', 'types')),
    ...(severity !== undefined && { severity }),
    eventId: id,
    ...present({ findingId: text(first, 'finding_info', 'uid') }),
    accountId: accountOf(first),
    region: text(first, 'cloud', 'region') ?? region,
    affected: findings.flatMap(affectedBy),
    sample: keysOf(first).some(({ accessKeyId }) => accessKeyId?.startsWith('GeneratedFinding') === true),
    update: findings.every(isUpdate),
    archived: ['Resolved', 'Suppressed', 'Archived'].includes(text(first, 'status') ?? ''),
    evidence: present({
      title: text(first, 'finding_info', 'title'),
      sourceIp: text(list(first, 'evidences')[0], 'src_endpoint', 'ip'),
      api: text(list(first, 'evidences')[0], 'api', 'operation'),
      firstSeen: text(first, 'finding_info', 'first_seen_time_dt'),
      lastSeen: text(first, 'finding_info', 'last_seen_time_dt'),
    }),
  };
}

/** OCSF, class 2004: activity 1 is Create. Status 1 is New. */
function isUpdate(finding: unknown): boolean {
  return (
    (number(finding, 'activity_id') ?? 1) !== 1 ||
    (text(finding, 'status') ?? 'New') !== 'New' ||
    text(finding, 'finding_info', 'modified_time_dt') !== text(finding, 'finding_info', 'created_time_dt')
  );
}

function affectedBy(finding: unknown): readonly AffectedCredential[] {
  const accountId = accountOf(finding);
  const signal = isGuardDuty(finding) ? 'finding' : 'other-product';
  return keysOf(finding).map((credential) => ({ kind: 'credential', signal, accountId, ...credential }));
}

function accountOf(finding: unknown): string {
  return requireAccountId(finding, 'cloud', 'account', 'uid');
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
