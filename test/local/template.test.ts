import { expect, it } from '@jest/globals';
import { describeStack } from '../../local/template.ts';

const place = { accountId: '111122223333', region: 'us-east-1', partition: 'aws', stackName: 'stack' };
const queue = { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } } };

const functionResource = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: 'f',
    Handler: 'f.handler',
    Runtime: 'nodejs24.x',
    Role: 'arn:role',
    Code: { S3Key: 'a/b/f.zip' },
  },
};
const rule = (properties: object) => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    EventPattern: { source: ['a'] },
    Targets: [{ Id: 't', Arn: { 'Fn::GetAtt': ['F', 'Arn'] } }],
    ...properties,
  },
});
const permission = (properties: object = {}) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: { Ref: 'F' },
    Principal: 'events.amazonaws.com',
    SourceArn: { 'Fn::GetAtt': ['R', 'Arn'] },
    ...properties,
  },
});
const stackOf = (Resources: object) => describeStack({ Resources }, place);

it('has functions with the defaults of Lambda', () => {
  expect(stackOf({ F: functionResource }).functions).toEqual([
    {
      logicalId: 'F',
      name: 'f',
      arn: 'arn:aws:lambda:us-east-1:111122223333:function:f',
      handler: 'f.handler',
      runtime: 'nodejs24.x',
      environment: {},
      log: { format: 'Text', group: '/aws/lambda/f' },
      timeoutSeconds: 3,
      memoryMegabytes: 128,
      roleArn: 'arn:role',
      zip: 'f.zip',
      asynchronous: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600, onFailureArn: undefined },
    },
  ]);
});

it('has functions with a log group of their own', () => {
  const logging = { LogFormat: 'JSON', LogGroup: { Ref: 'Log' } };
  const F = { ...functionResource, Properties: { ...functionResource.Properties, LoggingConfig: logging } };
  const [description] = stackOf({ F, Log: { Type: 'AWS::Logs::LogGroup' } }).functions;
  expect(description?.log).toEqual({ format: 'JSON', group: 'stack-Log' });
});

it('splits a text, and selects a part of it', () => {
  const value = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': ['/', { Ref: 'Queue' }] }] });
  const variables = (index: number) => {
    const Environment = { Variables: { NAME: value(index) } };
    const F = { ...functionResource, Properties: { ...functionResource.Properties, Environment } };
    return stackOf({ F, ...queue }).functions[0]?.environment;
  };
  expect(variables(4)).toEqual({ NAME: 'failures' });
  expect(() => variables(5)).toThrow('there is no member 5');
});

it('has functions with an on-failure destination', () => {
  const config = {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: { Ref: 'F' },
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
    },
  };
  const [description] = stackOf({ F: functionResource, C: config, ...queue }).functions;
  expect(description?.asynchronous).toEqual({
    maximumRetryAttempts: 1,
    maximumEventAgeSeconds: 21_600,
    onFailureArn: 'arn:aws:sqs:us-east-1:111122223333:failures',
  });
});

it('has rules, on the default bus or on one of its own', () => {
  const bus = { Type: 'AWS::Events::EventBus', Properties: { Name: 'mine' } };
  const { rules, buses } = stackOf({
    F: functionResource,
    Bus: bus,
    R: rule({}),
    Own: rule({ EventBusName: { Ref: 'Bus' }, State: 'DISABLED', Name: 'own' }),
  });
  expect(buses).toEqual([
    { logicalId: 'Bus', name: 'mine', arn: 'arn:aws:events:us-east-1:111122223333:event-bus/mine' },
  ]);
  expect(rules).toMatchObject([
    {
      arn: 'arn:aws:events:us-east-1:111122223333:rule/stack-R',
      busName: 'default',
      state: 'ENABLED',
      pattern: { source: ['a'] },
    },
    { arn: 'arn:aws:events:us-east-1:111122223333:rule/mine/own', busName: 'mine', state: 'DISABLED' },
  ]);
});

it.each([
  ['with a permission for that rule', permission(), true],
  [
    'with a permission by the ARN of the function',
    permission({ FunctionName: { 'Fn::GetAtt': ['F', 'Arn'] } }),
    true,
  ],
  [
    'with a permission for another rule',
    permission({ SourceArn: 'arn:aws:events:us-east-1:111122223333:rule/other' }),
    false,
  ],
  ['with a permission for every rule', permission({ SourceArn: { Ref: 'AWS::NoValue' } }), false],
  ['with a permission for another service', permission({ Principal: 'sns.amazonaws.com' }), false],
  ['with a permission for another function', permission({ FunctionName: 'g' }), false],
  ['with a permission for another action', permission({ Action: 'lambda:GetFunction' }), false],
])('lets a rule invoke its target %s: %#', (_, Permission, expected) => {
  const [description] = stackOf({ F: functionResource, R: rule({}), Permission }).rules;
  expect(description?.targets[0]?.mayInvoke).toBe(expected);
});

it.each([
  [
    { Targets: [{ Id: 't', Arn: 'arn', Input: '{}' }] },
    'Resources.R.Properties.Targets[0].Input: not known here',
  ],
  [{ Targets: [{ Id: 't' }] }, 'Resources.R.Properties.Targets[0].Arn: expected a string'],
  [{ State: 'ON' }, 'Resources.R.Properties.State: ON is no state of a rule'],
])('refuses a rule with %j', (properties, problem) => {
  expect(() => stackOf({ F: functionResource, R: rule(properties) })).toThrow(problem);
});
