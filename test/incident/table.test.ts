import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { beat } from '../../src/incident/beat.ts';
import { plantSentinel } from '../../src/incident/sentinel.ts';
import { LedgerTable } from '../../src/incident/table.ts';
import { erase, itemOf } from '../ledger-items.ts';

let aws: Aws;
let table: LedgerTable;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  table = new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials()));
});
afterAll(() => aws.stop());

const calls: Readonly<Record<string, (limit?: AbortSignal) => Promise<unknown>>> = {
  find: (limit) => table.find('key', limit),
  update: (limit) => table.update('key', { set: { lastEvent: { S: 'value' } }, ...(limit && { limit }) }),
  updateIf: (limit) =>
    table.updateIf('attribute_not_exists(lastEvent)', {
      ...{ key: 'key', set: { lastEvent: { S: 'value' } } },
      ...(limit && { limit }),
    }),
};

test.each(Object.keys(calls))('%s ends with its limit', async (name) => {
  await expect(calls[name]?.(AbortSignal.abort())).rejects.toThrow('aborted');
  expect(await itemOf(aws, 'key')).toBeUndefined();
  await calls[name]?.();
});

test.each(Object.keys(calls))(
  '%s rejects with the error of AWS, which is no false condition',
  async (name) => {
    for (const action of ['dynamodb:GetItem', 'dynamodb:UpdateItem'])
      aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
    await expect(calls[name]?.()).rejects.toThrow(/AccessDenied|denied/i);
  },
);

test('what is read is what was written last', async () => {
  await calls['update']?.();
  expect(await table.find('key')).toMatchObject({ lastEvent: { S: 'value' } });
  const read = aws.requests.findLast(({ action }) => action === 'GetItem');
  // An eventually consistent read may show the item of a second ago.
  expect(read?.params['ConsistentRead']).toBe(true);
});

test('a change may do nothing but remove', async () => {
  await calls['update']?.();
  await table.update('key', { remove: ['lastEvent'] });
  expect(await itemOf(aws, 'key')).toEqual({ incident: { S: 'key' } });
});

test('a heartbeat leaves its time, and fails on a table that was erased', async () => {
  const at = new Date('2026-05-04T03:12:16.000Z');
  await plantSentinel(table, at);
  await beat(table, at);
  expect(await itemOf(aws, 'heartbeat')).toMatchObject({
    lastAt: { S: '2026-05-04T03:12:16.000Z' },
    expiresAt: { N: expect.any(String) },
  });
  await erase(aws);
  await expect(beat(table, at)).rejects.toThrow('the ledger has no sentinel');
});
