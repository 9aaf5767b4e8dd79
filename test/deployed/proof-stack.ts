import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetSubscriptionAttributesCommand } from '@aws-sdk/client-sns';
import type { Aws, Credentials } from './aws.ts';
import { createStack } from './create-stack.ts';
import { parseJson, textAt, valueAt } from './json.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { type Notification, readNotification } from './messages/notification.ts';
import { present } from './present.ts';
import { arnOf, queueOn, queuePolicy } from './proof-template.ts';
import type { Stack } from './stack.ts';

/** A second stack, of the test's own: it listens where people and machines would. */
export interface ProofStack {
  /** What queues on the deployed topics hear. */
  readonly alerts: Mailbox<Notification>;
  readonly operations: Mailbox<Notification>;
  /** What a mailbox hears: with the filter of the stack's own e-mail subscription. `undefined` until that is deployed. */
  readonly mails?: Mailbox<Notification>;
  /** `undefined` until a pager is deployed. */
  readonly pages?: Mailbox<Notification>;
  /** The details of the outcome events on the responder's bus. */
  readonly outcomes: Mailbox<unknown>;
  /** The credentials that Lambda hands to a function with the responder's role. */
  readonly readRoleCredentials: () => Promise<Credentials>;
  /** The same with the role of the function that tells people of dead letters. */
  readonly readDeadLettersRoleCredentials: () => Promise<Credentials>;
}

export async function createProofStack(aws: Aws, stack: Stack): Promise<ProofStack> {
  const request = { StackName: 'proof', TemplateBody: JSON.stringify(template(stack)) };
  const output = await createStack(aws, request);
  return {
    alerts: openMailbox(aws, output('AlertQueueUrl'), readNotification),
    operations: openMailbox(aws, output('OperationsQueueUrl'), readNotification),
    outcomes: openMailbox(aws, output('OutcomeQueueUrl'), (event) => valueAt(event, 'detail')),
    readRoleCredentials: () => readCredentials(aws, output('RoleHolderName')),
    readDeadLettersRoleCredentials: () => readCredentials(aws, output('DeadLettersRoleHolderName')),
  };
}

async function readCredentials({ lambda }: Aws, FunctionName: string): Promise<Credentials> {
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
  const credentials = parseJson(Payload?.transformToString());
  return {
    accessKeyId: textAt(credentials, 'accessKeyId'),
    secretAccessKey: textAt(credentials, 'secretAccessKey'),
    sessionToken: textAt(credentials, 'sessionToken'),
  };
}

/** Pager and mailbox are there only from the deployment on that names them. */
export async function addPagerAndMailbox(
  aws: Aws,
  stack: Stack,
  proofStack: ProofStack,
): Promise<ProofStack> {
  const pagerTopicArn = present(stack.pagerTopicArn, "the pager's topic");
  const SubscriptionArn = present(stack.subscriptions.get('AlertEmail'), 'the subscription of the mailbox');
  const { Attributes } = await aws.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  const FilterPolicy = parseJson(present(Attributes?.['FilterPolicy'], "the mailbox's filter"));
  const TemplateBody = JSON.stringify({
    Resources: {
      ...queueOn('Pager', pagerTopicArn),
      ...queueOn('Mail', stack.alertTopicArn, { FilterPolicy }),
    },
    Outputs: {
      PagerQueueUrl: { Value: { Ref: 'PagerQueue' } },
      MailQueueUrl: { Value: { Ref: 'MailQueue' } },
    },
  });
  const output = await createStack(aws, { StackName: 'proof-named', TemplateBody });
  return {
    ...proofStack,
    pages: openMailbox(aws, output('PagerQueueUrl'), readNotification),
    mails: openMailbox(aws, output('MailQueueUrl'), readNotification),
  };
}

function template({
  alertTopicArn,
  operationsTopicArn,
  busName,
  roleArn,
  deadLettersRoleArn,
}: Stack): object {
  return {
    Resources: {
      // As docs/integrations.md says to whoever wants alerts only.
      ...queueOn('Alert', alertTopicArn, { FilterPolicy: { audience: ['change', 'evidence'] } }),
      ...queueOn('Operations', operationsTopicArn),
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
      RoleHolder: roleHolder(roleArn),
      DeadLettersRoleHolder: roleHolder(deadLettersRoleArn),
    },
    Outputs: {
      AlertQueueUrl: { Value: { Ref: 'AlertQueue' } },
      OperationsQueueUrl: { Value: { Ref: 'OperationsQueue' } },
      OutcomeQueueUrl: { Value: { Ref: 'OutcomeQueue' } },
      RoleHolderName: { Value: { Ref: 'RoleHolder' } },
      DeadLettersRoleHolderName: { Value: { Ref: 'DeadLettersRoleHolder' } },
    },
  };
}

function roleHolder(Role: string): object {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role,
      Code: { ZipFile: HAND_OUT_CREDENTIALS },
    },
  };
}

/** What an attacker would run who got to change the function's code. */
const HAND_OUT_CREDENTIALS = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
});`;
