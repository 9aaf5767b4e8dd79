import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { accessDenied } from '../local/aws/faults.ts';
import { type Aws, startAws } from '../local/aws.ts';
import { type CustomResource, startCustomResource } from '../local/custom-resource.ts';
import { listen } from '../local/listen.ts';
import { prepareFunction } from '../src/functions/prepare-function.ts';
import { erase, itemOf } from './ledger-items.ts';
import { prepareIn } from './preparing.ts';
import { secondsOf, shortenedTime } from './shortened-time.ts';

let aws: Aws;
let resource: CustomResource;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(async () => {
  aws.reset();
  await erase(aws);
  resource = await startCustomResource('LedgerSentinel');
});
afterAll(() => aws.stop());

const invoke = (event: unknown, pace?: ReturnType<typeof shortenedTime>) =>
  prepareIn(aws, { event, resource, ...(pace && { pace }) });

function countRequests(server: Server): () => number {
  let count = 0;
  server.on('request', () => {
    count += 1;
  });
  return () => count;
}

test('the permissions of a new role may need a while', async () => {
  aws.faults.inject({ action: 'dynamodb:UpdateItem', fault: accessDenied, times: 3 });
  await invoke(resource.event('Create'));
  expect(resource.answers[0]?.body).toMatchObject({ Status: 'SUCCESS' });
  expect(await itemOf(aws, 'sentinel')).toHaveProperty('plantedAt');
});

test('a ledger that takes the sentinel is written once', async () => {
  await invoke(resource.event('Create'));
  expect(aws.requests.filter(({ action }) => action === 'UpdateItem')).toHaveLength(1);
});

test('a deployment whose ledger cannot be written fails, and says why', async () => {
  aws.faults.inject({ action: 'dynamodb:UpdateItem', fault: accessDenied, times: 'forever' });
  await invoke(resource.event('Create'));
  const { body } = resource.answers[0] ?? {};
  expect(body).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('AccessDenied') });
});

test('the log says what came of it', async () => {
  expect(await invoke(resource.event('Create'))).toEqual([
    { level: 'info', message: 'ledger prepared: SUCCESS' },
  ]);
  resource = await startCustomResource('LedgerSentinel');
  aws.faults.inject({ action: 'dynamodb:UpdateItem', fault: accessDenied, times: 'forever' });
  expect(await invoke(resource.event('Create'))).toEqual([
    { level: 'info', message: 'ledger prepared: FAILED AccessDenied' },
  ]);
});

test('the end of a stack touches no ledger, and is the end of the same resource', async () => {
  const event = { ...resource.event('Delete'), PhysicalResourceId: 'made-before' };
  await invoke(event);
  expect(resource.answers).toMatchObject([
    { body: { Status: 'SUCCESS', PhysicalResourceId: 'made-before' } },
  ]);
  expect(resource.answers[0]?.body).not.toHaveProperty('Reason');
  expect(await itemOf(aws, 'sentinel')).toBeUndefined();
});

test('a new resource has a name', async () => {
  await invoke(resource.event('Create'));
  expect(resource.answers).toMatchObject([{ body: { PhysicalResourceId: 'ledger-sentinel' } }]);
});

test('an answer that CloudFormation refuses is given again by the next run of the event', async () => {
  const server = createServer((_, response) => {
    response.writeHead(403).end();
  });
  const event = { ...resource.event('Create'), ResponseURL: await listen(server) };
  await expect(invoke(event)).rejects.toThrow('CloudFormation did not take the answer: 403');
  server.close();
});

test('a CloudFormation that does not answer is asked again, and the function ends in time', async () => {
  const server = createServer(() => {});
  const asked = countRequests(server);
  const event = { ...resource.event('Create'), ResponseURL: await listen(server) };
  const seconds = await secondsOf(async () => {
    await expect(invoke(event, shortenedTime())).rejects.toThrow(
      'CloudFormation did not answer: TimeoutError',
    );
  });
  server.closeAllConnections();
  server.close();
  expect(asked()).toBe(3);
  expect(seconds).toBeLessThan(prepareFunction.timeout);
});

test('what is no request of CloudFormation is refused and writes nothing', async () => {
  await expect(invoke({ source: 'aws.guardduty' })).rejects.toThrow('ResponseURL is not a text');
  expect(await itemOf(aws, 'sentinel')).toBeUndefined();
});
