import type { Queues } from '../aws/queues.ts';
import type { PublishedMessage } from '../aws/sns.ts';
import type { SubscriptionDescription } from '../template/subscriptions.ts';

/** SNS gives a message to the queues whose filter policies it satisfies. SNS developer guide, "Message filtering". */
export function deliverToQueues(
  message: PublishedMessage,
  {
    subscriptions,
    queues,
  }: { readonly subscriptions: readonly SubscriptionDescription[]; readonly queues: Queues },
): void {
  for (const { topicArn, queueArn, filter } of subscriptions) {
    if (topicArn !== message.topicArn || !passes(message.attributes, filter)) continue;
    const queue = queues.find(queueArn);
    if (queue === undefined) throw new Error(`the template has no queue ${queueArn}`);
    queue.send({ body: JSON.stringify(notificationOf(message)), senderId: 'sns.amazonaws.com' });
  }
}

/** Every attribute of the policy must be there, with one of its values. */
function passes(
  attributes: PublishedMessage['attributes'],
  filter: SubscriptionDescription['filter'],
): boolean {
  return [...(filter ?? [])].every(([name, values]) => values.includes(attributes[name]));
}

function notificationOf({ messageId, topicArn, subject, bodies, at, attributes }: PublishedMessage) {
  return {
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject !== undefined && { Subject: subject }),
    Message: bodies.sqs,
    Timestamp: at.toISOString(),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, Value]) => [name, { Type: 'String', Value }]),
    ),
  };
}
