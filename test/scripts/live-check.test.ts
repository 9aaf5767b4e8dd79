import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { createLeftovers } from '../../scripts/live-check/leftovers.ts';
import { candidatesIn, LEFT_ALONE, ONLY_SHOWN, otherValues } from '../../scripts/live-check/other-values.ts';
import { fail, notShown, pass, together } from '../../scripts/live-check/point.ts';
import { points } from '../../scripts/live-check/points.ts';
import { poll } from '../../scripts/live-check/poll.ts';
import { isAllowed, settings } from '../setting-samples.ts';

const OWN = '111122223333';
let aws: Aws;
let key: { accessKeyId: string; secretAccessKey: string };
beforeAll(async () => {
  aws = await startAws();
  const user = aws.identities.createUser({ userName: 'owner' });
  key = aws.identities.createAccessKey(user, { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
});
afterAll(() => aws.stop());

async function liveCheck(...words: readonly string[]) {
  return liveCheckWith({}, words);
}

async function liveCheckWith(environment: NodeJS.ProcessEnv, words: readonly string[]) {
  const child = spawn(process.execPath, ['scripts/live-check.ts', ...words], {
    env: {
      PATH: process.env['PATH'],
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_ACCESS_KEY_ID: key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
      ...environment,
    },
  });
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ]);
  return { status, stdout, stderr };
}

test.each([
  ['--foo', "Unknown option '--foo'"],
  ['--account', "Option '--account <value>' argument missing"],
  ['--yes=now', "Option '--yes' does not take an argument"],
])('a word that it does not take is told in one line: %s', async (word, problem) => {
  const { status, stdout, stderr } = await liveCheck(word);
  expect({ status, stdout, lines: stderr.trim().split('\n').length }).toEqual({
    status: 2,
    stdout: '',
    lines: 1,
  });
  expect(stderr).toContain(`live-check does nothing: ${problem}: it takes --account, --stage`);
});

test('it says of each point what it would do, and changes nothing', async () => {
  const { status, stdout, stderr } = await liveCheck(`--account=${OWN}`);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /^WARNING: arn:aws:iam::111122223333:user\/owner is an IAM user: .+\. Use a role\.$/m,
  );
  for (const { name } of points) expect(stdout).toMatch(new RegExp(`^${name}: .+\n {2}\\S`, 'm'));
  expect(stdout).toMatch(/^Nothing was done\./m);
  expect(aws.requests.map(({ action }) => action)).toEqual(['GetCallerIdentity']);
});

test.each([
  [
    'another account',
    ['--account=444455556666'],
    `the credentials are of account ${OWN}, not of 444455556666.`,
  ],
  ['no account', [], '--account=… must name the account, 12 digits.'],
  [
    'a point that there is not',
    [`--account=${OWN}`, '--only=x'],
    `there is no point x, only ${points.map(({ name }) => name).join(', ')}.`,
  ],
  [
    'the home Region as the other one',
    [`--account=${OWN}`, '--other-region=us-east-1'],
    '--other-region must be another than --region.',
  ],
  ['no number', [`--account=${OWN}`, '--wait=long'], '--settle and --wait are seconds.'],
])('it does nothing with %s', async (_, words, why) => {
  expect(await liveCheck(...words, '--yes')).toEqual({
    status: 2,
    stdout: '',
    stderr: `live-check does nothing: ${why}\n`,
  });
});

test('what was made is removed from the last to the first, and what is left is named', async () => {
  const removed: string[] = [];
  const leftovers = createLeftovers();
  const failing = (name: string) => () => Promise.reject(Object.assign(new Error('no'), { name }));
  leftovers.add('user', async () => removed.push('user'));
  leftovers.add('queue', failing('AccessDenied'));
  leftovers.add('rule', failing('ResourceNotFoundException'));
  leftovers.add('key', async () => removed.push('key'));
  expect(await leftovers.remove()).toEqual(['queue: AccessDenied: no']);
  expect(removed).toEqual(['key', 'user']);
});

