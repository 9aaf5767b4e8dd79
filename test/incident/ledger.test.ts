import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { Ledger } from '../../src/incident/ledger.ts';
import { LedgerTable } from '../../src/incident/table.ts';

const DAY = 24 * 3600;
const dedupKey = 'akr:aws:111122223333:AKIAIOSFODNN7EXAMPLE';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.stop());

test('what is known of a key is kept for half a year after the last event about it', async () => {
  const client = clientConfig(aws, aws.operatorCredentials());
  const ledger = new Ledger(new LedgerTable('ledger', client));
  const keptUntil = async () => {
    const request = new GetItemCommand({ TableName: 'ledger', Key: { incident: { S: dedupKey } } });
    return Number((await new DynamoDBClient(client).send(request)).Item?.['expiresAt']?.N);
  };
  for (const day of ['2026-05-04', '2026-07-04']) {
    const at = new Date(`${day}T03:12:16.000Z`);
    await ledger.note(
      { dedupKey, item: dedupKey, eventId: day, at, since: at, evidence: [], deactivatedAt: at },
      { again: false },
    );
    // DynamoDB's time to live is in seconds.
    expect(await keptUntil()).toBe(at.getTime() / 1000 + 180 * DAY);
  }
});

test('a change that is refused names the item that refused it', async () => {
  const table = new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials()));
  await table.update('refusing', { set: { lastEvent: { S: 'the first' } } });
  const change = { key: 'refusing', set: { lastEvent: { S: 'the second' } } };
  const { done, before } = await table.updateIf('attribute_not_exists(lastEvent)', change);
  expect([done, before['lastEvent']?.S]).toEqual([false, 'the first']);
});
