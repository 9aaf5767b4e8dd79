import type { Envelope, EventSource, ReadDetection } from './event-source.ts';
import { field, present, requireAccountId, requireText, text, UnreadableFieldError } from './fields.ts';

/** A secret scanner, a SIEM or a person reports a key on the stack's own bus. See docs/reporting.md. */
export const report: EventSource = {
  id: 'report',
  name: 'Report',
  rules: [
    {
      id: 'ReportRule',
      description: 'Somebody who may write to this bus reports a key.',
      bus: 'own',
      pattern: () => pattern,
    },
  ],
  recognizes: ({ source, detailType }) =>
    source === 'compromised-key-responder.report' && detailType === 'Compromised Access Key Report',
  read: readReport,
  accessKeyId: ({ detail }) => text(detail, 'accessKeyId'),
  // A report has no page. The address where the key was found is the reporter's text.
  findingPage: () => undefined,
  examples: ['report'],
};

const pattern = {
  source: ['compromised-key-responder.report'],
  'detail-type': ['Compromised Access Key Report'],
};

const FIELDS = ['accessKeyId', 'accountId', 'reason', 'reportedBy', 'url'];

function readReport({ id, account, region, detail }: Envelope): ReadDetection {
  // With a misspelled accountId the responder would look in the wrong account, and nobody would notice.
  const unknown = Object.keys(detail ?? {}).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined)
    throw new UnreadableFieldError(`a report has no field ${JSON.stringify(unknown)}`);
  const named = field(detail, 'accountId') !== undefined;
  const accountId = named ? requireAccountId(detail, 'accountId') : requireAccountId({ account }, 'account');
  return {
    type: 'report',
    eventId: id,
    accountId,
    region,
    affected: [
      {
        kind: 'credential',
        signal: 'report',
        accessKeyId: requireText(detail, 'accessKeyId'),
        // A report names only the key. IAM is asked for the owner.
        principal: { type: 'Unknown' },
        accountId,
      },
    ],
    sample: false,
    update: false,
    archived: false,
    evidence: {
      reason: requireText(detail, 'reason'),
      reportedBy: requireText(detail, 'reportedBy'),
      ...present({ url: text(detail, 'url') }),
    },
  };
}
