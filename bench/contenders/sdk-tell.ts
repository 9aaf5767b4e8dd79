import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { credentialsOfRole, type Message, variable } from './setting.ts';

const config = { credentials: credentialsOfRole() };
const sns = new SNSClient(config);
const eventBridge = new EventBridgeClient(config);
const dynamoDb = new DynamoDBClient(config);

/** People, the ledger, machines. */
export async function tell(message: Message): Promise<void> {
  await publish(message);
  await record(message);
  await putEvent(message);
}

async function publish({ subject, text }: Message): Promise<void> {
  await sns.send(
    new PublishCommand({ TopicArn: variable('ALERT_TOPIC_ARN'), Subject: subject, Message: text }),
  );
}

async function putEvent({ text }: Message): Promise<void> {
  await eventBridge.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: variable('OUTCOME_BUS_NAME'),
          Source: 'bench',
          DetailType: 'Access Key Response Outcome',
          Detail: text,
        },
      ],
    }),
  );
}

async function record({ accessKeyId }: Message): Promise<void> {
  await dynamoDb.send(
    new UpdateItemCommand({
      TableName: variable('LEDGER_TABLE_NAME'),
      Key: { incident: { S: accessKeyId } },
      UpdateExpression: 'SET deactivatedAt = :at',
      ExpressionAttributeValues: { ':at': { S: new Date().toISOString() } },
    }),
  );
}
