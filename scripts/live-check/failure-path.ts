import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { newName } from './decoy.ts';
import { hearTopic, TOPIC_PLAN } from './hear.ts';
import {
  type Means,
  missing,
  notShown,
  type Point,
  pass,
  patienceOf,
  together,
  type Verdict,
} from './point.ts';
import { poll } from './poll.ts';
import { OUTPUTS_PLAN, readOutput } from './report-decoy.ts';
import { sleepUntilSettled } from './settle.ts';

/** The second alarm compares periods of five minutes: the second message must come in another than the first. */
const NEXT_PERIOD = 330;

export const failurePath: Point = {
  name: 'failure-path',
  shows: 'an event that fails raises an alarm within minutes, twice',
  // A queue that nobody touched for six hours sends its metrics up to 15 minutes late.
  waitSeconds: 1500,
  plan: ({ stackName }) => [
    `${OUTPUTS_PLAN}; cloudformation:DescribeStackResource: the names of two alarms`,
    `sqs:CreateQueue, sqs:ReceiveMessage, sqs:GetQueueUrl, sqs:DeleteQueue: a queue ckr-live-check-…; ${TOPIC_PLAN} of the operations`,
    `sqs:GetQueueAttributes, sqs:SendMessage: a text that is no event, into the dead-letter queue of ${stackName}, if that is empty; another`,
    '  once the first alarm came',
    'sqs:ReceiveMessage, sqs:DeleteMessage: these two messages, and no other',
    'costs less than a cent; wakes whoever gets the operations topic: two alarms and an OK; and people get an alert for each message',
  ],
  run,
};

async function run(means: Means): Promise<Verdict> {
  const { clients, leftovers, signal, emulated, waitSeconds } = means;
  const QueueUrl = await readOutput(means, 'DeadLetterQueueUrl');
  const waiting = await countMessages(means, QueueUrl);
  if (waiting > 0)
    return notShown(`${waiting} dead letters wait already, so that the alarm is on: look at them first`);
  const alarms = [await readName(means, 'DeadLetterAlarm'), await readName(means, 'AnotherDeadLetterAlarm')];
  const mark = newName();
  let sent = 0;
  leftovers.add(`the messages with ${mark} in ${QueueUrl}`, () =>
    takeBack(means, { QueueUrl, mark, sent: () => sent }),
  );
  const queue = await hearTopic(means, await readOutput(means, 'OperationsTopicArn'));
  await sleepUntilSettled(means);
  const verdicts: Verdict[] = [];
  for (const [index, alarm] of alarms.entries()) {
    if (index > 0) await sleep(emulated ? 0 : NEXT_PERIOD * 1000, undefined, { signal });
    const MessageBody = JSON.stringify({ liveCheck: mark, number: index + 1 });
    sent += 1;
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    const sentAt = Date.now();
    const told = await queue.find((body) => isOf(body, alarm), patienceOf(means));
    const minutes = ((Date.now() - sentAt) / 60_000).toFixed(1);
    verdicts.push(
      told === undefined
        ? missing(
            means,
            `a dead letter waited, and ${alarm} told nobody within ${waitSeconds} s`,
            'this emulator sends no metrics',
          )
        : pass(`${alarm} told of a dead letter after ${minutes} minutes`),
    );
  }
  return together(verdicts);
}

function isOf(body: string, alarm: string): boolean {
  const { AlarmName, NewStateValue } = JSON.parse(body);
  return AlarmName === alarm && NewStateValue === 'ALARM';
}

async function readName({ clients, stackName }: Means, LogicalResourceId: string): Promise<string> {
  const { StackResourceDetail } = await clients.cloudFormation.send(
    new DescribeStackResourceCommand({ StackName: stackName, LogicalResourceId }),
  );
  return StackResourceDetail?.PhysicalResourceId ?? LogicalResourceId;
}

async function countMessages({ clients: { sqs } }: Means, QueueUrl: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const request = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] });
  const { Attributes = {} } = await sqs.send(request);
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

interface Sent {
  readonly QueueUrl: string;
  readonly mark: string;
  readonly sent: () => number;
}

/**
 * The function that tells of dead letters hides them while it reads, so that this takes some tries. Others' are shown again after
 * five seconds.
 */
async function takeBack({ clients: { sqs } }: Means, { QueueUrl, mark, sent }: Sent): Promise<void> {
  let left = sent();
  await poll(
    async () => {
      if (left === 0) return true;
      const request = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 5, WaitTimeSeconds: 1 };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(request));
      for (const { ReceiptHandle } of Messages.filter(({ Body }) => Body?.includes(mark))) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        left -= 1;
      }
      return left === 0 ? true : undefined;
    },
    { signal: new AbortController().signal, seconds: 120 },
  );
  if (left > 0) throw new Error(`${left} of ${sent()} did not show`);
}
