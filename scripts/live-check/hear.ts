import {
  DeleteRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { paginateListSubscriptionsByTopic, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { newName } from './decoy.ts';
import type { Means } from './point.ts';
import { makeQueue, type Queue } from './queue.ts';
import { readOutput } from './report-decoy.ts';

/** What docs/schemas/outcome-1.0.json says, as far as a point reads it. */
export interface Outcome {
  readonly state: string;
  readonly reason: string;
  readonly key?: { readonly id?: string };
  readonly quarantine?: { readonly by: string; readonly holds: string };
  readonly detection?: { readonly type?: string; readonly region?: string; readonly sample?: boolean };
}

export interface Outcomes {
  /** undefined if none comes in time. */
  readonly find: (isIt: (outcome: Outcome) => boolean, seconds?: number) => Promise<Outcome | undefined>;
  readonly of: (accessKeyId: string) => Promise<Outcome | undefined>;
}

export const OUTCOMES_PLAN = [
  'sqs:CreateQueue, sqs:ReceiveMessage, sqs:GetQueueUrl, sqs:DeleteQueue: a queue ckr-live-check-…',
  'events:PutRule, events:PutTargets, events:RemoveTargets, events:DeleteRule: a rule of that name on the bus of the stack',
];

/** A rule on the bus of the stack, and a queue of its own. */
export async function hearOutcomes(means: Means): Promise<Outcomes> {
  const { account, region, partition, leftovers, clients } = means;
  const bus = await readOutput(means, 'ResponderBusName');
  const Name = newName();
  const arn = `arn:${partition}:events:${region}:${account}:rule/${bus}/${Name}`;
  const queue = await makeQueue(means, Name, { service: 'events', arn });
  const rule = { EventBusName: bus, Rule: Name };
  leftovers.add(`EventBridge rule ${Name} on ${bus}`, () =>
    clients.events.send(new DeleteRuleCommand({ EventBusName: bus, Name })),
  );
  const EventPattern = JSON.stringify({ source: ['compromised-key-responder'] });
  await clients.events.send(new PutRuleCommand({ EventBusName: bus, Name, EventPattern }));
  leftovers.add(`the target of rule ${Name}`, () =>
    clients.events.send(new RemoveTargetsCommand({ ...rule, Ids: ['queue'] })),
  );
  await clients.events.send(new PutTargetsCommand({ ...rule, Targets: [{ Id: 'queue', Arn: queue.arn }] }));
  const find = async (isIt: (outcome: Outcome) => boolean, seconds?: number) => {
    const body = await queue.find((text) => isIt(outcomeIn(text)), seconds);
    return body === undefined ? undefined : outcomeIn(body);
  };
  return { find, of: (accessKeyId) => find(({ key }) => key?.id === accessKeyId) };
}

function outcomeIn(body: string): Outcome {
  return JSON.parse(body).detail;
}

export const TOPIC_PLAN =
  'sns:Subscribe, sns:ListSubscriptionsByTopic, sns:Unsubscribe: a queue of its own, to the topic';

/** A subscription of a topic of the stack, and a queue of its own. */
export async function hearTopic(means: Means, TopicArn: string): Promise<Queue> {
  const { leftovers, clients } = means;
  const name = newName();
  const queue = await makeQueue(means, name, { service: 'sns', arn: TopicArn });
  leftovers.add(`the subscription of queue ${name} to ${TopicArn}`, async () => {
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
      { client: clients.sns },
      { TopicArn },
    )) {
      for (const { Endpoint, SubscriptionArn } of Subscriptions)
        if (Endpoint === queue.arn) await clients.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    }
  });
  await clients.sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'sqs',
      Endpoint: queue.arn,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  return queue;
}
