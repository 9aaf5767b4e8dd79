import { PurgeQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { incidentOf } from './cases/case.ts';
import { asUser, guardDutyFinding } from './events/guard-duty.ts';
import { invokeFunction, startAfresh } from './invoke.ts';
import { textAt, valueAt } from './json.ts';
import type { Finding } from './report.ts';
import type { Proof } from './run-case.ts';
import { createUser, type User } from './users.ts';

/** What was given up is told once, by the function's own role, and stays. */
export async function tellDeadLetter(
  proof: Proof,
): Promise<{ readonly findings: readonly Finding[]; readonly log: string }> {
  const { aws, stack, proofStack } = proof;
  const { deadLetterQueueUrl: QueueUrl, deadLettersFunctionName } = stack;
  await aws.sqs.send(new PurgeQueueCommand({ QueueUrl }));
  for (const mailbox of [proofStack.alerts, proofStack.outcomes, proofStack.pages]) await mailbox?.clear();
  const target = await giveUp(proof);

  const first = await invokeFunction(aws, deadLettersFunctionName);
  const kept = await aws.sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
  // Another process knows from the ledger alone what was told.
  await startAfresh(aws, deadLettersFunctionName);
  const second = await invokeFunction(aws, deadLettersFunctionName);

  const incident = incidentOf(target.accountId, target.keys[0].accessKeyId);
  const isAbout = (json: unknown) =>
    textAt(json, 'dedupKey') === incident && textAt(json, 'reason') === 'dead-letter';
  const told = await proofStack.alerts.find(({ json }) => isAbout(json), 5);
  const outcome = await proofStack.outcomes.find(isAbout, 5);
  const paged = await proofStack.pages?.find(({ json }) => valueAt(json, 'NewStateValue') === 'ALARM', 5);
  const runs = [first, second].map(({ thrown, answer }) => thrown ?? answer).join();
  const findings = [
    { what: 'the first run tells of it, and the second of nothing', passed: runs === '1,0', found: runs },
    {
      what: 'the message is still in the queue, for everybody to see',
      passed: kept.Messages?.length === 1,
      found: String(kept.Messages?.length ?? 0),
    },
    { what: 'people get the key, its state and the reason', passed: told !== undefined },
    { what: 'the pager wakes somebody', passed: proofStack.pages === undefined || paged !== undefined },
    { what: 'and machines hear of it', passed: outcome !== undefined },
  ];
  await aws.sqs.send(new PurgeQueueCommand({ QueueUrl }));
  return { findings, log: [first, second].map(({ log }) => log).join('\n') };
}

/** Puts an event about a new user's key where SQS puts what failed for more than a day. */
export async function giveUp({ aws, stack }: Pick<Proof, 'aws' | 'stack'>): Promise<User> {
  const target = await createUser(aws, 'given-up');
  const MessageBody = JSON.stringify({
    requestContext: {},
    requestPayload: guardDutyFinding(asUser(target)),
  });
  await aws.sqs.send(new SendMessageCommand({ QueueUrl: stack.deadLetterQueueUrl, MessageBody }));
  return target;
}
