import {
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
  type SNSClientConfig,
} from '@aws-sdk/client-sns';
import { attempt } from '../core/attempt.ts';
import type { Delivery } from '../core/ports.ts';
import type { Alert } from './alert.ts';
import type { Page } from './pager.ts';

/** What publishing is allowed to call; each topic is encrypted with a key of its own. */
export const permissions = ['sns:Publish', 'kms:GenerateDataKey', 'kms:Decrypt'];

const limits: SNSClientConfig = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

/** Where people are told. Never rejects: every delivery says how it ended. */
export interface Topics {
  readonly publishAlert: (alert: Alert) => Promise<readonly Delivery[]>;
  /** Nothing where there is no pager topic. */
  readonly publishPage: (page: Page) => Promise<readonly Delivery[]>;
}

export function topicsAt(
  { alertTopicArn, pagerTopicArn }: { readonly alertTopicArn: string; readonly pagerTopicArn: string },
  config: SNSClientConfig,
): Topics {
  const client = new SNSClient({ ...limits, ...config });

  /** @returns how it ended, the plainest form tried where SNS refused the full one. */
  async function publish(topicArn: string, message: Message): Promise<readonly Delivery[]> {
    const full = await send(topicArn, 'full', message.full);
    if (full.error === undefined || !isRefusal(full.error)) return [full];
    // Whatever it was that SNS did not like: no formatting may cost the alert.
    return [full, await send(topicArn, 'minimal', { Message: message.minimal })];
  }

  async function send(topicArn: string, form: Delivery['form'], input: Input): Promise<Delivery> {
    const answer = await attempt(() => client.send(new PublishCommand({ TopicArn: topicArn, ...input })));
    if (!answer.ok) return { topicArn, form, result: 'failed', error: answer.error };
    const { MessageId } = answer.value;
    return {
      topicArn,
      form,
      result: 'published',
      ...(MessageId !== undefined && { messageId: MessageId }),
    };
  }

  return {
    publishAlert: (alert) =>
      publish(alertTopicArn, {
        full: fullAlert(alert),
        minimal: `${alert.subject}. The full alert was refused by SNS; the function's log has it. Alert id ${alertId(alert)}.`,
      }),
    publishPage: async ({ subject, body, about }) => {
      if (pagerTopicArn === '') return [];
      const deliveries = await publish(pagerTopicArn, {
        full: { Subject: subject, Message: JSON.stringify(body) },
        minimal: `${subject}. The full message was refused by SNS; the function's log has it.`,
      });
      return deliveries.map((delivery) => ({ ...delivery, about }));
    },
  };
}

type Input = Omit<PublishCommandInput, 'TopicArn'>;

interface Message {
  readonly full: Input;
  /** Printable ASCII, and no more than SNS needs. */
  readonly minimal: string;
}

/** With `MessageStructure: json` each protocol gets its own text; SNS ignores values that are no strings. */
function fullAlert({ subject, text, sms, chat, machine }: Alert): Input {
  const json = JSON.stringify(machine);
  const bodies: Readonly<Record<string, string>> = {
    default: text,
    email: text,
    sms,
    https: JSON.stringify(chat),
    sqs: json,
    lambda: json,
  };
  return { Subject: subject, MessageStructure: 'json', Message: JSON.stringify(bodies) };
}

/**
 * SNS API reference, Publish: these are about the message or the topic's key, and no other attempt at the same message
 * will end otherwise.
 */
function isRefusal(code: string): boolean {
  return /^(InvalidParameter|ParameterValueInvalid|Validation|KMS)/.test(code);
}

function alertId({ machine }: Alert): string {
  return String(machine['alertId'])
    .replace(/[^\w-]/g, '')
    .slice(0, 64);
}
