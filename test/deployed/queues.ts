import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { connect } from './aws.ts';
import { asUser, guardDutyFinding } from './events/guard-duty.ts';
import { answerTo } from './forbidden-calls.ts';
import type { Finding } from './report.ts';
import type { Proof } from './run-case.ts';
import type { Deployment } from './standing.ts';
import { allow, createUser } from './users.ts';

/** Nobody reaches a queue without TLS, and where operators are named nobody else sends what is handled as an event. */
export async function proveQueues(
  proof: Proof,
  deployment: Exclude<Deployment, 'defaults'>,
): Promise<readonly Finding[]> {
  const { aws, stack } = proof;
  const queues = {
    'the retry queue': stack.retryQueueUrl,
    'the queue of dead letters': stack.deadLetterQueueUrl,
    'the queue of undelivered alerts': stack.undeliveredAlertsQueueUrl,
  };
  const findings: Finding[] = [];
  for (const [name, QueueUrl] of Object.entries(queues)) {
    const read = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
    const plain = await answerTo(aws.sqsWithoutTls.send(read));
    const byTls = await answerTo(aws.sqs.send(read));
    findings.push(
      { what: `${name} refuses even root without TLS`, passed: plain === 'AccessDenied', found: plain },
      { what: 'and takes the same call by TLS', passed: byTls === 'ok', found: byTls },
    );
  }
  return [...findings, ...(await proveSenders(proof, deployment === 'everything'))];
}

/** @param hasOperators without any, whoever has the permission may send: so must whoever gives dead letters back. */
async function proveSenders(
  { aws, stack, proofStack }: Proof,
  hasOperators: boolean,
): Promise<readonly Finding[]> {
  const user = await createUser(aws, 'sender');
  await allow(user, 'sqs:SendMessage');
  const { sqs: stranger } = connect(aws.endpoint, user.keys[0]);
  const { sqs: responder } = connect(aws.endpoint, await proofStack.readRoleCredentials());
  // A sample: whoever may send it does no harm.
  const sample = guardDutyFinding(asUser(user), { sample: true });
  const message = { QueueUrl: stack.retryQueueUrl, MessageBody: JSON.stringify(sample) };
  const senders = {
    'a user who may send messages': stranger,
    root: aws.sqs,
    "the function's role": responder,
  };
  const findings: Finding[] = [];
  for (const [who, sqs] of Object.entries(senders)) {
    const wanted = hasOperators && sqs !== responder ? 'AccessDenied' : 'ok';
    const found = await answerTo(sqs.send(new SendMessageCommand(message)));
    const may = wanted === 'ok' ? 'may' : 'may not';
    findings.push({ what: `${who} ${may} send into the retry queue`, passed: found === wanted, found });
  }
  return findings;
}
