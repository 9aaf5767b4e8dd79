import { IAMClient, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { COLD, type House, openHouse } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const PAGER = 'arn:aws:sns:us-east-1:111122223333:pager';

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  aws.topics.add(PAGER);
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), { accessKeyId: KEY });
  house = openHouse(aws, { PAGER_TOPIC_ARN: PAGER });
});
afterAll(() => aws.stop());

const finding = () => fixture('guardduty-malicious-ip-caller');
const pages = (): readonly Readonly<Record<string, unknown>>[] =>
  aws.published
    .filter(({ topicArn }) => topicArn === PAGER)
    .map(({ subject, message }) => ({ subject, ...JSON.parse(message) }));
const transitions = () => aws.events.map(({ event }) => event.detail['transition']);

/** What the alert's own command does, pasted by a person. */
async function runCommandOfAlert(): Promise<void> {
  const { commands } = JSON.parse(aws.published[0]?.bodies.sqs ?? '{}') as {
    commands: readonly { readonly kind: string; readonly argv: readonly string[] }[];
  };
  const [, service, action, ...flags] = commands.find(({ kind }) => kind === 'contain')?.argv ?? [];
  expect([service, action]).toEqual(['iam', 'update-access-key']);
  const [UserName, AccessKeyId, Status] = flags.map((flag) => flag.split('=')[1]);
  const iam = new IAMClient(clientConfig(aws, aws.operatorCredentials()));
  await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: Status as 'Inactive' }));
}

/** An event of its own for every id: CloudTrail tells of the same key time and again. */
function told(name: string, id: string): Json {
  return withValue(fixture(name), 'id', id);
}

test('the command of an alert that woke somebody closes its page, once IAM shows it', async () => {
  const exempt = openHouse(aws, { PAGER_TOPIC_ARN: PAGER, EXEMPT_PRINCIPALS: 'ci-deploy' });
  expect(await exempt.invoke(finding())).toEqual(['NO_ACTION']);
  await runCommandOfAlert();
  expect(await exempt.invoke(told('cloudtrail-deactivate-key', 'off'))).toEqual(['RESOLVED']);

  expect(pages()).toMatchObject([
    {
      subject: `ALARM: P1 NOT CONTAINED (EXEMPT) key ${KEY} untouched, account 111122223333`,
      NewStateValue: 'ALARM',
    },
    { subject: `OK: P2 RESOLVED key ${KEY} stopped by hand, account 111122223333`, NewStateValue: 'OK' },
  ]);
  expect(new Set(pages().map((page) => page['AlarmName']))).toEqual(new Set([`akr:aws:111122223333:${KEY}`]));
  expect(transitions()).toEqual([
    { from: null, to: 'NO_ACTION', alertsBefore: 0 },
    { from: 'NO_ACTION', to: 'RESOLVED', alertsBefore: 1 },
  ]);
  const text = aws.published.at(-2)?.bodies.email ?? '';
  expect(text).toContain('was set Inactive by somebody, and IAM shows it.');
  expect(text).toContain('"arn:aws:iam::111122223333:user/security-admin"');
  expect(text).toContain('UNKNOWN  sessions made with the key');
});

test('a failed response that succeeds at the next try closes its own page', async () => {
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: COLD });
  await expect(house.invoke(finding())).rejects.toThrow('deactivation-failed');
  expect(await house.invoke(finding())).toEqual(['CONTAINED']);
  expect(pages().map((page) => page['NewStateValue'])).toEqual(['ALARM', 'OK']);
  expect(transitions()).toMatchObject([{ to: 'NOT_CONTAINED' }, { from: 'NOT_CONTAINED', to: 'CONTAINED' }]);
});

test("the responder's own call, told by CloudTrail, tells nobody anything", async () => {
  await house.invoke(finding());
  const published = aws.published.length;
  expect(await house.invoke(told('cloudtrail-deactivate-key', 'own'))).toEqual(['NO_ACTION']);
  expect(aws.published).toHaveLength(published);
  expect(aws.events.at(-1)?.event.detail).toMatchObject({ reason: 'nothing-to-resolve' });
});

test('the deletion of a contained key ends its story, once', async () => {
  await house.invoke(finding());
  aws.identities.deleteAccessKey(KEY);
  expect(await house.invoke(told('cloudtrail-delete-key', 'gone'))).toEqual(['RESOLVED']);
  expect(await house.invoke(told('cloudtrail-delete-key', 'gone again'))).toEqual(['NO_ACTION']);
  expect(pages().map((page) => page['state'])).toEqual(['CONTAINED', 'RESOLVED']);
});

test('what is said to be stopped and reads Active keeps its page open, and is looked at again', async () => {
  const exempt = openHouse(aws, { PAGER_TOPIC_ARN: PAGER, EXEMPT_PRINCIPALS: 'ci-deploy' });
  await exempt.invoke(finding());
  await expect(exempt.invoke(told('cloudtrail-deactivate-key', 'off'))).rejects.toThrow('still-active');
  expect(pages().map((page) => page['NewStateValue'])).toEqual(['ALARM', 'ALARM']);
}, 20_000);

