import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:alerts';
const PAGER_TOPIC = 'arn:aws:sns:us-east-1:111122223333:pager';

let aws: Aws;
let sns: SNSClient;
beforeAll(async () => {
  aws = await startAws();
  aws.topics.add(TOPIC).add(PAGER_TOPIC);
  sns = new SNSClient(clientConfig(aws, aws.operatorCredentials()));
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

function publish(input: Omit<PublishCommandInput, 'TopicArn'> & { TopicArn?: string }) {
  return sns.send(new PublishCommand({ TopicArn: TOPIC, ...input }));
}

it('keeps a message with its subject, its attributes and who sent it', async () => {
  const { MessageId } = await publish({
    Subject: 'a key is off',
    Message: 'text & <more>',
    MessageAttributes: { state: { DataType: 'String', StringValue: 'CONTAINED' } },
  });
  expect(aws.published).toEqual([
    expect.objectContaining({
      messageId: MessageId,
      topicArn: TOPIC,
      subject: 'a key is off',
      message: 'text & <more>',
      attributes: { state: 'CONTAINED' },
      publisherArn: 'arn:aws:sts::111122223333:assumed-role/operator/operator',
    }),
  ]);
  expect(aws.published[0]?.bodies).toMatchObject({
    email: 'text & <more>',
    sms: 'text & <more>',
    sqs: 'text & <more>',
  });
});

it('keeps the messages of all topics, in the order in which they were published', async () => {
  await publish({ Message: 'alert' });
  await publish({ Message: 'page', TopicArn: PAGER_TOPIC });
  await publish({ Message: 'another alert' });
  expect(aws.published.map(({ topicArn, message }) => [topicArn, message])).toEqual([
    [TOPIC, 'alert'],
    [PAGER_TOPIC, 'page'],
    [TOPIC, 'another alert'],
  ]);
});

it('gives every protocol its own text, and the default where there is none or it is no string', async () => {
  await publish({
    MessageStructure: 'json',
    Message: JSON.stringify({ default: 'd', email: 'e', https: { not: 'a string' }, unknown: 'u' }),
  });
  expect(aws.published[0]?.bodies).toMatchObject({
    default: 'd',
    email: 'e',
    https: 'd',
    sms: 'd',
    lambda: 'd',
  });
  expect(aws.published[0]?.bodies).not.toHaveProperty('unknown');
});

it('accepts a subject of 99 characters', async () => {
  await publish({ Subject: 's'.repeat(99), Message: 'm' });
  expect(aws.published[0]?.subject).toHaveLength(99);
});

it('accepts 262,144 bytes', async () => {
  await publish({ Message: 'm'.repeat(262_144) });
  expect(aws.published).toHaveLength(1);
});

it.each([
  ['type', { DataType: '', StringValue: 'x' }],
  ['value', { DataType: 'String', StringValue: '' }],
])('refuses an attribute without a %s', async (part, state) => {
  await expect(publish({ Message: 'm', MessageAttributes: { state } })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: `The message attribute 'state' must contain non-empty message attribute ${part}.`,
  });
});

it.each([
  ['a subject of 100 characters', { Subject: 's'.repeat(100) }, 'Invalid parameter: Subject'],
  ['an empty subject', { Subject: '' }, 'Invalid parameter: Subject'],
  ['a subject with a line break', { Subject: 'a\nb' }, 'Invalid parameter: Subject'],
  ['a subject with a control character', { Subject: 'a\u0007b' }, 'Invalid parameter: Subject'],
  ['an empty message', { Message: '' }, 'Invalid parameter: Empty message'],
  ['262,145 bytes', { Message: 'm'.repeat(262_145) }, 'Invalid parameter: Message too long'],
  [
    '262,144 characters that are more bytes',
    { Message: `é${'m'.repeat(262_143)}` },
    'Invalid parameter: Message too long',
  ],
  [
    'attributes beyond the limit',
    { Message: 'm'.repeat(262_140), MessageAttributes: { state: { DataType: 'String', StringValue: 'x' } } },
    'Invalid parameter: Message too long',
  ],
  [
    'a structured message that is no JSON',
    { MessageStructure: 'json', Message: 'text' },
    /JSON message body failed to parse/,
  ],
  [
    'a structured message that is a list',
    { MessageStructure: 'json', Message: '["a"]' },
    /JSON message body failed to parse/,
  ],
  [
    'a structured message without a default',
    { MessageStructure: 'json', Message: '{"email":"e"}' },
    /No default entry/,
  ],
  [
    'a structured message whose default is no string',
    { MessageStructure: 'json', Message: '{"default":1}' },
    /No default entry/,
  ],
  [
    'a topic of another Region',
    { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:alerts' },
    'Invalid parameter: TopicArn',
  ],
  ['something that is no ARN', { TopicArn: 'alerts' }, /An ARN must have at least 6 elements, not 1/],
])('refuses %s', async (_, input, message) => {
  await expect(publish({ Message: 'm', ...input })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringMatching(message),
    $metadata: { httpStatusCode: 400 },
  });
  expect(aws.published).toEqual([]);
});

it('does not find a topic that does not exist', async () => {
  await expect(publish({ Message: 'm', TopicArn: `${TOPIC}-2` })).rejects.toMatchObject({
    name: 'NotFoundException',
    $metadata: { httpStatusCode: 404 },
  });
});
