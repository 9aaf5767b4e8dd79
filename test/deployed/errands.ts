import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { sendFailingEvent } from './failure-queue.ts';
import type { Grant, RolePolicy } from './role-policy.ts';
import type { Proof } from './run-case.ts';

/**
 * What AWS's services do with the role for the function, without any line of it asking. AWS documents that they need
 * these actions. Whether MiniStack asks for them is seen from whether the errand is still done once one is taken away.
 */
export interface Errand {
  readonly actions: readonly string[];
  readonly look: (
    circumstances: Circumstances,
  ) => Promise<{ readonly done: boolean; readonly evidence: string }>;
}

export interface Circumstances {
  readonly proof: Proof;
  readonly policy: RolePolicy;
  readonly grant: Grant;
  /** When the action was taken away. Every case has passed since, without it. */
  readonly since: number;
}

export const errands: readonly Errand[] = [
  {
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    async look({ proof: { aws, stack } }) {
      const request = new GetTopicAttributesCommand({ TopicArn: stack.alertTopicArn });
      const { Attributes } = await aws.sns.send(request);
      const key = Attributes?.['KmsMasterKeyId'] ?? 'no key: it leaves out what the template says';
      return { done: true, evidence: `alerts still come; the topic is encrypted with ${key}` };
    },
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    async look({ proof: { aws, stack }, since }) {
      const logGroupName = `/aws/lambda/${stack.functionName}`;
      const { events = [] } = await aws.logs.send(
        new FilterLogEventsCommand({ logGroupName, startTime: since }),
      );
      return { done: events.length > 0, evidence: `${events.length} lines were logged meanwhile` };
    },
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
    actions: ['sqs:SendMessage'],
    async look({ proof, policy, grant }) {
      const { failure } = await sendFailingEvent(proof, policy, [grant]);
      const arrived = failure !== undefined;
      return {
        done: arrived,
        evidence: `a failed event ${arrived ? 'still' : 'never'} came into the failure queue`,
      };
    },
  },
];
