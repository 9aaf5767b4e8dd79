import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { rulesOfTamper } from '../scripts/generated/direct-rules.ts';
import { HIDDEN_SECONDS, MOST_RECEIVES } from '../src/core/backoff.ts';
import { functions } from '../src/functions/index.ts';
import { packagedTemplate, packagedText, type Resource, resourcesOf } from './packaged.ts';

const template = packagedTemplate();

test('every rule but that for reports takes events of AWS services only, which nobody else can put on a bus', () => {
  for (const [name, { Properties }] of resourcesOf('AWS::Events::Rule')) {
    if (name === 'ReportRule' || 'ScheduleExpression' in Properties) continue;
    const { source = [] } = Properties['EventPattern'] as { source?: (string | { prefix: string })[] };
    expect([name, source.length]).not.toEqual([name, 0]);
    for (const one of source) expect(typeof one === 'string' ? one : one.prefix).toMatch(/^aws\./);
  }
});

/** What they listen for is in this account and Region, and no function hears of it. */
const tellsPeople = (rule: string) => rulesOfTamper.some(({ id }) => id === rule);

test('each rule of the default bus that starts a function has a twin for forwarded events, with its pattern and its state', () => {
  const rules = new Map(resourcesOf('AWS::Events::Rule'));
  const onDefaultBus = [...rules].filter(
    ([name, { Properties }]) =>
      !('EventBusName' in Properties || 'ScheduleExpression' in Properties || tellsPeople(name)),
  );
  expect(onDefaultBus.length).toBeGreaterThan(10);
  for (const [name, { Condition, Properties }] of onDefaultBus) {
    const twin = rules.get(`Forwarded${name}`);
    const { Description, EventBusName, ...others } = twin?.Properties ?? {};
    expect(EventBusName).toEqual({ Ref: 'ResponderBus' });
    expect({ Condition: twin?.Condition, ...others, Description: Properties['Description'] }).toEqual({
      Condition,
      ...Properties,
    });
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
    const byLambda = ['logs:CreateLogStream', 'logs:PutLogEvents'];
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

test('no role names the table of the ledger, because its policy names roles: the policies beside them do', () => {
  const naming = (type: string) =>
    resourcesOf(type).flatMap(([name, resource]) =>
      JSON.stringify(resource).includes('{"Fn::GetAtt":["Ledger","Arn"]}') ? [name] : [],
    );
  expect(naming('AWS::IAM::Role')).toEqual([]);
  expect(naming('AWS::IAM::Policy')).toEqual([
    'LedgerPolicy',
    'DeadlettersLedgerPolicy',
    'PrepareLedgerPolicy',
  ]);
});

test('changing keys is limited to users', () => {
  const change = statementsOf(template.Resources['RespondRole']).find(({ Action }) =>
    Action.includes('iam:UpdateAccessKey'),
  );
  expect(change?.Resource).toEqual({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:user/*` });
});

test('every function has a role of its own, and a log that is kept for a bounded time', () => {
  const deployed = resourcesOf('AWS::Lambda::Function');
  const roles = deployed.map(([, { Properties }]) => JSON.stringify(Properties['Role']));
  expect(new Set(roles).size).toBe(deployed.length);
  for (const [, { Properties }] of deployed) {
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
  }
  expect(resourcesOf('AWS::Logs::LogGroup')).toHaveLength(deployed.length);
  for (const [, { Properties }] of resourcesOf('AWS::Logs::LogGroup'))
    expect(Properties['RetentionInDays']).toBe(90);
});

describe.each(functions.map((unit) => [unit.name, unit] as const))(
  'what fails of %s',
  (name, { trigger }) => {
    const resource = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const functionArn = { 'Fn::GetAtt': [`${resource}LambdaFunction`, 'Arn'] };
    const config = resourcesOf('AWS::Lambda::EventInvokeConfig').find(([id]) => id.startsWith(resource));
    const rules = resourcesOf('AWS::Events::Rule').filter(([, { Properties }]) =>
      JSON.stringify(Properties['Targets']).includes(JSON.stringify(functionArn)),
    );

    if ('schedule' in trigger) {
      test('is not repeated, because the schedule comes again, and an alarm tells of it', () => {
        expect(config?.[1].Properties).toMatchObject({ MaximumRetryAttempts: 0 });
        expect(config?.[1].Properties['DestinationConfig']).toEqual({});
        expect(rules.map(([, { Properties }]) => Properties['Targets'])).toEqual([
          [{ Id: name, Arn: functionArn }],
        ]);
        expect(template.Resources[`${resource}ErrorsAlarm`]?.Properties).toMatchObject({
          MetricName: 'Errors',
          Dimensions: [{ Name: 'FunctionName', Value: { Ref: `${resource}LambdaFunction` } }],
        });
      });
    } else if ('customResource' in trigger) {
      test('is tried three times by Lambda while CloudFormation waits, and then the deployment fails', () => {
        const { ServiceToken, ServiceTimeout } = template.Resources[trigger.customResource]?.Properties ?? {};
        expect(ServiceToken).toEqual(functionArn);
        expect(config?.[1].Properties).toMatchObject({
          MaximumRetryAttempts: 2,
          MaximumEventAgeInSeconds: ServiceTimeout,
        });
        expect(config?.[1].Properties['DestinationConfig']).toEqual({});
        expect(rules).toEqual([]);
      });
    } else {
      test('is tried three times by Lambda, delivered for a day by every rule, and then comes back by the retry queue', () => {
        const retryQueue = { 'Fn::GetAtt': ['RetryQueue', 'Arn'] };
        expect(config?.[1].Properties).toMatchObject({
          DestinationConfig: { OnFailure: { Destination: retryQueue } },
          MaximumRetryAttempts: 2,
        });
        expect(rules).toHaveLength(trigger.rules.length);
        for (const [, { Properties }] of rules) {
          expect(Properties['Targets']).toEqual([
            {
              Id: name,
              Arn: functionArn,
              RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
              DeadLetterConfig: { Arn: retryQueue },
            },
          ]);
        }
        expect(template.Resources[`${resource}Retries`]).toMatchObject({
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            FunctionName: functionArn,
            EventSourceArn: retryQueue,
            BatchSize: 1,
            FunctionResponseTypes: ['ReportBatchItemFailures'],
          },
        });
      });
    }
  },
);

test('only one function reads the retry queue, because a message goes to one reader', () => {
  expect(functions.filter(({ trigger }) => 'rules' in trigger)).toHaveLength(1);
  expect(resourcesOf('AWS::Lambda::EventSourceMapping')).toHaveLength(1);
});

test('every queue is encrypted, and keeps its messages for 14 days, heartbeats aside', () => {
  const [heartbeats] = resourcesOf('AWS::SQS::Queue').filter(([name]) => name === 'HeartbeatQueue');
  expect(heartbeats?.[1].Properties['SqsManagedSseEnabled']).toBe(true);
  const queues = resourcesOf('AWS::SQS::Queue').filter(([name]) => name !== 'HeartbeatQueue');
  expect(queues.map(([name]) => name)).toEqual(['RetryQueue', 'DeadLetterQueue', 'UndeliveredAlertsQueue']);
  for (const [, { Properties }] of queues) {
    expect(Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 86_400 });
  }
});

test('the retry queue has the times of the code, and hides a message for six timeouts of the function', () => {
  expect(template.Resources['RetryQueue']?.Properties).toMatchObject({
    VisibilityTimeout: HIDDEN_SECONDS,
    RedrivePolicy: {
      deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] },
      maxReceiveCount: MOST_RECEIVES,
    },
  });
  // Lambda developer guide, "Using Lambda with Amazon SQS", "Configuring a queue to use with Lambda".
  for (const { timeout, trigger } of functions)
    if ('rules' in trigger) expect(HIDDEN_SECONDS).toBeGreaterThanOrEqual(6 * timeout);
});

test('a run by a schedule is over before the next', () => {
  for (const { trigger, timeout } of functions) {
    if (!('schedule' in trigger)) continue;
    const [, minutes = '0'] = /^rate\((\d+) (?:minutes?|hours?)\)$/.exec(trigger.schedule) ?? [];
    expect(timeout).toBeLessThan(Number(minutes) * (trigger.schedule.includes('hour') ? 3600 : 60));
  }
});

test('every rule that starts a function may invoke it, and nobody else may invoke one', () => {
  const rules = resourcesOf('AWS::Events::Rule').flatMap(([name]) => (tellsPeople(name) ? [] : [name]));
  const permissions = resourcesOf('AWS::Lambda::Permission').map(([, { Properties }]) => Properties);
  expect(permissions.map(({ SourceArn }) => SourceArn)).toEqual(
    rules.map((name) => ({ 'Fn::GetAtt': [name, 'Arn'] })),
  );
  for (const { Principal } of permissions) expect(Principal).toBe('events.amazonaws.com');
});

test('the retry queue takes events of the rules of this stack, and of no other rule or service', () => {
  const policies = resourcesOf('AWS::SQS::QueuePolicy').filter(([, { Properties }]) =>
    JSON.stringify(Properties['Queues']).includes('"RetryQueue"'),
  );
  const statements = policies.flatMap(([, policy]) => documentOf(policy));
  const [statement, ...others] = statements.filter(({ Effect }) => Effect === 'Allow');
  expect(others).toEqual([]);
  expect(statement).toMatchObject({
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Condition: { ArnEquals: { 'aws:SourceArn': expect.any(Array) } },
  });
  for (const { trigger } of functions) {
    if (!('rules' in trigger)) continue;
    for (const { id } of trigger.rules) expect(JSON.stringify(statement)).toContain(`"${id}"`);
  }
});

const TELL = ['RespondRole', 'DeadlettersRole'];

test.each([
  ['AlertTopic', 'AlertKey', TELL],
  // What a rule of the stack tells of tampering too.
  ['PagerTopic', 'PagerKey', [...TELL, 'TamperRole']],
])(
  '%s is encrypted with a key of its own, and only the functions that tell people may publish to it',
  (topic, key, roles) => {
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
              'aws:PrincipalArn': roles.flatMap((role) => [
                { 'Fn::GetAtt': [role, 'Arn'] },
                { 'Fn::Sub': expect.stringMatching(new RegExp(`assumed-role.*${role}.*/\\*$`)) },
              ]),
            },
          },
        },
      ],
    });
  },
);

test('what cannot be delivered is kept, for every subscription that the stack makes for somebody, and an alarm tells', () => {
  const subscriptions = resourcesOf('AWS::SNS::Subscription').filter(
    ([, { Properties }]) => Properties['Protocol'] !== 'sqs',
  );
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

test('what is loaded before the first call holds no client of AWS, and the signer of the first shot', () => {
  const code = [...loadedAtStart('respond/respond.mjs')].map((file) =>
    readFileSync(join('dist', file), 'utf8'),
  );
  expect(code.join('\n').match(/@aws-sdk\/client-[\w-]+/g)).toBeNull();
  expect(code.join('\n')).toContain('AWS4-HMAC-SHA256');
});

/** The file and all that it imports statically. */
function loadedAtStart(file: string, known = new Set<string>()): ReadonlySet<string> {
  known.add(file);
  const imports = readFileSync(join('dist', file), 'utf8').matchAll(/(?:from|import)"(\.[^"]+)"/g);
  for (const [, path = ''] of imports) {
    const target = join(dirname(file), path);
    if (!known.has(target)) loadedAtStart(target, known);
  }
  return known;
}

function bundledCode(): string {
  const files = readdirSync('dist', { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => readFileSync(join('dist', file), 'utf8'))
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
