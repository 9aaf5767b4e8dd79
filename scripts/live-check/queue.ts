import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Means } from './point.ts';

export interface Queue {
  readonly arn: string;
  /** The first message with this text; undefined if none comes in time. */
  readonly find: (text: string) => Promise<string | undefined>;
}

/** A queue that one sender may fill: a rule or a topic. */
export async function makeQueue(
  { account, region, clients: { sqs }, leftovers, signal, waitSeconds }: Means,
  name: string,
  sender: { readonly service: 'events' | 'sns'; readonly arn: string },
): Promise<Queue> {
  const arn = `arn:${sender.arn.split(':')[1]}:sqs:${region}:${account}:${name}`;
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: `${sender.service}.amazonaws.com` },
        Action: 'sqs:SendMessage',
        Resource: arn,
        Condition: { ArnEquals: { 'aws:SourceArn': sender.arn } },
      },
    ],
  };
  leftovers.add(`SQS queue ${name}`, async () => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  });
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: { Policy: JSON.stringify(policy) } }),
  );
  return {
    arn,
    async find(text) {
      for (
        const end = Date.now() + waitSeconds * 1000;
        Date.now() < end;
        await sleep(200, undefined, { signal })
      ) {
        const request = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 };
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(request), { abortSignal: signal });
        const found = Messages.find(({ Body }) => Body?.includes(text));
        if (found !== undefined) return found.Body;
      }
      return undefined;
    },
  };
}
