import { rmSync } from 'node:fs';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { clientConfig } from '../../local/client-config.ts';
import { deployLocally, type LocalStack } from '../../local/stack.ts';
import { eventTo, writeSamplePackage } from './sample-package.ts';

// Every cold start is a process, on a machine that may be busy.
jest.setTimeout(30_000);

const packageFolder = writeSamplePackage();
let stack: LocalStack;
beforeAll(async () => {
  stack = await deployLocally({ packageFolder, stackName: 'sample', environment: { MODE: 'deployed' } });
});
afterEach(() => stack.reset());
afterAll(async () => {
  await stack.stop();
  rmSync(packageFolder, { recursive: true });
});

const doNothing = eventTo('wait', { milliseconds: 0 });
const apiCall = (eventName: string) =>
  eventTo(
    'wait',
    { milliseconds: 0, eventName },
    { source: 'aws.s3', 'detail-type': 'AWS API Call via CloudTrail' },
  );

describe('an event', () => {
  it('goes through the rule that it matches to the function', async () => {
    const { matched, results } = stack.deliver(doNothing);
    expect(matched).toEqual(['FindingRule']);
    expect(await results).toMatchObject([
      { rule: 'FindingRule', invocation: { outcome: 'succeeded', attempts: [{ functionError: undefined }] } },
    ]);
  });

  it('goes nowhere when no rule matches', async () => {
    const { matched, results } = stack.deliver({ ...doNothing, source: 'aws.ec2' });
    expect(matched).toEqual([]);
    expect(await results).toEqual([]);
  });

  it('must have the envelope of EventBridge', () => {
    expect(() => stack.deliver({ detail: {} })).toThrow('an event of EventBridge has');
  });

  it.each([
    ['writes', 'DeleteBucket', ['WritesRule', 'ReadsRule']],
    ['reads', 'ListBuckets', ['ReadsRule']],
    ['makes a session', 'GetSessionToken', ['WritesRule', 'ReadsRule']],
  ])('of an API call that %s reaches the rules that listen to such', (_, eventName, rules) => {
    expect(stack.deliver(apiCall(eventName)).matched).toEqual(rules);
  });

  it('reaches only the rules of its bus', () => {
    expect(stack.deliver({ ...doNothing, source: 'com.example' }).matched).toEqual([]);
    expect(stack.deliver({ ...doNothing, source: 'com.example' }, 'sample').matched).toEqual(['OwnBusRule']);
    expect(stack.deliver(doNothing, 'sample').matched).toEqual([]);
  });

  it('of a rule that may not invoke the function goes to the dead-letter queue at once', async () => {
    const event = { ...doNothing, source: 'aws.health' };
    expect(await stack.deliver(event).results).toEqual([
      expect.objectContaining({ rule: 'ForgottenRule', invocation: undefined }),
    ]);
    expect(stack.queue('UndeliveredQueue')).toEqual([
      {
        at: expect.any(Date),
        body: event,
        receives: 0,
        attributes: {
          RULE_ARN: 'arn:aws:events:us-east-1:111122223333:rule/sample-ForgottenRule',
          TARGET_ARN: 'arn:aws:lambda:us-east-1:111122223333:function:sample-work',
          ERROR_CODE: 'NO_PERMISSIONS',
          ERROR_MESSAGE: 'Not authorized to perform this action',
        },
      },
    ]);
  });

  it('that somebody puts on the bus arrives too', async () => {
    const events = new EventBridgeClient(clientConfig(stack.aws, stack.aws.operatorCredentials()));
    const Entries = [
      {
        EventBusName: 'sample',
        Source: 'com.example',
        DetailType: 'T',
        Detail: '{"do":"wait","milliseconds":0}',
      },
    ];
    await events.send(new PutEventsCommand({ Entries }));
    await stack.settled();
    expect(stack.deliveries).toMatchObject([{ busName: 'sample', matched: ['OwnBusRule'] }]);
    expect(await stack.deliveries[0]?.results).toMatchObject([{ invocation: { outcome: 'succeeded' } }]);
  });

  it('that somebody puts on a bus that does not exist is accepted and lost', async () => {
    const events = new EventBridgeClient(clientConfig(stack.aws, stack.aws.operatorCredentials()));
    const Entries = [{ EventBusName: 'none', Source: 'com.example', DetailType: 'T', Detail: '{}' }];
    expect(await events.send(new PutEventsCommand({ Entries }))).toMatchObject({ FailedEntryCount: 0 });
    expect(stack.deliveries).toMatchObject([{ busName: 'none', matched: [] }]);
  });

  it('that a function puts on a bus is waited for', async () => {
    const entry = {
      EventBusName: 'sample',
      Source: 'com.example',
      DetailType: 'T',
      Detail: '{"do":"wait","milliseconds":200}',
    };
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSEvents.PutEvents' };
    stack.deliver(
      eventTo('call', { service: 'events', headers, body: JSON.stringify({ Entries: [entry] }) }),
    );
    await stack.settled();
    expect(stack.deliveries.map(({ matched }) => matched)).toEqual([['FindingRule'], ['OwnBusRule']]);
    expect(await stack.deliveries[1]?.results).toMatchObject([{ invocation: { outcome: 'succeeded' } }]);
  });
});
