import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import {
  authorizationError,
  invalidParameter,
  kmsAccessDenied,
  kmsDisabled,
  notFound,
} from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:alerts';
const PAGER_TOPIC = 'arn:aws:sns:us-east-1:111122223333:pager';

let aws: Aws;
let sns: SNSClient;
beforeAll(async () => {
  aws = await startAws();
  aws.topics.add(TOPIC).add(PAGER_TOPIC);
  sns = new SNSClient(clientConfig(aws, aws.operatorCredentials()));
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

const publish = (TopicArn: string) => sns.send(new PublishCommand({ TopicArn, Message: 'm' }));

/** The code on the wire is short; the SDK gives the error the name of its class. */
it.each([
  [authorizationError, 'AuthorizationError', 'AuthorizationErrorException', 403],
  [notFound, 'NotFound', 'NotFoundException', 404],
  [invalidParameter, 'InvalidParameter', 'InvalidParameterException', 400],
  [kmsAccessDenied, 'KMSAccessDenied', 'KMSAccessDeniedException', 400],
  [kmsDisabled, 'KMSDisabled', 'KMSDisabledException', 400],
])('refuses to publish: %#', async (fault, code, name, status) => {
  aws.faults.inject({ action: 'sns:Publish', fault });
  await expect(publish(TOPIC)).rejects.toMatchObject({
    name,
    message: fault.message,
    $metadata: { httpStatusCode: status },
  });
  expect(aws.requests).toMatchObject([{ action: 'Publish', status, errorCode: code }]);
  expect(aws.published).toEqual([]);
});

it('can refuse to publish to one topic alone', async () => {
  aws.faults.inject({
    action: 'sns:Publish',
    fault: kmsDisabled,
    times: 'forever',
    when: ({ TopicArn }) => TopicArn === TOPIC,
  });
  const results = await Promise.allSettled([publish(TOPIC), publish(PAGER_TOPIC), publish(TOPIC)]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
  expect(aws.published.map(({ topicArn }) => topicArn)).toEqual([PAGER_TOPIC]);
});
