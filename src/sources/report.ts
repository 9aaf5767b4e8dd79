import type { Envelope, EventSource, ReadDetection } from './event-source.ts';
import { field, present, requireAccountId, requireText, text, UnreadableFieldError } from './fields.ts';

/** Whoever may put events on the stack's own bus reports a key: secret scanning, a SIEM, a person. See docs/reporting.md. */
export const report: EventSource = {
  recognizes: ({ source, detailType }) =>
    source === 'compromised-key-responder.report' && detailType === 'Compromised Access Key Report',
  read: readReport,
  accessKeyId: ({ detail }) => text(detail, 'accessKeyId'),
};

export const reportPattern = {
  source: ['compromised-key-responder.report'],
  'detail-type': ['Compromised Access Key Report'],
};

const FIELDS = ['accessKeyId', 'accountId', 'reason', 'reportedBy', 'url'];

function readReport({ id, account, region, detail }: Envelope): ReadDetection {
  // A misspelt accountId would have the key looked for in the wrong account, and nobody would know.
  const unknown = Object.keys(detail ?? {}).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined)
    throw new UnreadableFieldError(`a report has no field ${JSON.stringify(unknown)}`);
  const named = field(detail, 'accountId') !== undefined;
  const accountId = named ? requireAccountId(detail, 'accountId') : requireAccountId({ account }, 'account');
  return {
    source: 'report',
    type: 'report',
    eventId: id,
    accountId,
    region,
    implicated: [
      {
        kind: 'credential',
        signal: 'report',
        accessKeyId: requireText(detail, 'accessKeyId'),
        // A report names a key and never a person: IAM says whose it is.
        principal: { type: 'Unknown' },
        accountId,
      },
    ],
    sample: false,
    archived: false,
    evidence: {
      reason: requireText(detail, 'reason'),
      reportedBy: requireText(detail, 'reportedBy'),
      ...present({ url: text(detail, 'url') }),
    },
  };
}
