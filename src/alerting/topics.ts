import {
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
  type SNSClientConfig,
} from '@aws-sdk/client-sns';
import type { Audience } from '../core/claims.ts';
import type { Delivery } from '../core/delivery.ts';
import type { CloudFormation, Permission, SeparatePolicy } from '../core/permission.ts';
import { resultOf } from '../core/result.ts';
import type { Alert } from './alert.ts';
import type { Page } from './pager.ts';

const throughSns = {
  StringEquals: { 'kms:ViaService': { 'Fn::Sub': `sns.\${AWS::Region}.\${AWS::URLSuffix}` } },
} as const;

/** Each topic has its own encryption key. */
function publishTo({ topic, key }: { readonly topic: string; readonly key: string }): readonly Permission[] {
  const keyArn: CloudFormation = { 'Fn::GetAtt': [key, 'Arn'] };
  return [
    { sid: `PublishTo${topic}`, actions: ['sns:Publish'], resource: { Ref: topic } },
    {
      sid: `EncryptWith${key}`,
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resource: keyArn,
      condition: throughSns,
    },
  ];
}

const pager: SeparatePolicy = { policy: 'PagerPolicy', policyName: 'page', condition: 'HasPager' };

export const topicPermissions: readonly Permission[] = [
  ...publishTo({ topic: 'AlertTopic', key: 'AlertKey' }),
  ...publishTo({ topic: 'PagerTopic', key: 'PagerKey' }).map((permission) => ({
    ...permission,
    only: pager,
  })),
];

const limits: SNSClientConfig = { maxAttempts: 3 };

/** The topics that people subscribe to. Never rejects: each delivery has its result. */
export class Topics {
  readonly #client: SNSClient;
  readonly #alertTopicArn: string;
  readonly #pagerTopicArn: string;

  constructor(
    { alertTopicArn, pagerTopicArn }: { readonly alertTopicArn: string; readonly pagerTopicArn: string },
    config: SNSClientConfig,
  ) {
    this.#client = new SNSClient({ ...limits, ...config });
    this.#alertTopicArn = alertTopicArn;
    this.#pagerTopicArn = pagerTopicArn;
  }

  /** @param audience subscriptions can filter it. SNS developer guide, "Amazon SNS subscription filter policies". */
  publishAlert(alert: Alert, audience: Audience): Promise<readonly Delivery[]> {
    return this.#publishTo(alert, audience);
  }

  /** The same way as an alert, for the subscription of the queue for heartbeats. */
  publishHeartbeat(heartbeat: Text): Promise<readonly Delivery[]> {
    return this.#publishTo(heartbeat, 'heartbeat');
  }

  #publishTo(text: Text, audience: string): Promise<readonly Delivery[]> {
    const { subject, bodies } = text;
    return this.#publish(this.#alertTopicArn, {
      attributes: { audience: { DataType: 'String', StringValue: audience } },
      // With `MessageStructure: json` each protocol gets its own text. SNS ignores values that are not strings.
      full: { Subject: subject, MessageStructure: 'json', Message: JSON.stringify(bodies) },
      minimal: `${subject}. The full alert was refused by SNS; the function's log has it. Alert id ${idOf(text)}.`,
    });
  }

  get pagerless(): boolean {
    return this.#pagerTopicArn === '';
  }

  /** Empty if there is no pager topic. */
  async publishPage({ subject, body, about }: Page): Promise<readonly Delivery[]> {
    if (this.#pagerTopicArn === '') return [];
    const deliveries = await this.#publish(this.#pagerTopicArn, {
      full: { Subject: subject, Message: JSON.stringify(body) },
      minimal: `${subject}. The full message was refused by SNS; the function's log has it.`,
    });
    return deliveries.map((delivery) => ({ ...delivery, about }));
  }

  /** Sends the minimal form if SNS refused the full one. @returns every attempt. */
  async #publish(topicArn: string, { full, minimal, attributes }: Message): Promise<readonly Delivery[]> {
    const shared = { MessageAttributes: attributes };
    const first = await this.#send({ topicArn, form: 'full' }, { ...full, ...shared });
    if (first.error === undefined || !isRefusal(first.error)) return [first];
    // SNS refused something in the full form. An alert must not be lost because of its form.
    return [first, await this.#send({ topicArn, form: 'minimal' }, { Message: minimal, ...shared })];
  }

  async #send(to: Pick<Delivery, 'topicArn' | 'form'>, input: Input): Promise<Delivery> {
    const command = new PublishCommand({ TopicArn: to.topicArn, ...input });
    const answer = await resultOf(this.#client.send(command));
    if (!answer.ok) return { ...to, result: 'failed', error: answer.error };
    const { MessageId } = answer.value;
    return { ...to, result: 'published', ...(MessageId !== undefined && { messageId: MessageId }) };
  }
}

/** What is published, without the form for the log. */
type Text = Omit<Alert, 'machine'>;

type Input = Omit<PublishCommandInput, 'TopicArn'>;

interface Message {
  readonly full: Input;
  /** Printable ASCII, and as short as possible. */
  readonly minimal: string;
  readonly attributes?: NonNullable<Input['MessageAttributes']>;
}

/**
 * SNS API reference, Publish. These errors are about the message or the topic's key, so a retry of the same message fails
 * in the same way.
 */
function isRefusal(code: string): boolean {
  return /^(InvalidParameter|ParameterValueInvalid|Validation|KMS)/.test(code);
}

function idOf({ alertId }: Text): string {
  return alertId.replace(/[^\w-]/g, '').slice(0, 64);
}