test('a thief who deletes the key that is known has not closed the story of the other', async () => {
  const user = aws.identities.findUser('111122223333', 'ci-deploy');
  if (user !== undefined) aws.identities.createAccessKey(user, { accessKeyId: 'AKIAI44QH8DHBEXAMPLE' });
  expect(await house.invoke(finding())).toEqual(['PARTLY_CONTAINED']);
  aws.identities.deleteAccessKey(KEY);
  expect(await house.invoke(told('cloudtrail-delete-key', 'gone'))).toEqual(['PARTLY_CONTAINED']);
  // The page of the first alert stays open, and nobody is woken twice.
  expect(pages().map((page) => page['NewStateValue'])).toEqual(['ALARM']);
  expect(aws.published.at(-1)?.bodies.email).toContain('AKIAI44QH8DHBEXAMPLE Active');
});

test('a state that says nothing of the key closes nothing', async () => {
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: COLD });
  await expect(house.invoke(finding())).rejects.toThrow();
  await house.invoke(withValue(finding(), 'detail.service.archived', true));
  expect(pages()).toHaveLength(1);
  aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
  expect(await house.invoke(told('cloudtrail-deactivate-key', 'off'))).toEqual(['RESOLVED']);
});

describe('a record of a stop that comes late, for a key that somebody has switched on since', () => {
  const exemptHouse = () => openHouse(aws, { PAGER_TOPIC_ARN: PAGER, EXEMPT_PRINCIPALS: 'ci-deploy' });
  const at = (event: Json, seconds: number) =>
    withValue(event, 'detail.eventTime', new Date(Date.now() + seconds * 1000).toISOString());
  const stop = at(told('cloudtrail-deactivate-key', 'off'), 10);
  const states = () =>
    aws.published
      .filter(({ topicArn }) => topicArn !== PAGER)
      .map(({ bodies }) => JSON.parse(bodies.sqs))
      .map(({ state, reason }) => `${state} ${reason}`);
  const retries = () => aws.queues.find('retries');

  test('is no news, if the ledger knows of the later activation', async () => {
    const exempt = exemptHouse();
    await exempt.invoke(finding());
    await exempt.invoke(at(told('cloudtrail-activate-key', 'on'), 20));
    const before = aws.published.length;
    expect(await exempt.invoke(stop)).toEqual(['NO_ACTION']);
    expect(aws.published).toHaveLength(before);
    expect(aws.events.at(-1)?.event.detail).toMatchObject({ reason: 'nothing-to-resolve' });
    // One that was made after it is news.
    aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
    expect(await exempt.invoke(at(told('cloudtrail-deactivate-key', 'later'), 30))).toEqual(['RESOLVED']);
  });

  test('is told within minutes, if the ledger knows of none, and not tried for a day', async () => {
    const exempt = exemptHouse();
    await exempt.invoke(finding());
    await expect(exempt.invoke(stop)).rejects.toThrow('still-active');
    retries()?.send({ body: JSON.stringify(stop), senderId: 'test' });
    await exempt.passTime(0);
    expect(states()).toEqual([
      'NO_ACTION exempt',
      'NOT_CONTAINED still-active',
      'NOT_CONTAINED active-again',
    ]);
    expect(retries()?.messages).toEqual([]);
    // The key is Active: its page is open, and a stop that holds closes it.
    expect(pages().map((page) => page['NewStateValue'])).not.toContain('OK');
    aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
    expect(await exempt.invoke(at(told('cloudtrail-deactivate-key', 'later'), 30))).toEqual(['RESOLVED']);
    expect(pages().at(-1)?.['NewStateValue']).toBe('OK');
  });
});

test('the end of a page that only an unsent alert opened makes no incident of the key', async () => {
  const at = (second: number, event: Json) =>
    withValue(event, 'detail.eventTime', `2026-05-04T03:00:${second}Z`);
  const user = aws.identities.findUser(aws.accountId, 'ci-deploy');
  if (user === undefined) throw new Error('the world has no such user');
  aws.identities.createAccessKey(user, { accessKeyId: 'AKIAI44QH8DHBEXAMPLE' });
  aws.faults.inject({ action: 'sns:Publish', fault: accessDenied, times: 1 });
  await expect(house.invoke(at(10, told('cloudtrail-activate-key', 'on')))).rejects.toThrow('sns:Publish');
  expect(pages()).toMatchObject([{ NewStateValue: 'ALARM' }]);
  await house.invoke(at(15, told('cloudtrail-activate-key', 'on, and told')));
  aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
  await house.invoke(at(20, told('cloudtrail-deactivate-key', 'off')));
  aws.identities.findAccessKey(KEY)?.key.status.write('Active');
  await house.invoke(at(30, told('cloudtrail-activate-key', 'on again')));
  expect(aws.identities.statusOf(KEY)).toBe('Active');
});
