import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
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
  await expect(house.invoke(switchOn())).rejects.toThrow('ledger-erased');
  expect(alertsOf(aws).at(-1)).toMatchObject({
    state: 'NOT_CONTAINED',
    reason: 'ledger-erased',
    severity: 'P1',
    page: true,
  });
  const mail = aws.published.at(-1)?.bodies.email ?? '';
  // What it means, what stops the key, and what brings back what the ledger knew.
  expect(mail).toMatch(/was switched ON, and the ledger .* WAS ERASED/);
  expect(mail).toMatch(/ aws iam update-access-key .* --status='Inactive'/);
  expect(mail).toMatch(
    / aws dynamodb restore-table-to-point-in-time --source-table-name='ledger' --target-table-name='ledger-restored' --restore-date-time='\S+Z'/,
  );
  expect(mail).toMatch(new RegExp(` aws dynamodb get-item --table-name='ledger-restored' .*${INCIDENT}`));
  expect(house.log).toContainEqual({ level: 'error', message: 'dynamodb:GetItem LedgerErased' });
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

test('a ledger that knows nothing of a key, and has its sentinel, is a new one: the key is left alone', async () => {
  const before = aws.requests.length;
  expect(await house.invoke(switchOn())).toEqual(['NO_ACTION']);
  expect(aws.identities.statusOf(KEY)).toBe('Active');
  const reads = aws.requests.slice(before).filter(({ service }) => service === 'dynamodb');
  // The key, the caller and the sentinel.
  expect(reads.slice(0, 3).map(({ action }) => action)).toEqual(['GetItem', 'GetItem', 'GetItem']);
});

test('a key that somebody switches off is looked up without the sentinel, which changes nothing of it', async () => {
  await erase(aws);
  const before = aws.requests.length;
  await house.invoke(fixture('cloudtrail-deactivate-key'));
  const reads = aws.requests.slice(before).filter(({ action }) => action === 'GetItem');
  expect(reads).toHaveLength(1);
  expect(house.log).not.toContainEqual(expect.objectContaining({ level: 'error' }));
});
