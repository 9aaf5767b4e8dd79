import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Aws } from './aws.ts';
import { type DeployOptions, deploy, remove, SERVICE } from './deploy.ts';
import type { Programs } from './programs.ts';
import type { Finding } from './report.ts';
import { countMessages } from './retry-queue.ts';
import { readStack, type Stack } from './stack.ts';

const KEPT = { incident: { S: 'kept' } };

/** `npm run remove` keeps what may still be needed, says so, and is in no way of a new deployment. */
export async function proveRemoval(
  programs: Programs,
  aws: Aws,
  options: DeployOptions & { readonly stage: string },
): Promise<readonly Finding[]> {
  const stackName = `${SERVICE}-${options.stage}`;
  const former = await readStack(aws, stackName);
  await aws.dynamoDb.send(new PutItemCommand({ TableName: former.ledgerTableName, Item: KEPT }));
  let output = '';
  await remove(programs, { ...options, onOutput: (text) => (output += text) });

  const names = [
    former.ledgerTableName,
    former.logGroupName,
    former.deadLetterQueueUrl,
    former.retryQueueUrl,
  ];
  const unsaid = [...names, former.undeliveredAlertsQueueUrl].filter((name) => !output.includes(name));
  const left = [
    ['the ledger', () => lookAtLedger(aws, former)],
    ['the log', () => lookAtLog(aws, former.logGroupName)],
    ['the retry queue', () => countMessages(aws, former.retryQueueUrl)],
    ['the queue of dead letters', () => countMessages(aws, former.deadLetterQueueUrl)],
    ['the queue of undelivered alerts', () => countMessages(aws, former.undeliveredAlertsQueueUrl)],
  ] as const;
  const findings: Finding[] = [
    { what: 'the removal names all that it keeps', passed: unsaid.length === 0, found: unsaid.join() },
  ];
  for (const [name, look] of left) {
    const found = await look().then(() => 'there', String);
    findings.push({ what: `${name} outlives the stack`, passed: found === 'there', found });
  }

  await deploy(programs, options);
  const { functionName } = await readStack(aws, stackName);
  findings.push({ what: 'the stack can be deployed again', passed: functionName === former.functionName });
  return findings;
}

/** With what is in it. */
async function lookAtLedger({ dynamoDb }: Aws, { ledgerTableName: TableName }: Stack): Promise<void> {
  await dynamoDb.send(new DescribeTableCommand({ TableName }));
  const { Item } = await dynamoDb.send(new GetItemCommand({ TableName, Key: KEPT }));
  if (Item === undefined) throw new Error('it is empty');
}

async function lookAtLog({ logs }: Aws, logGroupNamePrefix: string): Promise<void> {
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
  if (logGroups.length === 0) throw new Error('it is gone');
}
