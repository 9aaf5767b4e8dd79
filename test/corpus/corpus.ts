import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isObject } from '../../local/json-object.ts';
import { text } from '../../src/sources/fields.ts';
import type { Json } from '../fixture.ts';

/** One file of the corpus, as EventBridge would deliver it. */
export interface CorpusEvent {
  readonly folder: string;
  readonly file: string;
  readonly event: Json;
}

/** Public events of many origins stand beside the project where they are at hand; its own fixtures are always there. */
const PUBLIC = new URL('../../../shared/events/', import.meta.url);
const OWN = new URL('../fixtures/', import.meta.url);

export function readCorpus(): readonly CorpusEvent[] {
  const folders = existsSync(PUBLIC)
    ? readdirSync(PUBLIC, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : [];
  return [
    ...readFolder('fixtures', OWN),
    ...folders.flatMap(({ name }) => readFolder(name, new URL(`${name}/`, PUBLIC))),
  ];
}

function readFolder(folder: string, url: URL): readonly CorpusEvent[] {
  return readdirSync(url)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const content: unknown = JSON.parse(readFileSync(new URL(file, url), 'utf8'));
      return {
        folder,
        file,
        event: envelop(folder, isObject(content) ? (content as Json) : { content: [] }),
      };
    });
}

/** The event as it is, or what its folder says that it is the inside of. */
function envelop(folder: string, content: Json): Json {
  const isEvent = typeof content['source'] === 'string' && typeof content['detail-type'] === 'string';
  const inside = isEvent ? content : insideOf(folder, content);
  return {
    version: '0',
    id: `corpus-${folder}`,
    account: accountOf(content) ?? '111122223333',
    time: '2026-05-04T03:11:40Z',
    region: 'us-east-1',
    resources: [],
    ...inside,
  };
}

function insideOf(folder: string, content: Json): Json {
  switch (folder) {
    case 'guardduty-eventbridge':
    case 'guardduty-finding-raw':
      return { source: 'aws.guardduty', 'detail-type': 'GuardDuty Finding', detail: content };
    case 'health':
      return { source: 'aws.health', 'detail-type': 'AWS Health Event', detail: content };
    case 'trustedadvisor': {
      const detailType = 'Trusted Advisor Check Item Refresh Notification';
      return { source: 'aws.trustedadvisor', 'detail-type': detailType, detail: content };
    }
    case 'securityhub-asff': {
      const detailType = 'Security Hub Findings - Imported';
      return { source: 'aws.securityhub', 'detail-type': detailType, detail: findings(content) };
    }
    case 'securityhub-ocsf':
      return { source: 'aws.securityhub', 'detail-type': 'Findings Imported V2', detail: findings(content) };
    default:
      return ofCloudTrail(content);
  }
}

/** Security Hub writes the record's and the workflow's state into every finding; copies often leave them out. */
function findings(content: Json): Json {
  const found = Array.isArray(content['findings']) ? content['findings'] : [content];
  const filledIn = { RecordState: 'ACTIVE', Workflow: { Status: 'NEW' } };
  return {
    ...content,
    findings: found.map((one) => (isObject(one) ? { ...filledIn, ...(one as Json) } : one)),
  };
}

/** CloudTrail user guide, "Using EventBridge with CloudTrail": the detail-type follows the record's eventType. */
function ofCloudTrail(record: Json): Json {
  const service = text(record, 'eventSource')?.split('.')[0] ?? 'unknown';
  const kinds: Readonly<Record<string, string>> = {
    AwsServiceEvent: 'AWS Service Event',
    AwsConsoleAction: 'AWS Console Action',
    AwsConsoleSignIn: 'AWS Console Sign In',
    AwsCloudTrailInsight: 'AWS Insight',
    AwsVpceEvent: 'AWS Network Activity Event',
  };
  const kind = kinds[text(record, 'eventType') ?? ''] ?? 'AWS API Call';
  return { source: `aws.${service}`, 'detail-type': `${kind} via CloudTrail`, detail: record };
}

function accountOf(content: Json): string | undefined {
  return (
    text(content, 'account') ??
    text(content, 'recipientAccountId') ??
    text(content, 'userIdentity', 'accountId') ??
    text(content, 'accountId') ??
    text(content, 'AwsAccountId') ??
    text(content, 'cloud', 'account', 'uid')
  );
}

/** The same event in the responder's account: whatever number its own account has in it becomes ours. */
export function inOurAccount(event: Json): Json {
  const [finding] = Array.isArray(event['detail']) ? [] : findingsIn(event['detail']);
  const owner =
    text(event, 'detail', 'accountId') ??
    text(finding, 'AwsAccountId') ??
    text(finding, 'cloud', 'account', 'uid') ??
    text(event, 'detail', 'recipientAccountId') ??
    text(event, 'detail', 'userIdentity', 'accountId') ??
    text(event, 'account');
  const numbers = [owner, text(event, 'account')].filter(
    (number) => number !== undefined && /^\d{6,}$/.test(number),
  );
  const changed = numbers.reduce<string>(
    (json, number) => json.replaceAll(new RegExp(`\\b${number}\\b`, 'g'), '111122223333'),
    JSON.stringify(event),
  );
  return JSON.parse(changed);
}

function findingsIn(detail: unknown): readonly unknown[] {
  const found = isObject(detail) ? detail['findings'] : undefined;
  return Array.isArray(found) ? found : [];
}
