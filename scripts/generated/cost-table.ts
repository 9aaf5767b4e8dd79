import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { functions } from '../../src/functions/index.ts';
import { code, tableOf } from '../coverage-tables/markdown.ts';

/** What AWS charges for each type of resource that costs something, and where it says how much. */
const CHARGED: Readonly<Record<string, readonly [charge: string, page: string]>> = {
  'AWS::CloudWatch::Alarm': [
    'each metric that an alarm watches, by the month: an alarm on an expression has several',
    'cloudwatch',
  ],
  'AWS::CloudWatch::Dashboard': ['each dashboard by the month', 'cloudwatch'],
  'AWS::KMS::Key': ['each key by the month, its first two yearly rotations, and requests', 'kms'],
  'AWS::Lambda::Function': [
    'each run, and its time by the memory. `deadletters` runs every five minutes, and `respond` with it, for the heartbeat; else only if something happens',
    'lambda',
  ],
  'AWS::SQS::Queue': [
    'requests. Lambda asks the retry queue for messages all the time, and `deadletters` the queue of dead letters every five minutes, when it sends a heartbeat as well',
    'sqs',
  ],
  'AWS::Logs::LogGroup': ['what is written, and what is stored: 90 days', 'cloudwatch'],
  'AWS::DynamoDB::Table': [
    'requests (on demand), storage, and continuous backups by the size: some items for each credential of an incident',
    'dynamodb',
  ],
  'AWS::SNS::Topic': ['each message that is published or delivered, SMS by the country', 'sns'],
  'AWS::Events::EventBus': [
    'what is put on it: heartbeats, reports, and an outcome event for each credential',
    'eventbridge',
  ],
  'AWS::Events::Rule': [
    'nothing for events that AWS’s services put on the default bus by themselves; see the page for others',
    'eventbridge',
  ],
  'AWS::S3::Bucket': ['a few megabytes of code for each deployment', 's3'],
};

/** AWS charges nothing for them. */
const FREE = [
  ...[
    'AWS::IAM::Policy',
    'AWS::IAM::Role',
    'AWS::Lambda::EventInvokeConfig',
    'AWS::Lambda::EventSourceMapping',
  ],
  ...['AWS::Lambda::Permission', 'AWS::S3::BucketPolicy', 'AWS::SNS::Subscription', 'AWS::SNS::TopicPolicy'],
  ...['AWS::SQS::QueuePolicy', 'Custom::LedgerSentinel'],
];

interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: { readonly Metrics?: readonly { readonly MetricStat?: object }[] };
}

/** The table of docs/cost.md. @throws if nothing is known of a type. */
export function costLines(): readonly string[] {
  const resources = [...resourcesOfStack(), ...resourcesOfFramework()];
  for (const { Type } of resources)
    if (!(Type in CHARGED) && !FREE.includes(Type))
      throw new Error(`scripts/generated/cost-table.ts does not say what AWS charges for ${Type}`);
  const rows = Object.entries(CHARGED).map(([type, [charge, page]]) => {
    const ofType = resources.filter(({ Type }) => Type === type);
    return [code(type), amountOf(ofType), charge, `[prices](https://aws.amazon.com/${page}/pricing/)`];
  });
  return [
    ...tableOf(['resource', 'how many', 'what AWS charges for', 'its page'], rows),
    '',
    `Free: ${FREE.map(code).join(', ')}.`,
  ];
}

/** By default, and what more there is with every setting. */
function amountOf(resources: readonly Resource[]): string {
  const always = resources.filter(({ Condition }) => Condition === undefined);
  const more = resources.length - always.length;
  const amount =
    more === 0 ? `${always.length}` : `${always.length}, or ${resources.length} with every setting`;
  const [metrics, allMetrics] = [countMetrics(always), countMetrics(resources)];
  if (metrics === 0) return amount;
  return `${amount}; ${metrics} metrics, or ${allMetrics}`;
}

function countMetrics(resources: readonly Resource[]): number {
  return resources
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .reduce((sum, { Properties: { Metrics } = {} }) => {
      const stats = Metrics?.filter(({ MetricStat }) => MetricStat !== undefined);
      return sum + (stats?.length ?? 1);
    }, 0);
}

function resourcesOfStack(): readonly Resource[] {
  const text = readFileSync(new URL('../../serverless.yml', import.meta.url), 'utf8');
  // It does not know CloudFormation's tags, and keeps what is behind them.
  const { resources } = parseDocument(text, { logLevel: 'silent', merge: true }).toJS();
  return Object.values(resources.Resources);
}

/** What the framework makes: of each function, and for the code. */
function resourcesOfFramework(): readonly Resource[] {
  const ofFunctions = functions.flatMap(() => ['AWS::Lambda::Function', 'AWS::Lambda::EventInvokeConfig']);
  return [...ofFunctions, 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy'].map((Type) => ({ Type }));
}
