import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../local/aws/faults.ts';
import { type Aws, startAws } from '../local/aws.ts';
import { NO_CLAIMS } from '../src/core/claims.ts';
import type { StormShare } from '../src/core/storm-share.ts';
import { tellStorm } from '../src/share-storm.ts';
import { fixture, type Json, withValue } from './fixture.ts';
import { type House, openHouseWithPager } from './house.ts';
import { erase, itemOf } from './ledger-items.ts';

const place = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  house = openHouseWithPager(aws);
});
afterAll(() => aws.stop());

const keyOf = (number: number) => `AKIAEXAMPLE${String(number).padStart(9, '0')}`;
const refuse = (action: string) => aws.faults.inject({ action, fault: accessDenied, times: 'forever' });

/** A finding about a user and key of its own. */
function finding(number: number): Json {
  const userName = `user-${number}`;
  aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId: keyOf(number) });
  const key = { accessKeyId: keyOf(number), userName, userType: 'IAMUser' };
  const event = withValue(fixture('guardduty-malicious-ip-caller'), 'detail.resource.accessKeyDetails', key);
  return withValue(withValue(event, 'id', `event-${number}`), 'detail.id', `finding-${number}`);
}

const ends = () =>
  (aws.queues.find('retries')?.messages ?? []).map(({ body, visibleAt }) => ({
    ...JSON.parse(body),
    minutes: Math.round((visibleAt - aws.elapsed.now()) / 60_000),
  }));
const told = (topic: string) =>
  aws.published.filter(({ topicArn }) => topicArn.endsWith(topic)).map(({ subject }) => subject ?? '');
const NOTHING: StormShare = {
  ...{ id: 'storm/unknown', inDigest: new Set(), unpaged: new Set(), needsEnd: false },
  ...{ digest: false, page: false },
};
const tellOf = async (storm: StormShare | undefined) => {
  const claims = { ...NO_CLAIMS, ...(storm && { storm }) };
  const { errors } = await tellStorm(claims, { place, c: house.container });
  return { errors, mails: told(':alerts').length, pages: told(':pager').length };
};
const ledgerOf = (number: number) => itemOf(aws, `akr:aws:111122223333:${keyOf(number)}`);

describe('the sixth alert within ten minutes', () => {
  beforeEach(async () => {
    await erase(aws, { incidents: ['storm'] });
    for (const number of [1, 2, 3, 4, 5]) await house.invoke(finding(number));
  });

  test('is left to a digest, and the queue brings the end of the storm after ten minutes, once', async () => {
    expect(ends()).toEqual([]);
    await house.invoke(finding(6));
    const id = (await itemOf(aws, 'storm'))?.['storm']?.S ?? '';
    const end = { responder: 'task', task: 'end-storm', payload: { storm: id }, remainingSeconds: 0 };
    expect(ends()).toEqual([{ ...end, minutes: 10 }]);
    expect((await itemOf(aws, 'storm'))?.['ending']).toEqual({ BOOL: true });
    expect(told(':alerts')).toHaveLength(6);
    expect(told(':alerts').at(-1)).toMatch(/^\[P2 DIGEST\] 6 credentials: 6 CONTAINED/);
    expect(aws.published.at(-1)?.bodies.email).not.toContain('is over');
    expect(await ledgerOf(6)).toHaveProperty('toldState', { S: 'CONTAINED' });

    await house.invoke(finding(7));
    expect(ends()).toHaveLength(1);
    expect(told(':alerts')).toHaveLength(6);

    // Whose task a digest or a page is, the ledger says.
    const pages = told(':pager').length;
    const tell = (share: Partial<StormShare>) => tellOf({ ...NOTHING, id, ...share });
    expect(await tell({ digest: true })).toEqual({ errors: [], mails: 7, pages });
    expect(await tell({ page: true })).toEqual({ errors: [], mails: 7, pages: pages + 1 });
    refuse('dynamodb:GetItem');
    const errors = ['dynamodb:GetItem AccessDenied'];
    expect(await tell({ digest: true })).toEqual({ errors, mails: 7, pages: pages + 1 });
  });

  test('is told by itself where nobody would end the storm, and the log says so', async () => {
    refuse('sqs:SendMessage');
    await house.invoke(finding(6));
    expect(told(':alerts').at(-1)).toContain(`[P2 CONTAINED] key ${keyOf(6)}`);
    expect(await itemOf(aws, 'storm')).not.toHaveProperty('ending');
    const message = 'sqs:SendMessage AccessDenied: the storm is told singly';
    expect(house.log).toContainEqual({ level: 'error', message });
  });

  test('is as good as untold where its digest could not be published', async () => {
    refuse('sns:Publish');
    await expect(house.invoke(finding(6))).rejects.toThrow('sns:Publish AccessDenied');
    expect(await ledgerOf(5)).toHaveProperty('toldState');
    expect(await ledgerOf(6)).not.toHaveProperty('toldState');
  });
});

test('nothing is told of a storm by an event that has no share of it, or none of its telling', async () => {
  expect(await tellOf(undefined)).toEqual({ errors: [], mails: 0, pages: 0 });
  expect(await tellOf(NOTHING)).toEqual({ errors: [], mails: 0, pages: 0 });
  expect(aws.requests).toEqual([]);
});
