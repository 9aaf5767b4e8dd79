import {
  DeleteItemCommand,
  DeleteTableCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { activation } from './events/api-calls.ts';
import { invoke } from './invoke.ts';
import type { Finding } from './report.ts';
import type { Proof } from './run-case.ts';
import { createUser } from './users.ts';

const Key = { incident: { S: 'sentinel' } };

/** CloudFormation called the function `prepare`. Then somebody erases the ledger: a key of nobody known is switched on. */
export async function proveSentinel(proof: Proof): Promise<readonly Finding[]> {
  const { aws, stack } = proof;
  const planted = await readSentinel(proof);
  const before = await answerToActivation(proof);
  const deletion = await aws.dynamoDb
    .send(new DeleteTableCommand({ TableName: stack.ledgerTableName }))
    .then(() => 'success', String);
  await aws.dynamoDb.send(new DeleteItemCommand({ TableName: stack.ledgerTableName, Key }));
  const after = await answerToActivation(proof);
  return [
    { what: 'the ledger is protected from deletion', passed: /protected/.test(deletion), found: deletion },
    { what: 'the deployment planted the sentinel', passed: planted !== 'none', found: planted },
    {
      what: 'a key that a new ledger does not know is left alone',
      passed: before === 'success',
      found: before,
    },
    {
      what: 'the same with an erased ledger wakes somebody and runs again',
      passed: after.includes('ledger-erased'),
      found: after,
    },
  ];
}

/** After another deployment. The sentinel is put back by hand, as the runbook says. */
export async function proveSentinelIsNotReplanted(proof: Proof): Promise<readonly Finding[]> {
  const { aws, stack } = proof;
  const found = await readSentinel(proof);
  await aws.dynamoDb.send(new PutItemCommand({ TableName: stack.ledgerTableName, Item: Key }));
  const after = await answerToActivation(proof);
  return [
    { what: 'a later deployment does not make the erased ledger look new', passed: found === 'none', found },
    { what: 'with the sentinel put back all is as before', passed: after === 'success', found: after },
  ];
}

export async function readSentinel({ aws, stack }: Proof): Promise<string> {
  const request = new GetItemCommand({ TableName: stack.ledgerTableName, Key });
  return (await aws.dynamoDb.send(request)).Item?.['plantedAt']?.S ?? 'none';
}

async function answerToActivation({ aws, stack }: Proof): Promise<string> {
  const target = await createUser(aws, 'target');
  const caller = await createUser(aws, 'caller');
  return (await invoke(aws, stack, activation({ target, caller }))).thrown ?? 'success';
}
