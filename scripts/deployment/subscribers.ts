import { paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';

/** What keeps an alert from people: a sentence each. */
export async function warnOfSubscribers(client: SNSClient, topicArn: string): Promise<readonly string[]> {
  const topic = topicArn.split(':').at(-1);
  const warnings: string[] = [];
  let confirmed = 0;
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
    { client },
    { TopicArn: topicArn },
  )) {
    for (const { SubscriptionArn, Endpoint, Protocol } of Subscriptions) {
      // SNS developer guide, "Subscribing to a topic": it has no ARN yet.
      if (SubscriptionArn?.startsWith('arn:')) confirmed += 1;
      // The address of a web hook can hold a secret.
      else
        warnings.push(
          `${Protocol?.startsWith('email') ? Endpoint : `a subscription by ${Protocol}`} has not confirmed its subscription to ${topic}, and gets nothing until then`,
        );
    }
  }
  return confirmed === 0 ? [...warnings, `nobody gets what is published on ${topic}`] : warnings;
}
