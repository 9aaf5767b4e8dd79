/** The script as people ship it: clients with their defaults, at the top. It is bundled into one CommonJS file. */
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { alert, claim, deactivation, type Finding } from './setting.ts';

const iam = new IAMClient({});
const dynamoDb = new DynamoDBClient({});
const sns = new SNSClient({});

export async function handler({ detail }: Finding): Promise<void> {
  const stolen = detail.resource.accessKeyDetails;
  await iam.send(new UpdateAccessKeyCommand(deactivation(stolen)));
  await dynamoDb.send(new UpdateItemCommand(claim(stolen)));
  await sns.send(new PublishCommand(alert(stolen)));
}
