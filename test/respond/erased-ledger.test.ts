import { createServer } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { listen } from '../../local/listen.ts';
import { Ledger } from '../../src/incident/ledger.ts';
import { findBesideSentinel } from '../../src/incident/sentinel.ts';
import { fixture, withValue } from '../fixture.ts';
import { alertsOf, type House, openHouse } from '../house.ts';
import { erase } from '../ledger-items.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const CALLERS = 'AKIAI44QH8DHBEXAMPLE';
const INCIDENT = `akr:aws:111122223333:${KEY}`;

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  for (const [userName, accessKeyId] of [
    ['ci-deploy', KEY],
    ['security-admin', CALLERS],
  ] as const) {
    aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId });
  }
  house = openHouse(aws);
});
afterAll(() => aws.stop());

function switchOn() {
  aws.identities.findAccessKey(KEY)?.key.status.write('Active');
  const call = withValue(fixture('cloudtrail-activate-key'), 'detail.requestParameters', {
    userName: 'ci-deploy',
    accessKeyId: KEY,
    status: 'Active',
  });
  return withValue(call, 'detail.userIdentity.accessKeyId', CALLERS);
}

test('somebody who erases the ledger and switches the key on wakes a person, and loses no key of their own', async () => {
  await house.invoke(fixture('guardduty-malicious-ip-caller'));
  await erase(aws, { incidents: [INCIDENT] });
  await expect(house.invoke(switchOn())).rejects.toThrow('ledger-unreadable');
  expect(alertsOf(aws).at(-1)).toMatchObject({ state: 'NOT_CONTAINED', severity: 'P1', page: true });
  expect(house.log).toContainEqual({ level: 'error', message: 'dynamodb:BatchGetItem LedgerErased' });
  expect(aws.identities.statusOf(CALLERS)).toBe('Active');
});

test('what an erased ledger has learnt since is still acted on', async () => {
  await erase(aws);
  await house.invoke(fixture('guardduty-malicious-ip-caller'));
  expect(await house.invoke(switchOn())).toEqual(['PARTLY_CONTAINED']);
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
});

test('an erased ledger delays no containment: everything new is contained as ever', async () => {
  await erase(aws);
  expect(await house.invoke(fixture('guardduty-malicious-ip-caller'))).toEqual(['CONTAINED']);
});

test('a new ledger knows nothing of a key, and says so in one request', async () => {
  const ledger = new Ledger('ledger', clientConfig(aws, aws.operatorCredentials()));
  const before = aws.requests.length;
  expect(await ledger.find(INCIDENT)).toEqual({ kind: 'known', deactivations: 0, restored: false });
  expect(aws.requests.slice(before).map(({ action }) => action)).toEqual(['BatchGetItem']);
});

test('an answer that leaves the key out, as DynamoDB does under load, is neither a new ledger nor an erased one', async () => {
  const left = { ledger: { Keys: [{ incident: { S: INCIDENT } }] } };
  const answer = { Responses: { ledger: [{ incident: { S: 'sentinel' } }] }, UnprocessedKeys: left };
  const server = createServer((_, response) => response.end(JSON.stringify(answer)));
  const endpoint = await listen(server);
  const client = new DynamoDBClient({ ...clientConfig(aws, aws.operatorCredentials()), endpoint });
  const found = findBesideSentinel({ client, tableName: 'ledger' }, INCIDENT);
  await expect(found).rejects.toMatchObject({ name: 'LedgerIncomplete' });
  client.destroy();
  server.close();
});
