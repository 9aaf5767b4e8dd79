import { randomUUID } from 'node:crypto';
import { ApiError } from './api-error.ts';
import { type Call, type Params, type Result, type Service, textOf } from './service.ts';
import { type Bodies, bodiesOf } from './sns-message.ts';

export interface PublishedMessage {
  readonly messageId: string;
  readonly topicArn: string;
  readonly at: Date;
  readonly publisherArn: string;
  readonly subject: string | undefined;
  /** The `Message` parameter as it was sent. */
  readonly message: string;
  readonly bodies: Bodies;
  readonly attributes: Readonly<Record<string, string>>;
}

/** 256 KiB, attributes included (SNS reference, Publish). */
const MAXIMUM_BYTES = 262_144;

export interface SnsState {
  readonly topics: Set<string>;
  readonly published: PublishedMessage[];
  /** Delivers a message to subscriptions. */
  readonly onMessage: (message: PublishedMessage) => void;
}

export function createSns(state: SnsState): Service {
  return {
    protocol: 'query',
    version: '2010-03-31',
    namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    actions: { Publish: (call) => publish(call, state) },
  };
}

function publish({ params, region, caller }: Call, { topics, published, onMessage }: SnsState): Result {
  const topicArn = topicArnOf(params, region);
  const message = textOf(params, 'Message') ?? '';
  if (message === '') throw invalidParameter('Empty message');
  const subject = subjectOf(params);
  const attributes = attributesOf(params);
  if (Buffer.byteLength([message, ...Object.entries(attributes).flat()].join('')) > MAXIMUM_BYTES)
    throw invalidParameter('Message too long');
  const bodies = bodiesOf(message, textOf(params, 'MessageStructure'));
  if (!topics.has(topicArn)) throw new ApiError(404, 'NotFound', 'Topic does not exist');

  const messageId = randomUUID();
  const accepted = {
    messageId,
    topicArn,
    at: new Date(),
    publisherArn: caller.arn,
    subject,
    message,
    bodies,
    attributes,
  };
  published.push(accepted);
  onMessage(accepted);
  return { MessageId: messageId };
}

function topicArnOf(params: Params, region: string): string {
  const arn = textOf(params, 'TopicArn') ?? textOf(params, 'TargetArn');
  if (arn === undefined)
    throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  const parts = arn.split(':');
  if (parts.length < 6)
    throw invalidParameter(`TopicArn Reason: An ARN must have at least 6 elements, not ${parts.length}`);
  // The request must be signed for the Region of the topic.
  if (parts[2] !== 'sns' || parts[3] !== region) throw invalidParameter('TopicArn');
  return arn;
}

/** Fewer than 100 characters, no line breaks or other control characters, not empty (SNS reference, Publish). */
function subjectOf(params: Params): string | undefined {
  const subject = textOf(params, 'Subject');
  if (subject === undefined) return undefined;
  if (subject.length === 0 || subject.length >= 100 || /\p{Cc}|\u2028|\u2029/u.test(subject))
    throw invalidParameter('Subject');
  return subject;
}

/** `MessageAttributes.entry.1.Name`, `.Value.DataType`, `.Value.StringValue`, as AWS Query flattens a map. */
function attributesOf(params: Params): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (let index = 1; ; index += 1) {
    const name = textOf(params, `MessageAttributes.entry.${index}.Name`);
    if (name === undefined) return attributes;
    const part = (of: string) => textOf(params, `MessageAttributes.entry.${index}.Value.${of}`) ?? '';
    if (part('DataType') === '') throw emptyPart(name, 'type');
    const value = part('StringValue');
    if (value === '') throw emptyPart(name, 'value');
    attributes[name] = value;
  }
}

function emptyPart(name: string, part: 'type' | 'value'): ApiError {
  return new ApiError(
    400,
    'ParameterValueInvalid',
    `The message attribute '${name}' must contain non-empty message attribute ${part}.`,
  );
}

function invalidParameter(what: string): ApiError {
  return new ApiError(400, 'InvalidParameter', `Invalid parameter: ${what}`);
}
