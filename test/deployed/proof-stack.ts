import { CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Aws, Credentials } from './aws.ts';
import { parseJson, textAt, valueAt } from './json.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { readOutputs, type Stack } from './stack.ts';

const STACK_NAME = 'proof';

/** A second stack, of the test's own: it listens where people and machines would. */
export interface ProofStack {
  /** The machine JSON of what the deployed topic publishes. */
  readonly alerts: Mailbox;
  /** The details of the outcome events on the responder's bus. */
  readonly outcomes: Mailbox;
  /** The credentials that Lambda hands to a function with the responder's role. */
  readonly readRoleCredentials: () => Promise<Credentials>;
}

export async function createProofStack(aws: Aws, stack: Stack): Promise<ProofStack> {
  const TemplateBody = JSON.stringify(template(stack));
  const { cloudFormation: client, lambda } = aws;
  await client.send(new CreateStackCommand({ StackName: STACK_NAME, TemplateBody }));
  await waitUntilStackCreateComplete(
    { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
    { StackName: STACK_NAME },
  );

  const output = await readOutputs(aws, STACK_NAME);
  return {
    // SNS puts what was published for queues into an envelope, as text.
    alerts: openMailbox(aws, output('AlertQueueUrl'), (envelope) => parseJson(textAt(envelope, 'Message'))),
    outcomes: openMailbox(aws, output('OutcomeQueueUrl'), (event) => valueAt(event, 'detail')),
    readRoleCredentials: async () => {
      const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: output('RoleHolderName') }));
      const credentials = parseJson(Payload?.transformToString());
      return {
        accessKeyId: textAt(credentials, 'accessKeyId'),
        secretAccessKey: textAt(credentials, 'secretAccessKey'),
        sessionToken: textAt(credentials, 'sessionToken'),
      };
    },
  };
}

function template({ alertTopicArn, busName, roleArn }: Stack): object {
  return {
    Resources: {
      AlertQueue: { Type: 'AWS::SQS::Queue' },
      AlertQueuePolicy: queuePolicy('AlertQueue', 'sns.amazonaws.com'),
      AlertSubscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: alertTopicArn, Protocol: 'sqs', Endpoint: arnOf('AlertQueue') },
      },
      OutcomeQueue: { Type: 'AWS::SQS::Queue' },
      OutcomeQueuePolicy: queuePolicy('OutcomeQueue', 'events.amazonaws.com'),
      OutcomeRule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventBusName: busName,
          EventPattern: {
            source: ['compromised-key-responder'],
            'detail-type': ['Access Key Response Outcome'],
          },
          Targets: [{ Id: 'queue', Arn: arnOf('OutcomeQueue') }],
        },
      },
      RoleHolder: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Role: roleArn,
          Code: { ZipFile: HAND_OUT_CREDENTIALS },
        },
      },
    },
    Outputs: {
      AlertQueueUrl: { Value: { Ref: 'AlertQueue' } },
      OutcomeQueueUrl: { Value: { Ref: 'OutcomeQueue' } },
      RoleHolderName: { Value: { Ref: 'RoleHolder' } },
    },
  };
}

/** What an attacker would run who got to change the function's code. */
const HAND_OUT_CREDENTIALS = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
});`;

function queuePolicy(queue: string, service: string): object {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sqs:SendMessage',
    Resource: arnOf(queue),
  };
  return {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: queue }],
      PolicyDocument: { Version: '2012-10-17', Statement: [statement] },
    },
  };
}

function arnOf(logicalId: string): object {
  return { 'Fn::GetAtt': [logicalId, 'Arn'] };
}
