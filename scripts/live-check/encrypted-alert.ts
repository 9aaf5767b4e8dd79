import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetTopicAttributesCommand,
  paginateListSubscriptionsByTopic,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { makeDecoy, newName } from './decoy.ts';
import type { Means, Point, Verdict } from './point.ts';
import { makeQueue } from './queue.ts';
import { REPORT_PLAN, readOutput, reportDecoy } from './report-decoy.ts';

export const encryptedAlert: Point = {
  name: 'encrypted-alert',
  shows: 'the alert of a report comes through the encrypted alert topic',
  plan: () => [
    'sqs:CreateQueue, sqs:ReceiveMessage, sqs:GetQueueUrl, sqs:DeleteQueue: a queue ckr-live-check-…',
    'sns:GetTopicAttributes, sns:Subscribe, sns:ListSubscriptionsByTopic, sns:Unsubscribe: the queue, to the alert topic',
    ...REPORT_PLAN,
  ],
  run,
};

async function run(means: Means): Promise<Verdict> {
  const { emulated, signal, settleSeconds, leftovers, clients } = means;
  const bus = await readOutput(means, 'ResponderBusName');
  const TopicArn = await readOutput(means, 'AlertTopicArn');
  const { Attributes } = await clients.sns.send(new GetTopicAttributesCommand({ TopicArn }));
  const name = newName();
  const queue = await makeQueue(means, name, { service: 'sns', arn: TopicArn });
  leftovers.add(`the subscription of queue ${name} to ${TopicArn}`, async () => {
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
      { client: clients.sns },
      { TopicArn },
    )) {
      for (const { Endpoint, SubscriptionArn } of Subscriptions)
        if (Endpoint === queue.arn) await clients.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    }
  });
  await clients.sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'sqs',
      Endpoint: queue.arn,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  const decoy = await makeDecoy(means);
  await sleep(settleSeconds * 1000, undefined, { signal });
  await reportDecoy(means, bus, decoy);
  if ((await queue.find(decoy.accessKeyId)) === undefined) {
    return { result: 'FAIL', sentence: `no alert came for ${decoy.accessKeyId}` };
  }
  if ((Attributes?.['KmsMasterKeyId'] ?? '') !== '') {
    return { result: 'PASS', sentence: 'the alert came through the topic and its KMS key' };
  }
  return emulated
    ? { result: 'NOT SHOWN', sentence: 'the alert came, but this emulator encrypts no topic' }
    : { result: 'FAIL', sentence: 'the alert came, but the topic is not encrypted' };
}
