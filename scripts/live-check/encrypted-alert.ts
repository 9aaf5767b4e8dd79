import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { makeDecoy } from './decoy.ts';
import { hearTopic, TOPIC_PLAN } from './hear.ts';
import { fail, type Means, notShown, type Point, pass, type Verdict } from './point.ts';
import { REPORT_PLAN, readOutput, reportDecoy } from './report-decoy.ts';
import { sleepUntilSettled } from './settle.ts';

export const encryptedAlert: Point = {
  name: 'encrypted-alert',
  shows: 'the alert of a report comes through the encrypted alert topic',
  waitSeconds: 120,
  plan: () => [
    'sqs:CreateQueue, sqs:ReceiveMessage, sqs:GetQueueUrl, sqs:DeleteQueue: a queue ckr-live-check-…',
    `sns:GetTopicAttributes; ${TOPIC_PLAN} of the alerts`,
    ...REPORT_PLAN,
  ],
  run,
};

async function run(means: Means): Promise<Verdict> {
  const { emulated, clients } = means;
  const TopicArn = await readOutput(means, 'AlertTopicArn');
  const { Attributes } = await clients.sns.send(new GetTopicAttributesCommand({ TopicArn }));
  const queue = await hearTopic(means, TopicArn);
  const decoy = await makeDecoy(means);
  await sleepUntilSettled(means);
  await reportDecoy(means, decoy);
  const alert = await queue.find((body) => body.includes(decoy.accessKeyId));
  if (alert === undefined) return fail(`no alert came for ${decoy.accessKeyId}`);
  if ((Attributes?.['KmsMasterKeyId'] ?? '') !== '')
    return pass('the alert came through the topic and its KMS key');
  return emulated
    ? notShown('the alert came, but this emulator encrypts no topic')
    : fail('the alert came, but the topic is not encrypted');
}
