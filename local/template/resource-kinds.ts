import type { JsonObject } from '../json-object.ts';
import type { Place } from './place.ts';

/** How CloudFormation names a type of resource, and the values of `Ref` and `Fn::GetAtt` ("Return values"). */
export interface ResourceKind {
  /** The property with the name, if a template can set one. */
  readonly nameProperty?: string;
  readonly arn: (resource: {
    readonly name: string;
    readonly place: Place;
    readonly properties: JsonObject;
  }) => string;
  readonly ref: ReturnValue;
  readonly attributes: Readonly<Record<string, ReturnValue>>;
}

type ReturnValue = (resource: {
  readonly name: string;
  readonly arn: string;
  readonly place: Place;
}) => string;
type Arn = ResourceKind['arn'];

const byName: ReturnValue = ({ name }) => name;
const byArn: ReturnValue = ({ arn }) => arn;
const byUrl: ReturnValue = ({ name, place }) =>
  `https://sqs.${place.region}.${urlSuffix(place)}/${place.accountId}/${name}`;

/** To support another type of resource, add one entry. */
export const RESOURCE_KINDS: Readonly<Record<string, ResourceKind>> = {
  'AWS::CloudWatch::Alarm': {
    nameProperty: 'AlarmName',
    arn: regional('cloudwatch', 'alarm:'),
    ref: byName,
    attributes: { Arn: byArn },
  },
  'AWS::CloudWatch::Dashboard': {
    nameProperty: 'DashboardName',
    arn: ({ name, place: { partition, accountId } }) =>
      `arn:${partition}:cloudwatch::${accountId}:dashboard/${name}`,
    ref: byName,
    attributes: {},
  },
  'AWS::DynamoDB::Table': {
    nameProperty: 'TableName',
    arn: regional('dynamodb', 'table/'),
    ref: byName,
    attributes: { Arn: byArn },
  },
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    arn: regional('events', 'event-bus/'),
    ref: byName,
    attributes: { Arn: byArn, Name: byName },
  },
  'AWS::Events::Rule': { nameProperty: 'Name', arn: ruleArn, ref: byName, attributes: { Arn: byArn } },
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    arn: ({ name, place: { partition, accountId }, properties: { Path = '/' } }) =>
      `arn:${partition}:iam::${accountId}:role${Path}${name}`,
    ref: byName,
    attributes: { Arn: byArn },
  },
  'AWS::KMS::Key': { arn: regional('kms', 'key/'), ref: byName, attributes: { Arn: byArn, KeyId: byName } },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    arn: regional('lambda', 'function:'),
    ref: byName,
    attributes: { Arn: byArn },
  },
  // AWS's name is a UUID.
  'AWS::Lambda::EventSourceMapping': {
    arn: regional('lambda', 'event-source-mapping:'),
    ref: byName,
    attributes: { EventSourceMappingArn: byArn, Id: byName },
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    arn: regional('logs', 'log-group:'),
    ref: byName,
    attributes: { Arn: ({ arn }) => `${arn}:*` },
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    arn: ({ name, place }) => `arn:${place.partition}:s3:::${name}`,
    ref: byName,
    attributes: { Arn: byArn },
  },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    arn: regional('sns', ''),
    ref: byArn,
    attributes: { TopicArn: byArn, TopicName: byName },
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    arn: regional('sqs', ''),
    ref: byUrl,
    attributes: { Arn: byArn, QueueName: byName, QueueUrl: byUrl },
  },
};

function regional(service: string, prefix: string): Arn {
  return ({ name, place: { partition, region, accountId } }) =>
    `arn:${partition}:${service}:${region}:${accountId}:${prefix}${name}`;
}

/** The ARN of a rule contains the bus, unless that is the default bus. */
function ruleArn({ name, place, properties }: Parameters<Arn>[0]): string {
  const { EventBusName: busName = 'default' } = properties;
  return regional(
    'events',
    busName === 'default' ? 'rule/' : `rule/${busName}/`,
  )({ name, place, properties });
}

export function urlSuffix({ partition }: Place): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}
