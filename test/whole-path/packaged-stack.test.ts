import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { clientConfig } from '../../local/client-config.ts';
import { deployLocally, type LocalStack } from '../../local/stack.ts';
import { useStolenKey } from '../../local/thief.ts';
import { fixture, withValue } from '../fixture.ts';
import { remainsOf, TOKEN } from '../hostile/secrets.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';
const BUS = 'compromised-key-responder-prod';

let stack: LocalStack;
beforeAll(async () => {
  stack = await deployLocally();
}, 120_000);
beforeEach(async () => {
  await stack.reset();
  for (const [userName, userId, accessKeyId] of [
    ['ci-deploy', 'AIDAIOSFODNN7EXAMPLE', KEY],
    ['security-admin', 'AIDAI44QH8DHBEXAMPLE', OTHER_KEY],
  ] as const) {
    const { identities } = stack.aws;
    identities.createAccessKey(identities.createUser({ userName, userId }), { accessKeyId });
  }
});
afterAll(() => stack.stop());

/** Through the rules of the packaged template to the packaged zip, and until all that follows has ended. */
async function handle(event: object, bus = 'default') {
  const { matched } = stack.deliver(event, bus);
  await stack.settled();
  const { aws } = stack;
  const outcomes = aws.events.filter(({ event: { source } }) => source === 'compromised-key-responder');
  return { matched, states: outcomes.map(({ event: { detail } }) => detail['state']), alerts: aws.published };
}

describe('the rules of the packaged template', () => {
  test.each<[string, string, readonly string[], readonly string[]]>([
    ['guardduty-malicious-ip-caller', 'default', ['GuardDutyFindingRule'], ['CONTAINED']],
    ['guardduty-s3-exfiltration', 'default', ['GuardDutyFindingRule'], ['CONTAINED']],
    ['guardduty-eks-tor', 'default', ['GuardDutyFindingRule'], ['NOT_CONTAINED']],
    ['guardduty-role-session', 'default', ['GuardDutyFindingRule'], ['NOT_CONTAINED']],
    ['guardduty-user-session', 'default', ['GuardDutyFindingRule'], ['PARTLY_CONTAINED']],
    ['guardduty-root', 'default', ['GuardDutyFindingRule'], ['NOT_CONTAINED']],
    ['guardduty-low-discovery', 'default', ['GuardDutyFindingRule'], ['NO_ACTION']],
    ['guardduty-sample', 'default', ['GuardDutyFindingRule'], ['TEST']],
    ['guardduty-attack-sequence', 'default', ['GuardDutyFindingRule'], ['CONTAINED', 'NOT_CONTAINED']],
    ['guardduty-ec2-port-probe', 'default', [], []],
    ['cloudtrail-quarantine-by-aws', 'default', ['QuarantinePolicyRule'], ['CONTAINED']],
    ['cloudtrail-quarantine-by-administrator', 'default', ['QuarantinePolicyRule'], ['CONTAINED']],
    ['cloudtrail-quarantine-inline', 'default', ['QuarantinePolicyRule'], ['CONTAINED']],
    ['cloudtrail-quarantine-v4', 'default', ['QuarantinePolicyRule'], ['CONTAINED']],
    ['cloudtrail-quarantine-refused', 'default', ['QuarantinePolicyRule'], ['PARTLY_CONTAINED']],
    ['cloudtrail-look-alike-policy', 'default', ['QuarantinePolicyRule'], ['NO_ACTION']],
    ['cloudtrail-look-alike-inline', 'default', ['QuarantinePolicyRule'], ['NO_ACTION']],
    ['cloudtrail-quarantine-denied', 'default', [], []],
    ['cloudtrail-attach-ordinary-policy', 'default', [], []],
    ['cloudtrail-create-access-key-for-other', 'default', ['WatchedApiCallRule'], ['NO_ACTION']],
    ['cloudtrail-stop-logging-by-key', 'default', ['SuspectedApiCallRule'], ['CONTAINED']],
    ['cloudtrail-stop-logging-by-role', 'default', ['SuspectedApiCallRule'], ['NO_ACTION']],
    ['cloudtrail-stop-logging-refused', 'default', ['SuspectedApiCallRule'], ['NO_ACTION']],
    ['cloudtrail-stop-logging-for-root', 'default', ['SuspectedApiCallRule'], ['NOT_CONTAINED']],
    ['cloudtrail-stop-logging-by-other-account', 'default', ['SuspectedApiCallRule'], ['NOT_CONTAINED']],
    ['cloudtrail-honey-key', 'default', [], []],
    ['report', BUS, ['ReportRule'], ['CONTAINED']],
    ['report', 'default', [], []],
    ['guardduty-malicious-ip-caller', BUS, ['ForwardedGuardDutyFindingRule'], ['CONTAINED']],
  ])('%s on %s: %j ends %j', async (name, bus, rules, states) => {
    const handled = await handle(fixture(name), bus);
    expect([handled.matched, handled.states]).toEqual([rules, states]);
    expect(handled.alerts).toHaveLength(rules.length);
    expect(stack.aws.identities.statusOf(OTHER_KEY)).toBe('Active');
  });

  test.each([
    'cloudtrail-quarantine-by-aws',
    'cloudtrail-stop-logging-by-key',
    'guardduty-malicious-ip-caller',
  ])('a forged %s matches nothing, since only AWS can use its sources', async (name) => {
    expect((await handle(withValue(fixture(name), 'source', 'custom.forgery'))).matched).toEqual([]);
  });

  test('a deny that is taken off a user is heard, and tells nobody if the ledger does not know the user', async () => {
    const { matched, states, alerts } = await handle(fixture('cloudtrail-detach-deny'));
    expect([matched, states, alerts]).toEqual([['DenyRemovalRule'], ['NO_ACTION'], []]);
  });

  test('our own outcome events set off no rule of ours', async () => {
    await handle(fixture('report'), BUS);
    const own = stack.deliveries.filter(({ event }) => event.source === 'compromised-key-responder');
    expect(own.map(({ matched }) => matched)).toEqual([[]]);
  });
});

