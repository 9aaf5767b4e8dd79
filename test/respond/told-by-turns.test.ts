import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, withValue } from '../fixture.ts';
import { openHouseWithPager } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  const user = aws.identities.createUser({ userName: 'ci-deploy', userId: 'AIDAIOSFODNN7EXAMPLE' });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
});
afterAll(() => aws.stop());

const onTopic = (name: string) => aws.published.filter(({ topicArn }) => topicArn.endsWith(`:${name}`));
const told = () => onTopic('alerts').map(({ bodies }) => JSON.parse(bodies.sqs).state);
const pages = () => onTopic('pager').map(({ subject }) => subject?.split(':')[0]);

/** Each try in a process of its own. */
async function handle(id: string): Promise<unknown> {
  const event = withValue(fixture('guardduty-malicious-ip-caller'), 'id', id);
  return openHouseWithPager(aws, { QUARANTINE_USERS: 'true' })
    .invoke(event)
    .catch(() => 'retry');
}

/** The key is stopped, and whether the user is denied cannot be read. */
async function partly(id: string) {
  aws.faults.inject({ action: 'iam:ListAttachedUserPolicies', fault: accessDenied, times: 'forever' });
  await handle(id);
  aws.faults.clear();
}

/** A thief has switched the key on, and IAM refuses to stop it. */
async function notAtAll(id: string) {
  aws.identities.findAccessKey(KEY)?.key.status.write('Active');
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: 'forever' });
  await handle(id);
  aws.faults.clear();
}

describe('two events about one key that fail by turns', () => {
  test('tell their two states once, and leave people with the worse', async () => {
    for (let turn = 1; turn <= 4; turn += 1) {
      await partly('one');
      await notAtAll('other');
    }
    expect(told()).toEqual(['PARTLY_CONTAINED', 'NOT_CONTAINED']);
    expect(pages()).toEqual(['ALARM', 'ALARM']);
  });

  test('tell the end, whichever comes to it', async () => {
    for (let turn = 1; turn <= 2; turn += 1) {
      await partly('one');
      await notAtAll('other');
    }
    await handle('one');
    expect(told()).toEqual(['PARTLY_CONTAINED', 'NOT_CONTAINED', 'CONTAINED']);
    expect(pages()).toEqual(['ALARM', 'ALARM', 'OK']);
  });

  test('tell what is worse than what people were told last, also if they were told it before', async () => {
    await notAtAll('one');
    await handle('other');
    await notAtAll('one');
    await partly('third');
    await notAtAll('one');
    expect(told()).toEqual([
      ...['NOT_CONTAINED', 'CONTAINED', 'NOT_CONTAINED'],
      ...['PARTLY_CONTAINED', 'NOT_CONTAINED'],
    ]);
    expect(pages().at(-1)).toBe('ALARM');
  });

  test('and a new event tells what it found, even if that is better', async () => {
    await partly('one');
    await notAtAll('other');
    await partly('third');
    expect(told()).toEqual(['PARTLY_CONTAINED', 'NOT_CONTAINED', 'PARTLY_CONTAINED']);
  });
});
