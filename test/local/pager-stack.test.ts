import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, afterEach, expect, it } from '@jest/globals';
import { clientConfig } from '../../local/client-config.ts';
import { deployLocally, type LocalStack } from '../../local/stack.ts';

const PACKAGE_FOLDER = fileURLToPath(new URL('../../.serverless', import.meta.url));
const TEMPLATE = 'cloudformation-template-update-stack.json';

const folder = mkdtempSync(join(tmpdir(), 'pager-package-'));
let stack: LocalStack | undefined;
afterEach(() => stack?.stop());
afterAll(() => rmSync(folder, { recursive: true }));

/** What the parameter `pagerEndpoint` decides when the stack is packaged, decided afterwards: that takes no seconds. */
function packageWithPager(): string {
  cpSync(PACKAGE_FOLDER, folder, { recursive: true });
  const template = JSON.parse(readFileSync(join(folder, TEMPLATE), 'utf8'));
  const yes = { 'Fn::Equals': ['', ''] };
  const changed = { ...template, Conditions: { ...template.Conditions, HasPager: yes } };
  writeFileSync(join(folder, TEMPLATE), JSON.stringify(changed));
  return folder;
}

const topicIds = ({ description }: LocalStack) => description.topics.map(({ logicalId }) => logicalId);
const variablesOf = ({ description }: LocalStack) => description.functions[0]?.environment;

async function publishTo(topicArns: readonly (string | undefined)[], { aws }: LocalStack): Promise<void> {
  const sns = new SNSClient(clientConfig(aws, aws.operatorCredentials()));
  for (const TopicArn of topicArns) await sns.send(new PublishCommand({ TopicArn, Message: 'm' }));
}

it('has the topic of the pager beside the one for alerts where there is a pager', async () => {
  stack = await deployLocally({ packageFolder: packageWithPager() });
  expect(topicIds(stack)).toEqual(expect.arrayContaining(['AlertTopic', 'PagerTopic', 'OperationsTopic']));
  const topics = [variablesOf(stack)?.['ALERT_TOPIC_ARN'], variablesOf(stack)?.['PAGER_TOPIC_ARN']];
  await publishTo(topics, stack);
  expect(stack.aws.published.map(({ topicArn }) => topicArn)).toEqual(topics);
});

it('has no such topic where there is none', async () => {
  stack = await deployLocally();
  expect(topicIds(stack)).not.toContain('PagerTopic');
  expect(variablesOf(stack)).toMatchObject({ PAGER_TOPIC_ARN: '' });
});
