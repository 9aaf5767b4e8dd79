import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { deployLocally } from '../../local/stack.ts';
import { fixture } from '../fixture.ts';
import { packageInto } from '../package-into.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const folder = mkdtempSync(join(tmpdir(), 'packaged-'));
afterAll(() => rmSync(folder, { recursive: true }));
const packageWith = (...parameters: readonly string[]) => packageInto(folder, parameters);

test('a honey key is contained at its first call, one that only reads', async () => {
  expect(packageWith(`honeyKeys=${KEY}`).status).toBe(0);
  const stack = await deployLocally({ packageFolder: join(folder, '.serverless') });
  try {
    stack.aws.identities.createAccessKey(stack.aws.identities.createUser({ userName: 'ci-deploy' }), {
      accessKeyId: KEY,
    });
    const { matched } = stack.deliver(fixture('cloudtrail-honey-key'));
    await stack.settled();
    expect(matched).toEqual(['HoneyKeyRule']);
    expect(stack.aws.identities.statusOf(KEY)).toBe('Inactive');
  } finally {
    await stack.stop();
  }
}, 120_000);

test('a listed call is contained, although it only reads or its service is recorded by another name', async () => {
  const listed = 'kms:GetKeyPolicy, sts:AssumeRole, sts:GetSessionToken, cloudwatch:DescribeAlarms';
  expect(packageWith(`suspectedApiCalls=${listed}`).status).toBe(0);
  const stack = await deployLocally({ packageFolder: join(folder, '.serverless') });
  const { detail, ...envelope } = fixture('cloudtrail-stop-logging-by-key') as { detail: object };
  try {
    for (const [service, eventName] of [
      ['kms', 'GetKeyPolicy'],
      ['sts', 'AssumeRole'],
      ['sts', 'GetSessionToken'],
      ['monitoring', 'DescribeAlarms'],
    ] as const) {
      await stack.reset();
      const user = stack.aws.identities.createUser({ userName: 'ci-deploy' });
      stack.aws.identities.createAccessKey(user, { accessKeyId: KEY });
      const eventSource = `${service}.amazonaws.com`;
      const record = { ...detail, eventSource, eventName, readOnly: true, requestParameters: null };
      const { matched } = stack.deliver({ ...envelope, source: `aws.${service}`, detail: record });
      await stack.settled();
      const status = stack.aws.identities.statusOf(KEY);
      expect([eventName, matched, status]).toEqual([eventName, ['SuspectedApiCallRule'], 'Inactive']);
    }
    // What is taken off the list wakes somebody all the same.
    await stack.reset();
    const { matched } = stack.deliver(fixture('cloudtrail-stop-logging-by-key'));
    await stack.settled();
    expect(matched).toEqual(['SuspectedApiCallRule']);
    expect(stack.aws.published.map(({ subject }) => subject)).toEqual([expect.stringContaining(' tampered')]);
  } finally {
    await stack.stop();
  }
}, 120_000);

test('a pager gets what must wake somebody, in the form of an alarm, over a topic of its own', async () => {
  const endpoint = 'https://events.example.com/integration/key';
  expect(packageWith(`pagerEndpoint=${endpoint}`).status).toBe(0);
  const packageFolder = join(folder, '.serverless');
  const template = readFileSync(join(packageFolder, 'cloudformation-template-update-stack.json'), 'utf8');
  // Many may read a template: CloudFormation gets the address beside it.
  expect(template).not.toContain(endpoint);
  expect(JSON.parse(template).Resources.PagerSubscription.Properties.Endpoint).toEqual({
    Ref: 'pagerEndpoint',
  });
  const stack = await deployLocally({ packageFolder });
  try {
    stack.aws.identities.createAccessKey(stack.aws.identities.createUser({ userName: 'ci-deploy' }), {
      accessKeyId: KEY,
    });
    stack.aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: 'forever' });
    stack.deliver(fixture('guardduty-malicious-ip-caller'));
    await stack.settled();
    // Three attempts of Lambda and the first from the retry queue, and one page.
    const pages = stack.aws.published.filter(({ topicArn }) => topicArn.includes('PagerTopic'));
    expect(pages.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(`^ALARM: P1 NOT CONTAINED key ${KEY} .*, account 111122223333`),
    ]);
    expect(JSON.parse(pages[0]?.message ?? '{}')).toMatchObject({
      NewStateValue: 'ALARM',
      state: 'NOT_CONTAINED',
    });
    expect(stack.logs('RespondLambdaFunction').join('\n')).not.toContain(endpoint);
  } finally {
    await stack.stop();
  }
}, 120_000);
