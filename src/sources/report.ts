import { isUserName } from '../core/access-key-id.ts';
import type { ApiKeyService } from '../core/api-key.ts';
import type { AffectedIdentity, Principal } from '../core/detection.ts';
import { HEARTBEAT_SOURCE, HEARTBEAT_TYPE } from '../core/heartbeat.ts';
import { decodedReport, REPORT_SOURCE } from '../core/reported-api-key.ts';
import { timeOf } from '../core/time.ts';
import type { Envelope, EventSource, ReadDetection } from './event-source.ts';
import { field, present, requireAccountId, requireText, text, UnreadableFieldError } from './fields.ts';

/** A secret scanner, a SIEM or a person reports a credential on the stack's own bus. See docs/reporting.md. */
export const report: EventSource = {
  id: 'report',
  name: 'Report',
  rules: [
    {
      id: 'ReportRule',
      description: 'Somebody who may write to this bus reports a key. The heartbeat comes the same way.',
      bus: 'own',
      pattern: () => pattern,
    },
  ],
  recognizes: ({ source, detailType }) =>
    source === REPORT_SOURCE && detailType === 'Compromised Access Key Report',
  read: readReport,
  accessKeyId: ({ detail }) => text(detail, 'accessKeyId'),
  // A report has no page. The address where the key was found is the reporter's text.
  findingPage: () => undefined,
  examples: ['report', 'report-credential-id', 'report-api-key', 'report-short-term-api-key'],
};

const pattern = {
  source: [REPORT_SOURCE, HEARTBEAT_SOURCE],
  'detail-type': ['Compromised Access Key Report', HEARTBEAT_TYPE],
};

const FIELDS = [
  ...['accessKeyId', 'userName', 'roleName', 'accountId', 'reason', 'reportedBy', 'url'],
  // What an API key says of itself: src/core/api-key.ts.
  ...['service', 'region', 'signedAt', 'expiresAt'],
];

function readReport({ id, account, region: ofBus, detail: written }: Envelope): ReadDetection {
  // Nobody after this line has an API key that somebody reported.
  const detail = decodedReport(written);
  // With a misspelled accountId the responder would look in the wrong account, and nobody would notice.
  const unknown = Object.keys(detail ?? {}).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined)
    throw new UnreadableFieldError(`a report has no field ${JSON.stringify(unknown)}`);
  const named = field(detail, 'accountId') !== undefined;
  const accountId = named ? requireAccountId(detail, 'accountId') : requireAccountId({ account }, 'account');
  const service = serviceIn(detail);
  return {
    type: 'report',
    eventId: id,
    accountId,
    region: text(detail, 'region') ?? ofBus,
    affected: [affectedBy(detail, { accountId, service })],
    sample: false,
    update: false,
    archived: false,
    evidence: {
      reason: requireText(detail, 'reason'),
      reportedBy: requireText(detail, 'reportedBy'),
      ...present({ url: text(detail, 'url') }),
      ...(service !== undefined && { apiKey: apiKeyInWords(detail, service) }),
    },
  };
}

function affectedBy(
  detail: unknown,
  { accountId, service }: { readonly accountId: string; readonly service: ApiKeyService | undefined },
): AffectedIdentity {
  const principal = principalIn(detail);
  const stored = { accountId, ...(service !== undefined && { apiKeyOf: service }) };
  const accessKeyId = text(detail, 'accessKeyId');
  if (accessKeyId === undefined && principal.type === 'IAMUser') {
    return { kind: 'user', signal: 'report', principal, ...stored };
  }
  if (accessKeyId === undefined && service === undefined) requireText(detail, 'accessKeyId');
  return { kind: 'credential', signal: 'report', accessKeyId, principal, ...stored };
}

/** Without a name, IAM is asked for the owner of a long-term access key. Of no other credential it names the owner. */
function principalIn(detail: unknown): Principal {
  const [userName, roleName] = [nameIn(detail, 'userName'), nameIn(detail, 'roleName')];
  if (userName !== undefined && roleName !== undefined)
    throw new UnreadableFieldError('a report names a user or a role, not both');
  if (userName !== undefined) return { type: 'IAMUser', userName };
  return roleName === undefined ? { type: 'Unknown' } : { type: 'AssumedRole', roleName };
}

function nameIn(detail: unknown, path: 'userName' | 'roleName'): string | undefined {
  const name = field(detail, path) === undefined ? undefined : requireText(detail, path);
  if (name !== undefined && !isUserName(name)) throw new UnreadableFieldError(`${path} is not a name of IAM`);
  return name;
}

function serviceIn(detail: unknown): ApiKeyService | undefined {
  if (field(detail, 'service') === undefined) return undefined;
  const service = text(detail, 'service');
  if (service === 'bedrock' || service === 'aws-external-anthropic') return service;
  throw new UnreadableFieldError('service is neither "bedrock" nor "aws-external-anthropic"');
}

/** What nobody could decode is UNKNOWN, and said to be. An alert shows a hundred characters of it. */
function apiKeyInWords(detail: unknown, service: ApiKeyService): string {
  const known = (name: string) => text(detail, name) ?? 'UNKNOWN';
  if (text(detail, 'accessKeyId') === undefined)
    return `${service}, long-term, account ${known('accountId')}, user ${known('userName')}`;
  const [from = 'UNKNOWN', to = 'UNKNOWN'] = ['signedAt', 'expiresAt'].map((name) =>
    timeOf(text(detail, name))?.toISOString().slice(0, 16).concat('Z'),
  );
  return `${service}, short-term, ${known('region')}, ${from} to ${to} at most`;
}
