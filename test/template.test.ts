import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { functions } from '../src/functions/index.ts';
import { packagedTemplate, packagedText, type Resource, resourcesOf } from './packaged.ts';

const template = packagedTemplate();

test('only the report rule listens on the bus that others may write to', () => {
  const onOwnBus = resourcesOf('AWS::Events::Rule').filter(([, rule]) => 'EventBusName' in rule.Properties);
  expect(onOwnBus.map(([name]) => name)).toEqual(['ReportRule']);
});

test('every rule on the default bus takes events of AWS services only, which nobody else can put there', () => {
  for (const [name, { Properties }] of resourcesOf('AWS::Events::Rule')) {
    if ('EventBusName' in Properties || 'ScheduleExpression' in Properties) continue;
    const { source = [] } = Properties['EventPattern'] as { source?: (string | { prefix: string })[] };
    expect([name, source.length]).not.toEqual([name, 0]);
    for (const one of source) expect(typeof one === 'string' ? one : one.prefix).toMatch(/^aws\./);
  }
});

test('the honey key rule exists with honey keys only, and sees calls that read', () => {
  expect(template.Resources['HoneyKeyRule']).toMatchObject({
    Condition: 'HasHoneyKeys',
    Properties: { State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' },
  });
});

test.each(functions.map((unit) => [unit.name, unit] as const))(
  'the role of %s may do what its code declares, what Lambda does for it, and nothing else',
  (name, { permissions }) => {
    const role = `${name.charAt(0).toUpperCase()}${name.slice(1)}Role`;
    const byLambda = ['sqs:SendMessage', 'logs:CreateLogStream', 'logs:PutLogEvents'];
    const policies = resourcesOf('AWS::IAM::Policy').filter(([, { Properties }]) =>
      JSON.stringify(Properties['Roles']).includes(`"${role}"`),
    );
    const granted = [
      ...statementsOf(template.Resources[role]),
      ...policies.flatMap(([, policy]) => documentOf(policy)),
    ].filter(({ Effect }) => Effect === 'Allow');
    const declared = permissions.filter(({ effect }) => effect !== 'Deny').flatMap(({ actions }) => actions);
    expect(new Set(granted.flatMap(({ Action }) => Action))).toEqual(new Set([...declared, ...byLambda]));
  },
);

test.each([
  ['QuarantinePolicy', 'QuarantinesUsers'],
  ['RevocationPolicy', 'RevokesRoles'],
  ['MemberAccountPolicy', 'HasMemberRole'],
  ['PagerPolicy', 'HasPager'],
])('%s exists only with its parameter', (name, condition) => {
  expect(template.Resources[name]?.Condition).toBe(condition);
});

test('no role allows a wildcard action, and only three reads are on every resource', () => {
  for (const [, role] of resourcesOf('AWS::IAM::Role')) {
    for (const { Action, Resource } of statementsOf(role)) {
      for (const action of [Action].flat()) expect(action).not.toContain('*');
      if (Resource === '*')
        expect([
          ['iam:GetAccessKeyLastUsed', 'iam:ListAccountAliases'],
          ['sts:GetAccessKeyInfo'],
        ]).toContainEqual([Action].flat());
    }
  }
});

test('changing keys is limited to users', () => {
  const change = statementsOf(template.Resources['RespondRole']).find(({ Action }) =>
    Action.includes('iam:UpdateAccessKey'),
  );
  expect(change?.Resource).toEqual({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:user/*` });
});

test('every function has a role of its own, an on-failure destination and a log that is kept for a bounded time', () => {
  const functions = resourcesOf('AWS::Lambda::Function');
  const roles = functions.map(([, { Properties }]) => JSON.stringify(Properties['Role']));
  expect(new Set(roles).size).toBe(functions.length);
  for (const [name, { Properties }] of functions) {
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    const config = resourcesOf('AWS::Lambda::EventInvokeConfig').find(([, resource]) =>
      JSON.stringify(resource).includes(name),
    );
    expect(config?.[1].Properties).toMatchObject({
      DestinationConfig: { OnFailure: { Destination: expect.anything() } },
      MaximumRetryAttempts: 2,
    });
  }
  expect(resourcesOf('AWS::Logs::LogGroup')).toHaveLength(functions.length);
  for (const [, { Properties }] of resourcesOf('AWS::Logs::LogGroup'))
    expect(Properties['RetentionInDays']).toBe(90);
});

test('every target of a rule retries for a day and then keeps the event', () => {
  const targets = functions.map(({ name }) => [
    {
      Id: name,
      Arn: { 'Fn::GetAtt': [`${name.charAt(0).toUpperCase()}${name.slice(1)}LambdaFunction`, 'Arn'] },
      RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['UndeliveredQueue', 'Arn'] } },
    },
  ]);
  for (const [, rule] of resourcesOf('AWS::Events::Rule')) {
    expect(targets).toContainEqual(rule.Properties['Targets']);
  }
});

test('every rule may invoke the function and may write to the dead-letter queue, and nobody else may invoke it', () => {
  const rules = resourcesOf('AWS::Events::Rule').map(([name]) => name);
  const permissions = resourcesOf('AWS::Lambda::Permission').map(([, { Properties }]) => Properties);
  expect(permissions.map(({ SourceArn }) => SourceArn)).toEqual(
    rules.map((name) => ({ 'Fn::GetAtt': [name, 'Arn'] })),
  );
  for (const { Principal } of permissions) expect(Principal).toBe('events.amazonaws.com');
  const queuePolicy = JSON.stringify(template.Resources['UndeliveredQueuePolicy']);
  for (const name of rules) expect(queuePolicy).toContain(name);
});

test.each([
  ['AlertTopic', 'AlertKey'],
  ['PagerTopic', 'PagerKey'],
])('%s is encrypted with a key of its own, and only the function may publish to it', (topic, key) => {
  expect(template.Resources[topic]?.Properties['KmsMasterKeyId']).toEqual({ 'Fn::GetAtt': [key, 'Arn'] });
  expect(template.Resources[`${topic}Policy`]?.Properties['PolicyDocument']).toMatchObject({
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: { Ref: topic },
        Condition: {
          ArnNotLike: {
            'aws:PrincipalArn': [
              { 'Fn::GetAtt': ['RespondRole', 'Arn'] },
              { 'Fn::Sub': expect.stringMatching(/assumed-role.*RespondRole.*\/\*$/) },
            ],
          },
        },
      },
    ],
  });
});

test('what cannot be delivered is kept, for every subscription that the stack makes, and an alarm tells', () => {
  const subscriptions = resourcesOf('AWS::SNS::Subscription');
  expect(subscriptions.map(([name]) => name)).toEqual(['AlertEmail', 'PagerSubscription', 'OperationsEmail']);
  for (const [, { Properties }] of subscriptions) {
    expect(Properties['RedrivePolicy']).toEqual({
      deadLetterTargetArn: { 'Fn::GetAtt': ['UndeliveredAlertsQueue', 'Arn'] },
    });
  }
  const queuePolicy = JSON.stringify(template.Resources['UndeliveredAlertsQueuePolicy']);
  for (const [, { Properties }] of subscriptions) {
    expect(queuePolicy).toContain(JSON.stringify(Properties['TopicArn']));
  }
  const dimension = JSON.stringify({ 'Fn::GetAtt': ['UndeliveredAlertsQueue', 'QueueName'] });
  expect(JSON.stringify(template.Resources['UndeliveredAlertsAlarm'])).toContain(dimension);
});

test('SNS tries a pager for most of the hour that it may, and never longer', () => {
  const delivery = template.Resources['PagerSubscription']?.Properties['DeliveryPolicy'];
  const { healthyRetryPolicy: policy } = delivery as { healthyRetryPolicy: Record<string, number> };
  const { numRetries = 0, numNoDelayRetries = 0, numMinDelayRetries = 0, numMaxDelayRetries = 0 } = policy;
  const { minDelayTarget = 0, maxDelayTarget = 0 } = policy;
  const between = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  const fixed = numMinDelayRetries * minDelayTarget + numMaxDelayRetries * maxDelayTarget;
  // The waits in between grow from the one to the other, by a function that SNS does not tell. SNS developer guide,
  // "Message delivery retries": 3,600 seconds in all.
  expect(fixed + between * minDelayTarget).toBeGreaterThan(1_800);
  expect(fixed + between * maxDelayTarget).toBeLessThanOrEqual(3_600);
});

test('names no partition, so that it deploys to GovCloud and China', () => {
  expect(packagedText()).not.toMatch(/arn:aws[:-]/);
});

test('the bundle never activates, creates or deletes a key, and holds no client that it does not use', () => {
  const code = bundledCode();
  expect(code.includes('"UpdateAccessKeyRequest"')).toBe(true);
  expect(code.match(/"(Delete|Create)AccessKeyRequest"|Status:\s*["'`]Active/g)).toBeNull();
  expect(code.match(/GetRoleCredentials|sso-oidc|CreateTokenWithIAM/g)).toBeNull();
});

function bundledCode(): string {
  const files = readdirSync('dist/respond', { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => readFileSync(join('dist/respond', file), 'utf8'))
    .join('\n');
}

function documentOf(policy: Resource | undefined): readonly Statement[] {
  const document = policy?.Properties['PolicyDocument'] as { Statement: Statement[] } | undefined;
  return document?.Statement ?? [];
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

function statementsOf(role: Resource | undefined): readonly Statement[] {
  const policies = role?.Properties['Policies'] as { PolicyDocument: { Statement: Statement[] } }[];
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}
