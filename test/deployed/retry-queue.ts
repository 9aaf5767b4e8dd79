import { setTimeout as sleep } from 'node:timers/promises';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetQueueAttributesCommand, PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Aws } from './aws.ts';
import { readLogGroup } from './log-group.ts';
import type { Stack } from './stack.ts';

/** How many messages are in the retry queue: those that wait for their next try, too. */
export async function countRetries(aws: Aws, { retryQueueUrl }: Stack): Promise<number> {
  return countMessages(aws, retryQueueUrl);
}

export async function countMessages({ sqs }: Aws, QueueUrl: string): Promise<number> {
  const AttributeNames = [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ] as const;
  const request = { QueueUrl, AttributeNames: [...AttributeNames] };
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand(request));
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

/** Whether the retry queue comes to hold so many messages within the time. */
export async function waitForRetries(
  aws: Aws,
  stack: Stack,
  { count, seconds }: { readonly count: number; readonly seconds: number },
): Promise<boolean> {
  for (const deadline = Date.now() + seconds * 1000; ; await sleep(200)) {
    if ((await countRetries(aws, stack)) === count) return true;
    if (Date.now() > deadline) return false;
  }
}

/** An event that fails for good would come back during the cases after it. */
export async function emptyRetries({ sqs }: Aws, { retryQueueUrl: QueueUrl }: Stack): Promise<void> {
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
}

export async function putRetry(
  { sqs }: Aws,
  { retryQueueUrl: QueueUrl }: Stack,
  body: object,
): Promise<void> {
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
}

/** How many lines of the function's log hold the text, once one does or the time is over. */
export async function waitForLog(
  aws: Aws,
  { functionName }: Stack,
  { text, since, seconds }: { readonly text: string; readonly since: number; readonly seconds: number },
): Promise<number> {
  const request = {
    logGroupName: await readLogGroup(aws, functionName),
    startTime: since,
    filterPattern: JSON.stringify(text),
  };
  for (const deadline = Date.now() + seconds * 1000; ; await sleep(300)) {
    const { events = [] } = await aws.logs.send(new FilterLogEventsCommand(request));
    if (events.length > 0 || Date.now() > deadline) return events.length;
  }
}
