import type { Envelope, EventSource, ReadDetection } from './event-source.ts';
import { field, present, requireAccountId, text, UnreadableFieldError } from './fields.ts';

/**
 * Trusted Advisor's check for keys in public repositories. Its events arrive only in us-east-1 and need a paid support
 * plan. AWS's page: Support user guide, "Monitoring AWS Trusted Advisor check results with Amazon EventBridge".
 */
export const trustedAdvisor: EventSource = {
  id: 'trusted-advisor',
  name: 'Trusted Advisor',
  rules: [
    {
      id: 'ExposedAccessKeyRule',
      description: 'Trusted Advisor found a key in public.',
      bus: 'default',
      pattern: () => pattern,
    },
  ],
  recognizes: ({ source, detailType }) =>
    source === 'aws.trustedadvisor' && detailType === 'Trusted Advisor Check Item Refresh Notification',
  read: readCheckItem,
  accessKeyId: ({ detail }) => text(detail, 'check-item-detail', 'Access Key ID'),
  findingPage: () => ({ service: 'trustedadvisor', fragment: '/category/security', global: true }),
  examples: ['trusted-advisor-exposed', 'trusted-advisor-suspected'],
};

const CHECK = 'Exposed Access Keys';

/** A resolved key stays listed for a week with the status OK. */
const pattern = {
  source: ['aws.trustedadvisor'],
  'detail-type': ['Trusted Advisor Check Item Refresh Notification'],
  detail: { 'check-name': [CHECK], status: ['ERROR', 'WARN'] },
};

function readCheckItem({ id, account, region, detail }: Envelope): ReadDetection {
  if (text(detail, 'check-name') !== CHECK) throw new UnreadableFieldError(`check-name is not ${CHECK}`);
  const item = field(detail, 'check-item-detail');
  const accountId = requireAccountId({ account }, 'account');
  return {
    type: `${CHECK}: ${text(item, 'Fraud Type') ?? 'unknown'}`,
    eventId: id,
    ...present({ findingId: caseId(item) ?? text(detail, 'uuid') }),
    accountId,
    region,
    affected: [
      {
        kind: 'credential',
        signal: 'finding',
        accessKeyId: text(item, 'Access Key ID'),
        // "User Name (IAM or Root)" does not say which of the two it is, so IAM is asked for the key's owner.
        principal: { type: 'Unknown' },
        accountId,
      },
    ],
    sample: false,
    // Every refresh of the check tells of the key again.
    update: true,
    archived: !['ERROR', 'WARN'].includes(text(detail, 'status') ?? ''),
    evidence: present({ url: text(item, 'Location'), reason: text(item, 'Fraud Type') }),
  };
}

/** Each refresh may have a `uuid` of its own. The case about the key stays the same. It is stored, so it must be a mere id. */
function caseId(item: unknown): string | undefined {
  const id = text(item, 'Case ID') ?? '';
  return /^(\d{1,20}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i.test(id) ? id : undefined;
}
