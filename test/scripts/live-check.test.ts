import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { createLeftovers } from '../../scripts/live-check/leftovers.ts';
import { points } from '../../scripts/live-check/points.ts';

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
  const child = spawn(process.execPath, ['scripts/live-check.ts', ...words], {
    env: {
      PATH: process.env['PATH'],
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_ACCESS_KEY_ID: key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    },
  });
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ]);
  return { status, stdout, stderr };
}

test('it says of each point what it would do, and changes nothing', async () => {
  const { status, stdout, stderr } = await liveCheck(`--account=${OWN}`);
  expect([status, stderr]).toEqual([0, '']);
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
  ['a point that there is not', [`--account=${OWN}`, '--only=x'], 'there is no point x.'],
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
