import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  type SNSClient,
} from '@aws-sdk/client-sns';

/** What keeps an alert from people, or gives them more than alerts: a sentence each. */
export async function warnOfSubscribers(client: SNSClient, topicArn: string): Promise<readonly string[]> {
  const topic = topicArn.split(':').at(-1);
  const warnings: string[] = [];
  let confirmed = 0;
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
    { client },
    { TopicArn: topicArn },
  )) {
    for (const { SubscriptionArn, Endpoint, Protocol } of Subscriptions) {
      // The address of a web hook can hold a secret.
      const who = Protocol?.startsWith('email') ? Endpoint : `a subscription by ${Protocol}`;
      // SNS developer guide, "Subscribing to a topic": it has no ARN yet.
      if (!SubscriptionArn?.startsWith('arn:')) {
        warnings.push(`${who} has not confirmed its subscription to ${topic}, and gets nothing until then`);
        continue;
      }
      const audiences = await audiencesOf(client, SubscriptionArn);
      if (audiences.join() === HEARTBEAT) continue;
      confirmed += 1;
      if (topicArn.includes('AlertTopic') && audiences.includes(EVERYBODY))
        warnings.push(
          `${who} has no filter policy for ${topic}, and gets a heartbeat every five minutes: see docs/integrations.md`,
        );
    }
  }
  return confirmed === 0 ? [...warnings, `nobody gets what is published on ${topic}`] : warnings;
}

const HEARTBEAT = 'heartbeat';
const EVERYBODY = '*';

/** The audiences that a subscription takes. Empty if that cannot be read, or if its filter policy asks for something else. */
async function audiencesOf(client: SNSClient, SubscriptionArn: string): Promise<readonly string[]> {
  try {
    const request = new GetSubscriptionAttributesCommand({ SubscriptionArn });
    const { Attributes } = await client.send(request);
    const policy = Attributes?.['FilterPolicy'] || undefined;
    if (policy === undefined) return [EVERYBODY];
    const { audience = [] }: { readonly audience?: readonly string[] } = JSON.parse(policy);
    return audience;
  } catch {
    return [];
  }
}
