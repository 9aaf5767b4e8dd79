import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Aws } from './aws.ts';
import { parseJson, textAt } from './json.ts';

interface Moved {
  readonly status: number;
  readonly answer: object;
}

/**
 * Does what SQS documents of StartMessageMoveTask without a destination: the messages of a dead-letter queue go back to the
 * queue that they come from. A queue that is no dead-letter queue is refused. SQS API reference, StartMessageMoveTask.
 */
export async function moveMessages({ sqs }: Aws, sourceArn: string): Promise<Moved> {
  const queues = await readQueues({ sqs });
  const source = queues.find(({ arn }) => arn === sourceArn);
  const target = queues.find(({ deadLettersTo }) => deadLettersTo === sourceArn);
  if (source === undefined || target === undefined) {
    const __type = source === undefined ? 'ResourceNotFoundException' : 'UnsupportedOperation';
    return { status: 400, answer: { __type, message: 'The source is no dead-letter queue.' } };
  }
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: source.url,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return { status: 200, answer: { TaskHandle: 'moved' } };
    for (const { Body: MessageBody, ReceiptHandle, MessageAttributes } of Messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: target.url, MessageBody, MessageAttributes }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: source.url, ReceiptHandle }));
    }
  }
}

async function readQueues({ sqs }: Pick<Aws, 'sqs'>) {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  return Promise.all(
    QueueUrls.map(async (url) => {
      const request = { QueueUrl: url, AttributeNames: ['QueueArn', 'RedrivePolicy'] as const };
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ ...request, AttributeNames: [...request.AttributeNames] }),
      );
      const { QueueArn: arn = '', RedrivePolicy: redrive } = Attributes;
      return {
        url,
        arn,
        deadLettersTo: redrive === undefined ? undefined : textAt(parseJson(redrive), 'deadLetterTargetArn'),
      };
    }),
  );
}
