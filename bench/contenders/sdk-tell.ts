import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { alert, claim, credentialsOfRole, type Stolen } from './setting.ts';

const config = { credentials: credentialsOfRole() };
const dynamoDb = new DynamoDBClient(config);
const sns = new SNSClient(config);

export async function tell(stolen: Stolen): Promise<void> {
  await dynamoDb.send(new UpdateItemCommand(claim(stolen)));
  await sns.send(new PublishCommand(alert(stolen)));
}
