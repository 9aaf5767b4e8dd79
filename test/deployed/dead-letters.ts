import { InvokeCommand } from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { incidentOf } from './cases/case.ts';
import { asUser, guardDutyFinding } from './events/guard-duty.ts';
import { parseJson, textAt } from './json.ts';
import type { Finding } from './report.ts';
import { countMessages } from './retry-queue.ts';
import type { Proof } from './run-case.ts';
import { createUser } from './users.ts';

/** What was given up is told once, by the function's own role, and stays. */
export async function proveDeadLetters({ aws, stack, proofStack }: Proof): Promise<readonly Finding[]> {
  const target = await createUser(aws, 'given-up');
  const { deadLetterQueueUrl: QueueUrl, deadLettersFunctionName: FunctionName } = stack;
  const MessageBody = JSON.stringify({
    requestContext: {},
    requestPayload: guardDutyFinding(asUser(target)),
  });
  await proofStack.alerts.clear();
  await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));

  const runs: string[] = [];
  for (let run = 0; run < 2; run += 1) {
    const { FunctionError, Payload } = await aws.lambda.send(new InvokeCommand({ FunctionName }));
    const answer = Payload?.transformToString() ?? '';
    runs.push(FunctionError === undefined ? answer : textAt(parseJson(answer), 'errorMessage'));
  }
  const incident = incidentOf(target.accountId, target.keys[0].accessKeyId);
  const isTold = ({ json }: { readonly json: unknown }) =>
    textAt(json, 'dedupKey') === incident && textAt(json, 'reason') === 'dead-letter';
  const told = await proofStack.alerts.find(isTold, 5);
  const kept = await countMessages(aws, QueueUrl);
  return [
    {
      what: 'the first run tells of it, and the second of nothing',
      passed: runs.join() === '1,0',
      found: runs.join(),
    },
    { what: 'people get the key, its state and the reason', passed: told !== undefined },
    { what: 'the message is still in the queue', passed: kept === 1, found: String(kept) },
  ];
}
