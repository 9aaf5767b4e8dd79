import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { REGION } from './ministack.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export type Aws = ReturnType<typeof connect>;

/** One client a service, all signing with the same credentials. A call is tried once: a refusal is an answer here. */
export function connect(endpoint: string, credentials: Credentials, region = REGION) {
  const config = {
    endpoint,
    credentials,
    region,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5000, requestTimeout: 60_000, throwOnRequestTimeout: true },
  };
  return {
    endpoint,
    cloudFormation: new CloudFormationClient(config),
    dynamoDb: new DynamoDBClient(config),
    events: new EventBridgeClient(config),
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    logs: new CloudWatchLogsClient(config),
    sns: new SNSClient(config),
    sqs: callAsByTls(connectQueues(config)),
    sqsWithoutTls: connectQueues(config),
    sts: new STSClient(config),
  };
}

function connectQueues(config: SQSClientConfig): SQSClient {
  // The queues' own addresses name `localhost`, which may not be the interface that is listened on.
  return new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
}

/** MiniStack listens without TLS, which the deployed queues refuse. It takes this header for it. */
function callAsByTls(client: SQSClient): SQSClient {
  client.middlewareStack.add(
    (next) => (call) => {
      const { headers } = call.request as { readonly headers: Record<string, string> };
      headers[BY_TLS.name] = BY_TLS.value;
      return next(call);
    },
    { step: 'build', name: 'callAsByTls' },
  );
  return client;
}

/** As a load balancer says it that ended the TLS of a caller. MiniStack reads it for `aws:SecureTransport`. */
export const BY_TLS = { name: 'x-forwarded-proto', value: 'https' } as const;

/** The SDK, the Serverless Framework and the children of this process see none of the caller's AWS settings. */
export function forgetCallersAwsSettings(): void {
  for (const name of Object.keys(process.env)) {
    if (/^(AWS|SERVERLESS|SLS)_/.test(name)) delete process.env[name];
  }
  process.env['AWS_CONFIG_FILE'] = '/dev/null';
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = '/dev/null';
}
