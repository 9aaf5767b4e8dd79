import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { deployLocally, type LocalStack } from '../../local/stack.ts';
import { HEARTBEAT_SOURCE } from '../../src/core/heartbeat.ts';
import { fixture } from '../fixture.ts';

let stack: LocalStack;
beforeAll(async () => {
  stack = await deployLocally();
}, 120_000);
beforeEach(() => stack.reset());
afterAll(() => stack.stop());

/** What the schedule does, and until all that follows has ended. @returns what arrived in the queue for heartbeats. */
async function beat() {
  await stack.invoke('DeadlettersLambdaFunction', {});
  await stack.settled();
  return stack.queue('HeartbeatQueue').map(({ body }) => JSON.parse((body as { Message: string }).Message));
}

const audiences = () => stack.aws.published.map(({ attributes }) => attributes['audience']);
const iamCalls = () =>
  stack.aws.requests
    .filter(({ service }) => service === 'iam')
    .map(({ action, errorCode }) => `${action} ${errorCode}`);

describe.each(['suspected', 'observe'])('CONTAIN=%s: a heartbeat', (mode) => {
  beforeEach(() => stack.reset({ environment: { CONTAIN: mode } }));

  test('arrives by bus, rule, function and topic in a queue of the stack, and is for nobody else', async () => {
    expect(await beat()).toMatchObject([
      { kind: 'heartbeat', state: 'TEST', account: { id: '111122223333' }, responder: { mode } },
    ]);
    const [delivery] = stack.deliveries.filter(({ event }) => event.source === HEARTBEAT_SOURCE);
    expect(delivery?.matched).toEqual(['ReportRule']);
    expect(audiences()).toEqual(['heartbeat']);
    expect(stack.aws.events.map(({ event }) => event.source)).toEqual([HEARTBEAT_SOURCE]);
    expect(stack.queue('RetryQueue')).toEqual([]);
  });

  test('changes nobody in IAM, and shows that it could', async () => {
    await beat();
    const call = mode === 'observe' ? 'ListAccessKeys' : 'UpdateAccessKey';
    expect(new Set(iamCalls())).toEqual(new Set([`${call} NoSuchEntity`]));
  });

  test.each([
    [mode === 'observe' ? 'iam:ListAccessKeys' : 'iam:UpdateAccessKey', 'iam:\\w+'],
    ['dynamodb:UpdateItem', 'the ledger:'],
    ['sns:Publish', 'sns:Publish'],
  ])('does not arrive if the role is refused %s, and nothing is tried again', async (action, problem) => {
    stack.aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
    expect(await beat()).toEqual([]);
    expect(stack.queue('RetryQueue')).toEqual([]);
    expect(stack.logs('RespondLambdaFunction').at(-1)).toMatch(
      new RegExp(`"level":"ERROR".*"problems":\\["${problem} AccessDenied"\\]`),
    );
  });
});

test('a heartbeat does not arrive if somebody disables the rule of the reports', async () => {
  stack.disableRule('ReportRule');
  expect(await beat()).toEqual([]);
});

test('an alert is no heartbeat: it does not come into that queue', async () => {
  stack.deliver(fixture('guardduty-sample'));
  await stack.settled();
  expect(audiences()).toEqual(['change']);
  expect(stack.queue('HeartbeatQueue')).toEqual([]);
});

test.each([
  ['at once, because the rule may not invoke the function any more', 0],
  ['late', 300],
])('a heartbeat that comes from the queue %s proves nothing, and is not passed on', async (_, seconds) => {
  const sentAt = new Date(Date.now() - seconds * 1000).toISOString();
  const event = {
    ...{ version: '0', id: '5d6e7f80-0000-4000-8000-000000000001', account: '111122223333' },
    ...{ 'detail-type': 'Key Responder Heartbeat', source: HEARTBEAT_SOURCE, region: 'us-east-1' },
    ...{ time: '2026-05-04T03:12:00Z', resources: [], detail: { sentAt } },
  };
  const arn = stack.description.queues.find(({ logicalId }) => logicalId === 'RetryQueue')?.arn ?? '';
  stack.aws.queues.find(arn)?.send({ body: JSON.stringify(event), senderId: 'events.amazonaws.com' });
  await stack.settled();
  expect([stack.queue('RetryQueue'), stack.queue('HeartbeatQueue'), stack.aws.published]).toEqual([
    [],
    [],
    [],
  ]);
});

test('dead letters are told even if no heartbeat can be sent', async () => {
  stack.aws.faults.inject({ action: 'events:PutEvents', fault: accessDenied, times: 'forever' });
  expect(await stack.invoke('DeadlettersLambdaFunction', {})).toMatchObject({ payload: 0 });
  expect(stack.logs('DeadlettersLambdaFunction').join()).toContain('no heartbeat was sent');
});
