import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { Aws } from '../aws.ts';
import { createStack } from '../create-stack.ts';
import { arnOf } from '../proof-template.ts';
import type { Stack } from '../stack.ts';
import type { Receiver } from './receiver.ts';

const STACK_NAME = 'proof-subscribers';

interface Server {
  readonly TopicArn: string;
  readonly Protocol: 'http' | 'https';
  readonly Endpoint: string;
}

/** @returns what ends the subscriptions. @throws if a server has not confirmed its own within some seconds. */
export async function subscribe(aws: Aws, stack: Stack, receiver: Receiver): Promise<() => Promise<void>> {
  const functionName = await subscribeFunction(aws, stack, receiver);
  const arns = await Promise.all(serversOf(stack, receiver).map((server) => subscribeServer(aws, server)));
  return async () => {
    const all = [...arns, functionName('SubscriptionArn')];
    await Promise.all(
      all.map((SubscriptionArn) => aws.sns.send(new UnsubscribeCommand({ SubscriptionArn }))),
    );
  };
}

function serversOf({ alertTopicArn, pagerTopicArn }: Stack, { http, https }: Receiver): readonly Server[] {
  const text: Server = { TopicArn: alertTopicArn, Protocol: 'http', Endpoint: http('text') };
  if (https === undefined) return [text];
  const chat: Server = { TopicArn: alertTopicArn, Protocol: 'https', Endpoint: https('chat') };
  if (pagerTopicArn === undefined) return [text, chat];
  return [text, chat, { TopicArn: pagerTopicArn, Protocol: 'https', Endpoint: https('page') }];
}

async function subscribeServer({ sns }: Aws, server: Server): Promise<string> {
  await sns.send(new SubscribeCommand(server));
  const { TopicArn, Protocol, Endpoint } = server;
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await sleep(20)) {
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    const { SubscriptionArn } = Subscriptions.find((one) => one.Endpoint === Endpoint) ?? {};
    if (SubscriptionArn === undefined) continue;
    const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    if (Attributes?.['PendingConfirmation'] === 'false') return SubscriptionArn;
  }
  throw new Error(`the ${Protocol} server was not asked, or did not confirm`);
}

/** A function of somebody's: it hands on what it gets. */
async function subscribeFunction(
  aws: Aws,
  { alertTopicArn }: Stack,
  { http }: Receiver,
): Promise<(output: string) => string> {
  const lambda = {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const Resources = {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [lambda] } },
    },
    Subscriber: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: arnOf('Role'),
        Environment: { Variables: { HAND_ON_TO: http('function') } },
        Code: { ZipFile: HAND_ON },
      },
    },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: arnOf('Subscriber'),
        Principal: 'sns.amazonaws.com',
        SourceArn: alertTopicArn,
      },
    },
    Subscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: alertTopicArn, Protocol: 'lambda', Endpoint: arnOf('Subscriber') },
    },
  };
  const Outputs = { SubscriptionArn: { Value: { Ref: 'Subscription' } } };
  return createStack(aws, {
    StackName: STACK_NAME,
    TemplateBody: JSON.stringify({ Resources, Outputs }),
    Capabilities: ['CAPABILITY_IAM'],
  });
}

const HAND_ON = `exports.handler = async ({ Records }) => {
  for (const { Sns } of Records) {
    const headers = { 'x-amz-sns-message-type': 'Notification' };
    await fetch(process.env.HAND_ON_TO, { method: 'POST', headers, body: JSON.stringify(Sns) });
  }
};`;
