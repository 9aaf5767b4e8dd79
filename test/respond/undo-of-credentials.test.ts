import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { User } from '../../local/aws/user.ts';
import type { UserCredential } from '../../local/aws/user-credential.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { type House, openHouse } from '../house.ts';
import { runOnLedger } from '../ledger-items.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
/** The fixtures' findings were first seen at 02:58:10. */
const AFTER = new Date('2026-05-04T03:05:00.000Z');

let aws: Aws;
let house: House;
let user: User;
let bearers: readonly UserCredential[];
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  house = openHouse(aws);
  user = aws.identities.createUser({ userName: 'ci-deploy' });
  bearers = ['bedrock.amazonaws.com', 'logs.amazonaws.com'].map((service) =>
    aws.identities.createCredential(user, { kind: 'service-specific-credential', service }),
  );
});
afterAll(() => aws.stop());

/** A finding that names the user and no key. */
function finding(change: Readonly<Record<string, JsonValue>> = {}): Json {
  const { userId: principalId, userName } = user;
  return Object.entries({
    'detail.resource.accessKeyDetails': { principalId, userType: 'IAMUser', userName },
    ...change,
  }).reduce(
    (event, [path, value]) => withValue(event, path, value),
    fixture('guardduty-malicious-ip-caller'),
  );
}
const update = () => finding({ id: 'update', 'detail.service.count': 4 });
const statuses = () => bearers.map(({ status }) => status.read(0));
const undoOf = (): readonly (readonly string[])[] =>
  JSON.parse(aws.published.at(-1)?.bodies.sqs ?? '{}')
    .commands.filter(({ kind }: { kind: string }) => kind === 'undo')
    .map(({ argv }: { argv: readonly string[] }) => argv);

/** What the commands do, one after the other. */
async function undo(commands = undoOf()): Promise<void> {
  for (const argv of commands) {
    const id = argv.find((word) => /credential-id=|access-key-id=/.test(word))?.split('=')[1] ?? '';
    if (argv[1] === 'dynamodb') await runOnLedger(aws, argv);
    else if (argv[2] === 'update-access-key') aws.identities.findAccessKey(id)?.key.status.write('Active');
    else bearers.find((one) => one.id === id)?.status.write('Active');
  }
}

test('the ledger is told once and first, and then an update of the same finding stops nothing', async () => {
  expect(await house.invoke(finding())).toEqual(['CONTAINED']);
  expect(statuses()).toEqual(['Inactive', 'Inactive']);
  expect(undoOf().map((argv) => argv.slice(1, 3).join(' '))).toEqual([
    'dynamodb update-item',
    'iam update-service-specific-credential',
    'iam update-service-specific-credential',
  ]);
  await undo();
  expect(await house.invoke(update())).toEqual(['NO_ACTION']);
  expect(statuses()).toEqual(['Active', 'Active']);
});

test('an access key of the user goes back by the same undo', async () => {
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
  await house.invoke(finding());
  await undo();
  expect(await house.invoke(update())).toEqual(['NO_ACTION']);
  expect([aws.identities.statusOf(KEY), ...statuses()]).toEqual(['Active', 'Active', 'Active']);
});

test('a key that was made since the first evidence stays Inactive, and does not spoil the undo', async () => {
  aws.identities.createAccessKey(user, { accessKeyId: KEY, createDate: AFTER });
  await house.invoke(finding());
  await undo();
  expect(await house.invoke(update())).toEqual(['NO_ACTION']);
  expect([aws.identities.statusOf(KEY), ...statuses()]).toEqual(['Inactive', 'Active', 'Active']);
});

test('a new finding stops them again, and the undo of the first is refused', async () => {
  await house.invoke(finding());
  const first = undoOf();
  await undo(first);
  expect(await house.invoke(finding({ id: 'other', 'detail.id': 'f'.repeat(32) }))).toEqual(['CONTAINED']);
  expect(statuses()).toEqual(['Inactive', 'Inactive']);
  await expect(undo(first)).rejects.toThrow('conditional request failed');
  await undo();
  expect(await house.invoke(update())).toEqual(['NO_ACTION']);
});

test('without an undo an update of the same finding stops what somebody switched on', async () => {
  await house.invoke(finding());
  for (const { status } of bearers) status.write('Active');
  expect(await house.invoke(update())).toEqual(['CONTAINED']);
  expect(statuses()).toEqual(['Inactive', 'Inactive']);
});
