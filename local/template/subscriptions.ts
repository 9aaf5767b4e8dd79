import { fieldsOf, listOf, optional, textOf } from './fields.ts';
import type { ResolvedResource } from './resolve-template.ts';

/** AWS::SNS::Subscription of a queue. Servers and mailboxes of others are outside of a stack. */
export interface SubscriptionDescription {
  readonly topicArn: string;
  readonly queueArn: string;
  /** The values that an attribute may have. Absent: the subscription has no filter policy. */
  readonly filter?: ReadonlyMap<string, readonly unknown[]>;
}

export function describeSubscriptions(
  resources: readonly ResolvedResource[],
): readonly SubscriptionDescription[] {
  return resources
    .filter(({ type, properties }) => type === 'AWS::SNS::Subscription' && properties['Protocol'] === 'sqs')
    .map(({ logicalId, properties }) => {
      const path = `Resources.${logicalId}.Properties`;
      const policy = optional(fieldsOf, properties['FilterPolicy'], `${path}.FilterPolicy`);
      return {
        topicArn: textOf(properties['TopicArn'], `${path}.TopicArn`),
        queueArn: textOf(properties['Endpoint'], `${path}.Endpoint`),
        ...(policy !== undefined && {
          filter: new Map(
            Object.entries(policy).map(([name, values]) => [
              name,
              listOf(values, `${path}.FilterPolicy.${name}`),
            ]),
          ),
        }),
      };
    });
}
