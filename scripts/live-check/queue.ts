import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Means } from './point.ts';
import { poll } from './poll.ts';

export interface Queue {
  readonly arn: string;
  /** The first message of this kind, now or earlier; undefined if none comes in time. */
  readonly find: (isIt: (body: string) => boolean, seconds?: number) => Promise<string | undefined>;
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
  // What was received once is remembered here, so it need not come again.
  const Attributes = { Policy: JSON.stringify(policy), VisibilityTimeout: '43200' };
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  const received: string[] = [];
  return {
    arn,
    find: (isIt, seconds = waitSeconds) =>
      poll(
        async () => {
          const known = received.find(isIt);
          if (known !== undefined) return known;
          const WaitTimeSeconds = Math.min(5, Math.ceil(seconds));
          const request = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds };
          const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(request), {
            abortSignal: signal,
          });
          received.push(...Messages.map(({ Body = '' }) => Body));
          return received.find(isIt);
        },
        { signal, seconds },
      ),
  };
}
