import {
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
  type SNSClientConfig,
} from '@aws-sdk/client-sns';
import type { Alert } from './alert.ts';

/** What publishing an alert is allowed to call; the topic is encrypted with a key of its own. */
export const permissions = ['sns:Publish', 'kms:GenerateDataKey', 'kms:Decrypt'];

const limits: SNSClientConfig = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

/** @returns what publishes an alert to the topic, and rejects with AWS's error when nobody could be told. */
export function alertTopic(topicArn: string, config: SNSClientConfig): (alert: Alert) => Promise<void> {
  const client = new SNSClient({ ...limits, ...config });
  const send = async (input: Omit<PublishCommandInput, 'TopicArn'>) => {
    await client.send(new PublishCommand({ TopicArn: topicArn, ...input }));
  };
  return async (alert) => {
    try {
      await send(fullMessage(alert));
    } catch (error) {
      if (!isRefusedForItsForm(error)) throw error;
      // Whatever it was that SNS did not like: no formatting may cost the alert.
      await send({ Message: minimalMessage(alert) });
    }
  };
}

/** With `MessageStructure: json` each protocol gets its own text; SNS ignores values that are no strings. */
function fullMessage({ subject, text, machine }: Alert): Omit<PublishCommandInput, 'TopicArn'> {
  const json = JSON.stringify(machine);
  return {
    Subject: subject,
    MessageStructure: 'json',
    Message: JSON.stringify({ default: text, email: text, sqs: json, lambda: json }),
  };
}

/** SNS API reference, Publish: `InvalidParameter` and `ParameterValueInvalid` are about the message, not the topic. */
function isRefusedForItsForm(error: unknown): boolean {
  return error instanceof Error && /^(InvalidParameter|ParameterValueInvalid|Validation)/.test(error.name);
}

function minimalMessage({ subject, machine }: Alert): string {
  return `${subject}. The full alert was refused by SNS; the function's log has it. Alert id ${String(machine['alertId']).slice(0, 64)}.`;
}