test('it says what would be done with an option, and that it is not given', async () => {
  const plain = await liveCheck(`--account=${OWN}`, '--only=update-matrix', '--only=throttling');
  expect(plain.stdout).toMatch(/not given: with other values of all parameters but /);
  expect(plain.stdout).not.toMatch(/\(given\)/);
  const words = [`--account=${OWN}`, '--only=update-matrix', '--only=throttling'];
  const given = await liveCheck(...words, '--change-stack', '--throttle-iam');
  expect(given.stdout).toMatch(/^ {4}given: with other values/m);
  expect(given.stdout).toMatch(/--throttle-iam \(given\)/);
  expect(given.stdout).toMatch(/^Nothing was done\./m);
});

test('every parameter has two other values that its setting allows, or a reason why not', () => {
  const candidates = candidatesIn({ partition: 'aws', account: OWN });
  const names = settings.map(([name]) => name);
  expect([...Object.keys(candidates), ...Object.keys(LEFT_ALONE)].toSorted()).toEqual(names.toSorted());
  expect(names).toEqual(expect.arrayContaining(Object.keys(ONLY_SHOWN)));
  for (const [name, setting] of settings) {
    const values = candidates[name] ?? [];
    expect([name, values.filter((value) => !isAllowed(setting, value))]).toEqual([name, []]);
    expect(new Set(values).size).toBe(values.length);
  }
});

test('another value is never the one that the stack has, nor one that stops nothing', () => {
  const where = { partition: 'aws', account: OWN };
  const names = settings.map(([name]) => name);
  const first = otherValues(names, new Map(), where);
  const second = otherValues(names, first, where);
  for (const [name, value] of second) expect([name, value]).not.toEqual([name, first.get(name)]);
  expect([first.get('contain'), second.get('contain')]).not.toContain('observe');
});

test('a point of several parts passes only if each does', () => {
  expect(together([pass('one'), pass('other')]).result).toBe('PASS');
  expect(together([pass('one'), notShown('other')])).toEqual(notShown('one; other'));
  expect(together([notShown('one'), fail('other'), pass('third')]).result).toBe('FAIL');
});

test('what is polled is read once at least, and no more after a signal', async () => {
  const { signal } = new AbortController();
  let reads = 0;
  const never = async () => {
    reads += 1;
    return undefined;
  };
  expect(await poll(never, { signal, seconds: 0 })).toBeUndefined();
  expect(reads).toBe(1);
  await expect(poll(never, { signal: AbortSignal.abort(), seconds: 60 })).rejects.toThrow(/abort/);
  expect(reads).toBe(2);
});

test.each([
  ['of a stack that only observes', 'observe', ['--throttle-iam'], /NOT SHOWN: contain is observe/],
  ['without the option', 'suspected', [], /NOT SHOWN: it slows every caller of IAM/],
])('throttling makes nothing %s', async (_, contain, words, sentence) => {
  // CloudFormation API reference, DescribeStacks.
  const parameter = `<ParameterKey>contain</ParameterKey><ParameterValue>${contain}</ParameterValue>`;
  const stack = `<StackName>x</StackName><Parameters><member>${parameter}</member></Parameters>`;
  const result = `<DescribeStacksResult><Stacks><member>${stack}</member></Stacks></DescribeStacksResult>`;
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    outgoing.end(`<DescribeStacksResponse>${result}</DescribeStacksResponse>`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const before = aws.requests.length;
  const environment = { AWS_ENDPOINT_URL_CLOUDFORMATION: `http://127.0.0.1:${port}` };
  const all = [`--account=${OWN}`, '--only=throttling', '--yes', '--settle=0', ...words];
  const { status, stdout } = await liveCheckWith(environment, all);
  server.close();
  expect(stdout).toMatch(sentence);
  expect(status).toBe(0);
  expect(aws.requests.slice(before).map(({ action }) => action)).toEqual(['GetCallerIdentity']);
});
