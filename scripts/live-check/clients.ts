import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { IAMClient } from '@aws-sdk/client-iam';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';

export type Clients = ReturnType<typeof connect>;

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** With the ordinary chain of credentials, if none are given, and AWS_ENDPOINT_URL if it is set. */
export function connect(region: string, credentials?: Credentials) {
  const config = {
    region,
    requestHandler: { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true },
    ...(credentials && { credentials }),
  };
  // An emulator names its queues by an address of its own.
  const useQueueUrlAsEndpoint = process.env['AWS_ENDPOINT_URL'] === undefined;
  return {
    cloudFormation: new CloudFormationClient(config),
    cloudTrail: new CloudTrailClient(config),
    events: new EventBridgeClient(config),
    guardDuty: new GuardDutyClient(config),
    // It may be throttled: by a point, or by others.
    iam: new IAMClient({ ...config, maxAttempts: 8 }),
    /** Each refusal is an answer. */
    iamOnce: new IAMClient({ ...config, maxAttempts: 1 }),
    sns: new SNSClient(config),
    sqs: new SQSClient({ ...config, useQueueUrlAsEndpoint }),
    sts: new STSClient(config),
  };
}
