import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Aws } from '../local/aws.ts';
import { clientConfig } from '../local/client-config.ts';

const clientOf = (aws: Aws) => new DynamoDBClient(clientConfig(aws, aws.operatorCredentials()));
const Key = (incident: string) => ({ incident: { S: incident } });

export async function itemOf(
  aws: Aws,
  incident: string,
  TableName = 'ledger',
): Promise<Readonly<Record<string, AttributeValue>> | undefined> {
  return (await clientOf(aws).send(new GetItemCommand({ TableName, Key: Key(incident) }))).Item;
}

/** Takes out the sentinel, and what is known of these. */
export async function erase(
  aws: Aws,
  { incidents = [], table: TableName = 'ledger' }: { incidents?: readonly string[]; table?: string } = {},
): Promise<void> {
  for (const incident of ['sentinel', ...incidents]) {
    await clientOf(aws).send(new DeleteItemCommand({ TableName, Key: Key(incident) }));
  }
}

/** Puts the sentinel back, as a person does it who knows that nothing is missing. */
export async function plant(aws: Aws, TableName = 'ledger'): Promise<void> {
  await clientOf(aws).send(new PutItemCommand({ TableName, Item: Key('sentinel') }));
}

/** Runs a command of an alert, `aws dynamodb update-item`. Rejects with AWS's error. */
export async function runOnLedger(aws: Aws, argv: readonly string[]): Promise<void> {
  const flags = new Map(
    argv
      .filter((word) => word.startsWith('--'))
      .map((word) => [word.slice(2, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
  await clientOf(aws).send(
    new UpdateItemCommand({
      TableName: flags.get('table-name'),
      Key: JSON.parse(flags.get('key') ?? ''),
      ConditionExpression: flags.get('condition-expression'),
      UpdateExpression: flags.get('update-expression'),
      ExpressionAttributeValues: JSON.parse(flags.get('expression-attribute-values') ?? ''),
    }),
  );
}
