import { hasSubscribers } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { createServer as createSlowServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listen } from '../local/listen.ts';
import { Lazy } from '../src/lazy.ts';
import { LoadAhead } from '../src/load-ahead.ts';

/** Reads a request and answers when told to. */
const server = createServer();
let address: string;
beforeAll(async () => {
  address = await listen(server);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

async function until(isSo: () => boolean): Promise<void> {
  for (let turns = 0; !isSo(); turns += 1) {
    if (turns === 150) throw new Error('it does not come about within some seconds');
    await turn();
  }
}

function counted(name: string, loads: string[]) {
  return new Lazy(async () => {
    loads.push(name);
    await turn();
    loads.push(`${name} done`);
  });
}

test('loads one part after the other, when a whole request is on its way and before its answer', async () => {
  const loads: string[] = [];
  new LoadAhead([counted('ledger', loads), counted('alerts', loads)]).begin();
  const received = once(server, 'request');
  const sent = request(address, { method: 'POST' });
  sent.on('error', () => {});
  sent.write('UserName=ci-deploy');
  await turn();
  expect(loads).toEqual([]);
  sent.end('&Status=Inactive');
  await received;
  await until(() => loads.length >= 4);
  expect(loads).toEqual(['ledger', 'ledger done', 'alerts', 'alerts done']);
  sent.destroy();
});

test('does not wait for ever for a request that cannot be sent', async () => {
  const loads: string[] = [];
  new LoadAhead([counted('ledger', loads)]).begin();
  const refused = request('http://127.0.0.1:1', { method: 'POST' });
  refused.end();
  await once(refused, 'error');
  await until(() => loads.length >= 2);
  expect(loads).toEqual(['ledger', 'ledger done']);
});

test('once, however often it is begun, and a part that cannot be loaded stops none', async () => {
  const loads: string[] = [];
  const broken = new Lazy(() => {
    loads.push('broken');
    return Promise.reject(new Error('no such chunk'));
  });
  const ahead = new LoadAhead([broken, counted('alerts', loads)]);
  for (let change = 0; change < 3; change += 1) {
    ahead.begin();
    ahead.begin();
    const sent = request(address, { method: 'POST' });
    sent.on('error', () => {});
    const received = once(server, 'request');
    sent.end();
    await received;
    await until(() => loads.length >= 3);
    await turn();
    sent.destroy();
  }
  expect(loads).toEqual(['broken', 'alerts', 'alerts done']);
  expect(hasSubscribers('http.client.request.start')).toBe(false);
});

test('does not begin any more after it was loaded without waiting for a request', async () => {
  const ahead = new LoadAhead([]);
  await ahead.load();
  ahead.begin();
  expect(hasSubscribers('http.client.request.start')).toBe(false);
});

test('waits until the operating system has the last of the requests that began together', async () => {
  const loads: string[] = [];
  // It reads nothing of what it gets, until it is told to.
  const slow = createSlowServer({ pauseOnConnect: true });
  const connected = once(slow, 'connection');
  const slowAddress = await listen(slow);
  new LoadAhead([counted('ledger', loads)]).begin();
  const large = request(slowAddress, { method: 'POST' });
  large.on('error', () => {});
  large.end(Buffer.alloc(32 * 1024 ** 2));
  const small = request(address, { method: 'POST' });
  small.on('error', () => {});
  const received = once(server, 'request');
  small.end();
  await received;
  small.destroy();
  const [socket] = await connected;
  await turn();
  expect(loads).toEqual([]);
  socket.resume();
  await until(() => loads.length >= 2);
  expect(loads).toEqual(['ledger', 'ledger done']);
  large.destroy();
  slow.close();
});
