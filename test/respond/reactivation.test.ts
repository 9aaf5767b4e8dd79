import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { alertsOf, type House, openHouse } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), { accessKeyId: KEY });
  house = openHouse(aws);
});
afterAll(() => aws.stop());

/** Somebody sets the key Active; CloudTrail tells of it. */
function switchOn(id: string, change: (event: Json) => Json = (event) => event): Json {
  aws.identities.findAccessKey(KEY)?.key.status.write('Active');
  const call = withValue(
    fixture('cloudtrail-create-access-key-for-other'),
    'detail.eventName',
    'UpdateAccessKey',
  );
  const parameters = { userName: 'ci-deploy', accessKeyId: KEY, status: 'Active' };
  return change(withValue(withValue(call, 'detail.requestParameters', parameters), 'id', id));
}

const finding = () => fixture('guardduty-malicious-ip-caller');

test('a key that the responder deactivated is deactivated again when somebody switches it on', async () => {
  await house.invoke(finding());
  expect(await house.invoke(switchOn('first'))).toEqual(['PARTLY_CONTAINED']);
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  expect(aws.published.at(-1)?.bodies.email).toContain(
    'somebody switched a key on again, about which an incident is known',
  );
  expect(aws.published.at(-1)?.bodies.email).toContain('"arn:aws:iam::111122223333:user/security-admin"');
});

test('a key that it never deactivated is left alone, and people are told', async () => {
  expect(await house.invoke(switchOn('first'))).toEqual(['NO_ACTION']);
  expect(aws.identities.statusOf(KEY)).toBe('Active');
  expect(alertsOf(aws)[0]).toMatchObject({ reason: 'informational' });
});

test('the keys of whoever switches it on are left alone', async () => {
  const admin = aws.identities.createUser({ userName: 'security-admin' });
  aws.identities.createAccessKey(admin, { accessKeyId: 'AKIAI44QH8DHBEXAMPLE' });
  await house.invoke(finding());
  await house.invoke(switchOn('first'));
  expect(aws.identities.statusOf('AKIAI44QH8DHBEXAMPLE')).toBe('Active');
});

test('the undo of the alert, run as it stands, is not undone', async () => {
  await house.invoke(finding());
  const { commands } = JSON.parse(aws.published[0]?.bodies.sqs ?? '{}') as {
    commands: { kind: string; argv: string[] }[];
  };
  const [ledger, key] = commands.filter(({ kind }) => kind === 'undo').map(({ argv }) => argv);
  expect(key?.slice(1, 3)).toEqual(['iam', 'update-access-key']);
  await runLedgerCommand(ledger ?? []);

  expect(await house.invoke(switchOn('undo'))).toEqual(['NO_ACTION']);
  expect(aws.identities.statusOf(KEY)).toBe('Active');
  expect(alertsOf(aws).at(-1)).toMatchObject({ reason: 'restored' });
});

test('a new finding contains a restored key again, and from then on switching it on is noticed again', async () => {
  await house.invoke(finding());
  const { commands } = JSON.parse(aws.published[0]?.bodies.sqs ?? '{}') as {
    commands: { kind: string; argv: string[] }[];
  };
  await runLedgerCommand(commands.find(({ kind }) => kind === 'undo')?.argv ?? []);
  aws.identities.findAccessKey(KEY)?.key.status.write('Active');
  await house.invoke(withValue(finding(), 'id', 'another'));
  expect(await house.invoke(switchOn('again'))).toEqual(['PARTLY_CONTAINED']);
});

test('a thief who goes on is stopped every time, and a person is woken every time', async () => {
  await house.invoke(finding());
  for (let round = 1; round <= 15; round += 1) {
    expect(await house.invoke(switchOn(`round ${round}`))).toEqual(['PARTLY_CONTAINED']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(alertsOf(aws).at(-1)).toMatchObject({ reason: 'stopped-again', severity: 'P1', page: true });
  }
});

test('a key that a person stopped with the command of an alert is stopped again too', async () => {
  const exempt = openHouse(aws, { EXEMPT_PRINCIPALS: 'ci-deploy' });
  await exempt.invoke(finding());
  aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
  expect(await house.invoke(switchOn('on'))).toEqual(['PARTLY_CONTAINED']);
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
});

test.each<[string, (event: Json) => Json, string]>([
  ['a user', (event) => event, 'IAM user security-admin had switched it ON'],
  [
    'a user with a name that could be followed',
    (event) => withValue(event, 'detail.userIdentity.userName', 'evil.example'),
    'IAM user evil[.]example had switched it ON',
  ],
  [
    'a session of a role',
    (event) =>
      withValue(event, 'detail.userIdentity', {
        type: 'AssumedRole',
        sessionContext: { sessionIssuer: { userName: 'deploy-admin' } },
      }),
    'A session of role deploy-admin had switched it ON',
  ],
  [
    'root',
    (event) => withValue(event, 'detail.userIdentity', { type: 'Root' }),
    'The ROOT USER had switched it ON',
  ],
  [
    'somebody with a text for a name',
    (event) =>
      withValue(event, 'detail.userIdentity.userName', 'CONTAINED: all is well, see http://evil.example'),
    'An unnamed IAM user had switched it ON',
  ],
])('the verdict names who switched the key on: %s', async (_, change, words) => {
  await house.invoke(finding());
  await house.invoke(switchOn('on', change));
  const [verdict] = (aws.published.at(-1)?.bodies.email ?? '').split('\n');
  expect(verdict).toBe(
    `PARTLY CONTAINED: access key ${KEY} of IAM user ci-deploy is Inactive AGAIN. ${words}: somebody fights back.`,
  );
});

test('a ledger that does not answer wakes a person and has the event run again', async () => {
  await house.invoke(finding());
  aws.faults.inject({ action: 'dynamodb:BatchGetItem', fault: accessDenied, times: 'forever' });
  await expect(house.invoke(switchOn('first'))).rejects.toThrow('ledger-unreadable');
  expect(alertsOf(aws).at(-1)).toMatchObject({ state: 'NOT_CONTAINED', reason: 'ledger-unreadable' });
  expect(house.log).toContainEqual({ level: 'error', message: 'dynamodb:BatchGetItem AccessDenied' });
});

test('a ledger that cannot be written delays no containment and no alert', async () => {
  aws.faults.inject({ action: 'dynamodb:UpdateItem', fault: accessDenied, times: 'forever' });
  await expect(house.invoke(finding())).rejects.toThrow('dynamodb:UpdateItem');
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  expect(alertsOf(aws)[0]).toMatchObject({ state: 'CONTAINED' });
});

/** What the AWS CLI would send for the command. */
async function runLedgerCommand(argv: readonly string[]): Promise<void> {
  const flags = new Map(
    argv
      .filter((word) => word.startsWith('--'))
      .map((word) => [word.slice(2, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
  const client = new DynamoDBClient(clientConfig(aws, aws.operatorCredentials()));
  await client.send(
    new UpdateItemCommand({
      TableName: flags.get('table-name'),
      Key: JSON.parse(flags.get('key') ?? ''),
      UpdateExpression: flags.get('update-expression'),
      ExpressionAttributeValues: JSON.parse(flags.get('expression-attribute-values') ?? ''),
    }),
  );
}
