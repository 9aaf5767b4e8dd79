import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readForwardTemplate } from '../local/forwarding.ts';
import { describeStack } from '../local/template.ts';
import { sources } from '../src/sources/index.ts';
import { askIam } from './iam/ask-iam.ts';
import { policiesOf } from './iam/stack-policies.ts';
import { packagedTemplate } from './packaged.ts';

const HOME_BUS = 'arn:aws:events:us-east-1:111122223333:event-bus/compromised-key-responder-prod';
const HOME = {
  HomeAccountId: '111122223333',
  HomeRegion: 'us-east-1',
  HomeBusName: 'compromised-key-responder-prod',
};
const PLACE = { accountId: '444455556666', region: 'eu-west-1', partition: 'aws', stackName: 'forward' };
const settings = {
  honeyKeys: 'AKIAIOSFODNN7EXAMPLE,AKIAI44QH8DHBEXAMPLE',
  suspectedApiCalls: 'cloudtrail:StopLogging,config:StopConfigurationRecorder,cloudtrail:DeleteTrail',
};
const parameters = {
  ...HOME,
  SuspectedApiCalls: settings.suspectedApiCalls,
  HoneyKeys: settings.honeyKeys,
  AlarmEmail: 'security@example.com',
};
const template = readForwardTemplate();
const stack = describeStack(template, { ...PLACE, parameters });
const policies = policiesOf(template, PLACE, parameters);
const onDefaultBus = sources.flatMap(({ rules }) => rules).filter(({ bus }) => bus === 'default');

const rulesAtHome = (given: Readonly<Record<string, string>> = {}) =>
  describeStack(packagedTemplate(), { ...PLACE, stackName: 'responder', parameters: given }).rules;

test('its rules are those of the sources, with the patterns that these settings give them at home, and no other', () => {
  const atHome = new Map(rulesAtHome(settings).map(({ logicalId, pattern }) => [logicalId, pattern]));
  expect(Object.fromEntries(stack.rules.map(({ logicalId, pattern }) => [logicalId, pattern]))).toEqual(
    Object.fromEntries(onDefaultBus.map(({ id }) => [id, atHome.get(id)])),
  );
});

test('its rules see calls that only read where those at home do', () => {
  const seeing = stack.rules.filter(({ state }) => state === 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
  expect(seeing.map(({ logicalId }) => logicalId)).toEqual(
    onDefaultBus.filter(({ seesReadOnlyCalls }) => seesReadOnlyCalls).map(({ id }) => id),
  );
});

test('by default it listens for the calls that are suspected by default, and for no honey key', () => {
  const { rules } = describeStack(template, { ...PLACE, parameters: HOME });
  const atHome = rulesAtHome();
  for (const { logicalId, pattern } of rules)
    expect([logicalId, pattern]).toEqual([
      logicalId,
      atHome.find((rule) => rule.logicalId === logicalId)?.pattern,
    ]);
  expect(rules.map(({ logicalId }) => logicalId)).not.toContain('HoneyKeyRule');
});

describe.each(stack.rules.map((rule) => [rule.logicalId, rule] as const))('%s', (_, { arn, targets }) => {
  test('tries for a day to send an event home, and then keeps it', async () => {
    const queue = policies.arn('UndeliveredEventsQueue');
    expect(targets).toEqual([
      {
        id: 'home',
        arn: HOME_BUS,
        mayInvoke: false,
        maximumEventAgeSeconds: 86_400,
        maximumRetryAttempts: 185,
        deadLetterArn: queue,
        roleArn: policies.arn('ForwardRole'),
      },
    ]);
    const keep = (SourceArn: string) =>
      askIam(policies, {
        ...{ by: 'events.amazonaws.com', action: 'sqs:SendMessage', resource: queue },
        context: { 'aws:SourceArn': SourceArn, 'aws:SourceAccount': PLACE.accountId },
      });
    expect(await keep(arn)).toBe('Allowed');
    expect(await keep(`${arn}2`)).toBe('ImplicitlyDenied');
  });
});

describe('its role', () => {
  const assume = (context: Readonly<Record<string, string>>, by = 'events.amazonaws.com') =>
    askIam(policies, { by, action: 'sts:AssumeRole', resource: policies.arn('ForwardRole'), context });
  const SourceArn = 'arn:aws:events:eu-west-1:444455556666:rule/any';

  test('is assumed by the rules of its account and Region alone', async () => {
    const own = { 'aws:SourceAccount': PLACE.accountId, 'aws:SourceArn': SourceArn };
    expect(await assume(own)).toBe('Allowed');
    expect(await assume({ ...own, 'aws:SourceAccount': '777788889999' })).toBe('ImplicitlyDenied');
    expect(await assume({ ...own, 'aws:SourceArn': SourceArn.replace('eu-', 'us-') })).toBe(
      'ImplicitlyDenied',
    );
    expect(await assume({})).toBe('ImplicitlyDenied');
    expect(await assume(own, 'lambda.amazonaws.com')).toBe('ImplicitlyDenied');
  });

  test('may put events on the home bus and nothing else', () => {
    expect(policies.roles.get(policies.arn('ForwardRole'))).toEqual([
      {
        Version: '2012-10-17',
        Statement: [{ Sid: 'HomeBus', Effect: 'Allow', Action: ['events:PutEvents'], Resource: HOME_BUS }],
      },
    ]);
  });
});

test('an alarm tells of every event that is kept, and one until the queue is empty', () => {
  const { Resources } = template as ReturnType<typeof packagedTemplate>;
  const alarms = Object.values(Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  expect(alarms.map(({ Properties }) => [Properties['MetricName'], Properties['AlarmActions']])).toEqual([
    ['NumberOfMessagesSent', [{ Ref: 'AlarmTopic' }]],
    ['ApproximateNumberOfMessagesVisible', [{ Ref: 'AlarmTopic' }]],
  ]);
  for (const { Properties } of alarms)
    expect(JSON.stringify(Properties['Dimensions'])).toContain('"UndeliveredEventsQueue.QueueName"');
  expect(stack.topics.map(({ logicalId }) => logicalId)).toEqual(['AlarmTopic']);
});

test('its topic takes the alarms of its account, and nothing of anybody else', async () => {
  const publish = (by: string, account: string) =>
    askIam(policies, {
      ...{ by, action: 'sns:Publish', resource: policies.arn('AlarmTopic') },
      context: { 'aws:SourceAccount': account },
      may: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }],
    });
  expect(await publish('cloudwatch.amazonaws.com', PLACE.accountId)).toBe('Allowed');
  expect(await publish('cloudwatch.amazonaws.com', '777788889999')).toBe('ImplicitlyDenied');
  expect(await publish('arn:aws:iam::444455556666:role/administrator', PLACE.accountId)).toBe(
    'ExplicitlyDenied',
  );
});

test.each(['forward.yml', 'member-role.yml'])(
  '%s is small enough to be given to a stack set as it is, and has no macro, which such sets do not run',
  (name) => {
    const text = readFileSync(`stacks/${name}`, 'utf8');
    // CloudFormation API reference, CreateStackSet, TemplateBody.
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(51_200);
    expect(text).not.toMatch(/^Transform:|Fn::Transform|Fn::ForEach/m);
  },
);
