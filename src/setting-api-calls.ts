import { type Given, listOf, type Setting, SettingError } from './setting.ts';

/** Services whose event source in CloudTrail is not their name in IAM. EventBridge events reference, and Amazon MQ's guide. */
const EVENT_SOURCES: ReadonlyMap<string, string> = new Map([
  ['cloudwatch', 'monitoring'],
  ['mq', 'amazonmq'],
  ['tag', 'tagging'],
]);

/**
 * Data events: CloudTrail records them only in a trail that was told to, and many of them a second. CloudTrail user guide,
 * "Logging data events".
 */
const DATA_EVENTS: ReadonlyMap<string, 'all' | readonly string[]> = new Map<
  string,
  'all' | readonly string[]
>([
  [
    's3',
    [
      ...['GetObject', 'GetObjectAcl', 'GetObjectAttributes', 'GetObjectLegalHold', 'GetObjectRetention'],
      ...['GetObjectTagging', 'GetObjectTorrent', 'HeadObject', 'HeadBucket', 'ListObjects', 'ListObjectsV2'],
      ...['ListObjectVersions', 'ListParts', 'SelectObjectContent', 'PutObject', 'PutObjectAcl'],
      ...['PutObjectLegalHold', 'PutObjectRetention', 'PutObjectTagging', 'CopyObject', 'RestoreObject'],
      ...['DeleteObject', 'DeleteObjects', 'DeleteObjectTagging', 'CreateMultipartUpload', 'UploadPart'],
      ...['UploadPartCopy', 'CompleteMultipartUpload', 'AbortMultipartUpload'],
    ],
  ],
  ['lambda', ['Invoke', 'InvokeFunction', 'InvokeWithResponseStream']],
  [
    'dynamodb',
    [
      ...[
        'GetItem',
        'PutItem',
        'UpdateItem',
        'DeleteItem',
        'BatchGetItem',
        'BatchWriteItem',
        'Query',
        'Scan',
      ],
      ...['TransactGetItems', 'TransactWriteItems', 'ExecuteStatement', 'BatchExecuteStatement'],
      ...['ExecuteTransaction', 'GetRecords', 'GetShardIterator'],
    ],
  ],
  ['sqs', ['SendMessage', 'SendMessageBatch', 'ReceiveMessage', 'DeleteMessage', 'DeleteMessageBatch']],
  ['sns', ['Publish', 'PublishBatch']],
  ['kinesis', ['PutRecord', 'PutRecords', 'GetRecords', 'GetShardIterator', 'SubscribeToShard']],
  ['monitoring', ['PutMetricData', 'GetMetricData', 'GetMetricStatistics', 'ListMetrics']],
  ['ebs', 'all'],
  ['rds-data', 'all'],
]);

/** `service:Action`, as CloudTrail's records have them: the first word of the event source, and the name of the event. */
const API_CALL = /^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/;

const dataEvents = [...DATA_EVENTS].map(
  ([source, names]) => `${source}:${names === 'all' ? '\\w+' : `(?:${names.join('|')})`}`,
);
const otherNames = [...EVENT_SOURCES.keys()].map((service) => `${service}:\\w+`);
const refused = `(?!(?:.*,)?(?:${[...otherNames, ...dataEvents].join('|')})(?:,|$))`;
const call = API_CALL.source.replace(/^\^|\$$/g, '');

const list = listOf(API_CALL, 'API calls such as cloudtrail:StopLogging');

/** A comma list of API calls that can start a rule. */
export const apiCalls: Setting<readonly string[]> = {
  parse({ name, text }) {
    return [...new Set(list.parse({ name, text }).map((call) => apiCall({ name, text: call })))];
  },
  // CloudFormation cannot translate, so the parameter takes the name in the record only, and a rule needs one call at least.
  allowed: {
    pattern: `^${refused}${call}(?:,${call})*$`,
    rule: 'a comma list of API calls such as cloudtrail:StopLogging, without blanks and data events, as the records of CloudTrail call them',
  },
};

function apiCall({ name, text }: Given): string {
  const [service = '', action = ''] = text.split(':');
  const source = EVENT_SOURCES.get(service) ?? service;
  const dataEvents = DATA_EVENTS.get(source) ?? [];
  if (dataEvents === 'all' || dataEvents.includes(action)) {
    throw new SettingError(
      `${name} cannot have ${text}: it is a data event, which CloudTrail records only in a trail that was told to`,
    );
  }
  return `${source}:${action}`;
}