test('a thief who uses the key is refused', async () => {
  const key = stack.aws.identities.findAccessKey(KEY)?.key;
  if (key === undefined) throw new Error('the key is missing');
  const theft = useStolenKey(clientConfig(stack.aws, key));
  await handle(fixture('guardduty-malicious-ip-caller'));
  expect((await theft).errorCode).toBe('InvalidClientTokenId');
});

describe('an event that cannot be finished', () => {
  const retryQueue = () => {
    const arn = stack.description.queues.find(({ logicalId }) => logicalId === 'RetryQueue')?.arn ?? '';
    const queue = stack.aws.queues.find(arn);
    if (queue === undefined) throw new Error('the template has no retry queue');
    return queue;
  };
  const bodies = () => stack.queue('RetryQueue').map(({ body }) => body);

  test('is tried three times, tells people each time, and comes back from the queue until it is contained', async () => {
    stack.aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: 'forever' });
    const event = fixture('guardduty-malicious-ip-caller');
    const { states, alerts } = await handle(event);
    // Lambda's three tries, and the first of the queue, which comes at once.
    expect(states).toEqual(['NOT_CONTAINED', 'NOT_CONTAINED', 'NOT_CONTAINED', 'NOT_CONTAINED']);
    expect(alerts[0]?.subject).toContain('NOT CONTAINED');
    expect(bodies()).toMatchObject([
      { requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 }, requestPayload: event },
    ]);
    await stack.pass(59);
    expect(stack.aws.identities.statusOf(KEY)).toBe('Active');
    stack.aws.faults.clear();
    await stack.pass(2);
    expect(stack.aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(bodies()).toEqual([]);
    expect(stack.aws.published.at(-1)?.subject).toContain(' CONTAINED] ');
  });

  test('is contained by the next try when the fault passes', async () => {
    refuseOneResponse();
    expect((await handle(fixture('guardduty-malicious-ip-caller'))).states).toEqual([
      'NOT_CONTAINED',
      'CONTAINED',
    ]);
    expect(stack.aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(bodies()).toEqual([]);
  });

  test('is kept when nobody can be told, and the key is Inactive all the same', async () => {
    stack.aws.faults.inject({ action: 'sns:Publish', fault: accessDenied, times: 'forever' });
    await handle(fixture('guardduty-malicious-ip-caller'));
    expect(stack.aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(bodies()).toHaveLength(1);
  });

  test('that a rule could not deliver is contained from the queue', async () => {
    const event = fixture('guardduty-malicious-ip-caller');
    const attributes = {
      RULE_ARN: 'arn:aws:events:us-east-1:111122223333:rule/r',
      ERROR_CODE: 'NO_PERMISSIONS',
    };
    retryQueue().send({ body: JSON.stringify(event), senderId: 'events.amazonaws.com', attributes });
    await stack.settled();
    expect(stack.aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(bodies()).toEqual([]);
  });

  test('and holds a session token is in no queue, no log and no alert with it', async () => {
    refuseOneResponse();
    const event = withValue(fixture('cloudtrail-stop-logging-by-key'), 'detail.responseElements', {
      credentials: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionToken: TOKEN },
    });
    expect((await handle(event)).states).toEqual(['NOT_CONTAINED']);
    const [kept] = bodies();
    expect(kept).toMatchObject({ responder: 'event', event: { id: event['id'] } });
    const everything = JSON.stringify([kept, stack.logs('RespondLambdaFunction'), stack.aws.published]);
    expect(remainsOf(TOKEN, everything)).toEqual([]);
    await stack.pass(60);
    expect(stack.aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(bodies()).toEqual([]);
  });

  test('for more than a day ends as a dead letter, which people are told of once, and which is kept', async () => {
    stack.aws.faults.inject({ action: 'iam:*', fault: accessDenied, times: 'forever' });
    stack.aws.faults.inject({ action: 'sqs:ChangeMessageVisibility', fault: accessDenied, times: 'forever' });
    const event = fixture('guardduty-malicious-ip-caller');
    retryQueue().send({ body: JSON.stringify(event), senderId: 'events.amazonaws.com' });
    let hours = 0;
    for (; stack.queue('DeadLetterQueue').length === 0; hours += 0.25) await stack.pass(900);
    expect(hours).toBeGreaterThan(24);
    const before = stack.aws.published.length;
    for (let run = 0; run < 3; run += 1) {
      expect(await stack.invoke('DeadlettersLambdaFunction', {})).toMatchObject({ functionError: undefined });
    }
    const told = stack.aws.published.slice(before);
    expect(told.map(({ subject }) => subject)).toEqual([
      `[P1 NOT CONTAINED] key ${KEY} in an event given up, account 111122223333`,
    ]);
    expect(told[0]?.bodies.email).toContain(' && aws iam update-access-key ');
    expect(told[0]?.bodies.email).toMatch(
      / aws sqs start-message-move-task --source-arn='arn:aws:sqs:us-east-1:111122223333:[\w-]+DeadLetterQueue'/,
    );
    expect(stack.queue('DeadLetterQueue').map(({ body }) => body)).toEqual([event]);
  }, 120_000);
});

test('an event that cannot be read is alerted once and not tried again', async () => {
  const event = withValue(fixture('guardduty-malicious-ip-caller'), 'detail.accountId', 'unknown');
  const { states, alerts } = await handle(event);
  expect([states, alerts.length]).toEqual([['NOT_CONTAINED'], 1]);
  expect(stack.queue('RetryQueue')).toEqual([]);
});

test('the log holds the outcome, and no secret of the event', async () => {
  const event = withValue(fixture('cloudtrail-stop-logging-by-key'), 'detail.responseElements', {
    credentials: {
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI',
      sessionToken: 'FwoGZXIvYXdzEXAMPLE',
    },
  });
  const { alerts } = await handle(event);
  const everything = JSON.stringify([stack.logs('RespondLambdaFunction'), alerts, stack.aws.events]);
  expect(everything).toContain('"state\\":\\"CONTAINED\\"');
  expect(everything).not.toMatch(/wJalrXUtnFEMI|FwoGZXIvYXdzEXAMPLE/);
});

test('CONTAIN=observe changes nothing and says so', async () => {
  await stack.reset({ environment: { CONTAIN: 'observe' } });
  stack.aws.identities.createAccessKey(stack.aws.identities.createUser({ userName: 'ci-deploy' }), {
    accessKeyId: KEY,
  });
  const { states, alerts } = await handle(fixture('guardduty-malicious-ip-caller'));
  expect(states).toEqual(['NO_ACTION']);
  expect(alerts[0]?.bodies.email).toContain('CONTAIN=observe');
  expect(stack.aws.identities.statusOf(KEY)).toBe('Active');
  await stack.reset({ environment: {} });
});

/** However often it asks: a new environment does so by its first shot as well. */
function refuseOneResponse(): void {
  const { length } = stack.aws.requests;
  const isOver = () => stack.aws.requests.slice(length).some(({ action }) => action === 'ListAccessKeys');
  const fault = accessDenied;
  stack.aws.faults.inject({
    ...{ action: 'iam:UpdateAccessKey', fault, times: 'forever' },
    when: () => !isOver(),
  });
}
