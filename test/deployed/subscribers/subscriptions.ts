import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Aws } from '../aws.ts';
import { parseJson, textAt, valueAt } from '../json.ts';
import type { Finding } from '../report.ts';
import type { Stack } from '../stack.ts';
import { ALERT_EMAIL, type Deployment, PAGER_ENDPOINT } from '../standing.ts';

/** What `npm run deploy` packaged of serverless.yml. */
const packaged = join(
  import.meta.dirname,
  ...['..', '..', '..', '.serverless', 'cloudformation-template-update-stack.json'],
);

const endpoints: Readonly<Record<string, string>> = {
  AlertEmail: `email ${ALERT_EMAIL}`,
  OperationsEmail: `email ${ALERT_EMAIL}`,
  PagerSubscription: `https ${PAGER_ENDPOINT}`,
};

/** Always there: it is for nobody. */
const HEARTBEATS = 'HeartbeatSubscription';

/** The subscriptions that the parameters make: whom they tell, how hard they try, and where what they could not tell ends. */
export async function lookAtSubscriptions(
  aws: Aws,
  stack: Stack,
  deployment: Deployment,
): Promise<readonly Finding[]> {
  const found = [...stack.subscriptions.keys()].toSorted().join();
  const people = deployment === 'defaults' ? [] : Object.keys(endpoints);
  const wanted = [...people, HEARTBEATS].toSorted().join();
  const named = { what: `the stack subscribes ${wanted}`, passed: found === wanted, found };
  if (deployment !== 'named') return [named];

  const queue = await readQueue(aws, stack.undeliveredAlertsQueueUrl);
  const ofPeople = [...stack.subscriptions].filter(([name]) => name !== HEARTBEATS);
  const each = ofPeople.map(([name, arn]) => lookAtOne(aws, { name, arn, queueArn: queue.arn }));
  return [named, ...(await Promise.all(each)).flat(), lookAtQueuePolicy(queue.policy, stack)];
}

async function lookAtOne(
  { sns }: Aws,
  { name, arn, queueArn }: { readonly name: string; readonly arn: string; readonly queueArn: string },
): Promise<readonly Finding[]> {
  const { Attributes: sub } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }));
  const redrive = parseJson(sub?.['RedrivePolicy']);
  const as = {
    redrive: textAt(redrive, 'deadLetterTargetArn'),
    delivery: parseJson(sub?.['DeliveryPolicy']),
  };
  const wanted = packagedProperties(name);
  const delivery = valueAt(wanted, 'DeliveryPolicy');
  const protocol = textAt(wanted, 'Protocol');
  const TopicArn = arn.slice(0, arn.lastIndexOf(':'));
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const it = Subscriptions.find(({ SubscriptionArn }) => SubscriptionArn === arn);
  const subscribed = `${it?.Protocol} ${it?.Endpoint}`;
  return [
    {
      what: `${name}: what cannot be delivered goes to UndeliveredAlertsQueue`,
      passed: as.redrive === queueArn,
      found: as.redrive,
    },
    {
      what: `${name}: its delivery policy is that of serverless.yml`,
      // Without one SNS gives up a server after a minute; mail it tries for hours by itself.
      passed: isDeepStrictEqual(as.delivery, delivery) && (delivery !== undefined || protocol !== 'https'),
      found: JSON.stringify(as.delivery),
    },
    {
      what: `${name}: its filter is that of serverless.yml`,
      passed: isDeepStrictEqual(
        parseJson(sub?.['FilterPolicy'] || undefined),
        valueAt(wanted, 'FilterPolicy'),
      ),
      found: sub?.['FilterPolicy'] ?? '',
    },
    {
      what: `${name} is ${endpoints[name]}`,
      passed: subscribed === endpoints[name],
      found: subscribed,
    },
  ];
}

function packagedProperties(name: string): unknown {
  return valueAt(parseJson(readFileSync(packaged, 'utf8')), 'Resources', name, 'Properties');
}

async function readQueue(
  { sqs }: Aws,
  QueueUrl: string,
): Promise<{ readonly arn: string; readonly policy: unknown }> {
  const request = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn', 'Policy'] });
  const { Attributes } = await sqs.send(request);
  return { arn: Attributes?.['QueueArn'] ?? '', policy: parseJson(Attributes?.['Policy']) };
}

/** SNS puts nothing into a queue that does not let it. */
function lookAtQueuePolicy(policy: unknown, stack: Stack): Finding {
  const [statement] = [valueAt(policy, 'Statement')].flat();
  const admitted = [valueAt(statement, 'Condition', 'ArnEquals', 'aws:SourceArn')].flat();
  const topics = [stack.alertTopicArn, stack.operationsTopicArn, stack.pagerTopicArn];
  return {
    what: 'UndeliveredAlertsQueue admits SNS for these three topics',
    passed:
      textAt(statement, 'Effect') === 'Allow' &&
      textAt(statement, 'Principal', 'Service') === 'sns.amazonaws.com' &&
      isDeepStrictEqual(admitted.toSorted(), topics.toSorted()),
    found: admitted.join(),
  };
}
