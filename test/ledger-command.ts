import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Aws } from '../local/aws.ts';
import { clientConfig } from '../local/client-config.ts';

/** What the AWS CLI would send for the command. */
export async function runLedgerCommand(aws: Aws, argv: readonly string[]): Promise<void> {
  const flags = new Map(
    argv
      .filter((word) => word.startsWith('--'))
      .map((word) => [word.slice(2, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
  const client = new DynamoDBClient(clientConfig(aws, aws.operatorCredentials()));
  await client.send(
    new UpdateItemCommand({
      TableName: flags.get('table-name'),
      Key: JSON.parse(flags.get('key') ?? ''),
      ConditionExpression: flags.get('condition-expression'),
      UpdateExpression: flags.get('update-expression'),
      ExpressionAttributeValues: JSON.parse(flags.get('expression-attribute-values') ?? ''),
    }),
  );
}
