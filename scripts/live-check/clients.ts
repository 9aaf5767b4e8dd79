import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';

export type Clients = ReturnType<typeof connect>;

/** With the ordinary chain of credentials, and AWS_ENDPOINT_URL if it is set. */
export function connect(region: string) {
  const config = {
    region,
    requestHandler: { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true },
  };
  // An emulator names its queues by an address of its own.
  const useQueueUrlAsEndpoint = process.env['AWS_ENDPOINT_URL'] === undefined;
  return {
    cloudFormation: new CloudFormationClient(config),
    events: new EventBridgeClient(config),
    iam: new IAMClient(config),
    sns: new SNSClient(config),
    sqs: new SQSClient({ ...config, useQueueUrlAsEndpoint }),
    sts: new STSClient(config),
  };
}
