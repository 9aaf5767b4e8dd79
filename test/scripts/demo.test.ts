import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { fixture, withValue } from '../fixture.ts';

// Each demo packages the stack, on a machine that may be busy.
jest.setTimeout(180_000);

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Demo {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What it left in the folder for temporary files. */
  readonly left: readonly string[];
}

/** @param interruptAt is a text after which Ctrl-C is pressed. */
async function demo(
  name: string,
  words: readonly string[],
  { env = {}, interruptAt = '' } = {},
): Promise<Demo> {
  const temporary = join(folder, name);
  mkdirSync(temporary);
  const child = spawn(process.execPath, ['scripts/demo.ts', ...words], {
    env: { ...process.env, TMPDIR: temporary, ...env },
    // As a shell does it, so that Ctrl-C goes to each process.
    detached: true,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    const before = stdout;
    stdout += text;
    const isDue = interruptAt !== '' && stdout.includes(interruptAt) && !before.includes(interruptAt);
    if (isDue) process.kill(-(child.pid ?? 0), 'SIGINT');
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const [status] = await once(child, 'close');
  const left = readdirSync(temporary).filter((entry) => entry !== 'node-compile-cache');
  return { status, stdout, stderr, left };
}

const finding = fixture('guardduty-malicious-ip-caller');
const activation = withValue(fixture('cloudtrail-activate-key'), 'detail.requestParameters.accessKeyId', KEY);

describe('two demos at once in one checkout', () => {
  const own = join(folder, 'events.json');
  writeFileSync(own, JSON.stringify([finding, { ...activation, detail: activation['detail'] ?? {} }]));
  const started = [
    demo('first', [], {
      // A home folder that nobody can write, and a shell that is set up for AWS's real endpoints.
      env: { HOME: '/dev/null', AWS_USE_FIPS_ENDPOINT: 'true', AWS_PROFILE: 'no-such', CONTAIN: 'confirmed' },
    }),
    demo('second', [own, '--settings=local/settings']),
  ] as const;
  // A failure is that of the test which waits for it.
  for (const one of started) one.catch(() => {});

  test('show the main job, whatever the shell says of AWS and of a home folder', async () => {
    const { status, stdout, stderr, left } = await started[0];
    expect({ stderr, left }).toEqual({ stderr: '', left: [] });
    expect(stdout).toMatch(
      /^Not used, because the AWS is inside this process: .*AWS_PROFILE.*AWS_USE_FIPS_ENDPOINT/,
    );
    expect(stdout).toMatch(/the thief, after \d+ calls: InvalidClientTokenId at \d+ ms/);
    expect(stdout).toMatch(/Subject: \[P2 CONTAINED\] key AKIAIOSFODNN7EXAMPLE Inactive/);
    expect(stdout).toMatch(/From the event to Inactive: \d+ ms/);
    expect(status).toBe(0);
  });

  test('tell of a finding of today', async () => {
    const { stdout } = await started[0];
    expect(stdout).toMatch(/\(1[45] min after the first\)/);
    expect(stdout).not.toMatch(/days after/);
  });

  test('play events of your own one after the other, on one AWS', async () => {
    const { status, stdout, stderr, left } = await started[1];
    expect({ status, stderr, left }).toEqual({ status: 0, stderr: '', left: [] });
    const [, one = '', two = ''] = stdout.split(/^===== \d of 2 =====$/m);
    expect(one).toContain('GuardDutyFindingRule starts the function respond');
    expect(one).toMatch(/Subject: \[P2 CONTAINED\]/);
    // The ledger remembers what the first event did.
    expect(two).toContain('WatchedApiCallRule starts the function respond');
    expect(two).toContain('(the process is warm)');
    expect(two).toMatch(/iam:UpdateAccessKey +ci-deploy AKIAIOSFODNN7EXAMPLE Inactive$/m);
    expect(two).toMatch(/the thief, after \d+ calls: InvalidClientTokenId/);
  });
});

test('in observe the thief goes on, and the demo says that nothing was changed', async () => {
  const { status, stdout, left } = await demo('observe', ['--setting', 'contain=observe']);
  expect(stdout).toMatch(/the thief, after \d+ calls: never refused/);
  expect(stdout).toMatch(/Subject: \[P2 NOT CONTAINED \(OBSERVE MODE\)\]/);
  expect(stdout).toContain('Nothing in the account was changed');
  expect(stdout).not.toMatch(/Inactive: +-/);
  expect({ status, left }).toEqual({ status: 0, left: [] });
});

test.each([
  ['Packaging', 'while it packages'],
  ['6. The alert', 'after the alert'],
])('Ctrl-C leaves no folder (%#: at %s)', async (interruptAt) => {
  const { stdout, left } = await demo(interruptAt.replaceAll(/\W/g, ''), [], { interruptAt });
  expect(stdout).toContain(interruptAt);
  await setTimeout(100);
  expect(left).toEqual([]);
});

test.each([
  [{ CONTAIN: 'foo' }, [], 'CONTAIN must be one of observe, confirmed, suspected, not "foo"'],
  [
    {},
    ['--setting=contain=foo'],
    '--setting: contain must be one of observe, confirmed, suspected, not "foo"',
  ],
  [{}, ['--contain=observe'], /^Unknown option '--contain': give nothing, or one file with events, /],
  [{}, ['no-such-file'], /^there is no file no-such-file: give a file /],
])('%j %j is refused at once, in one sentence', (env, words, message) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/demo.ts', ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  expect([status, stdout]).toEqual([1, '']);
  if (typeof message === 'string') expect(stderr).toBe(`${message}\n`);
  else expect(stderr).toMatch(message);
  expect(stderr.trimEnd()).not.toContain('\n');
});

describe('a Node that is too old', () => {
  const older = (version: string) => {
    const preload = join(folder, `${version}.cjs`);
    writeFileSync(
      preload,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
    );
    return preload;
  };
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

  test.each(['demo', 'explain', 'test', 'package', 'deploy'])(
    'npm run %s says so, in one sentence',
    (name) => {
      const [, ...words] = scripts[name].split(' && ')[0].split(' ');
      for (const version of ['20.20.2', '22.23.3']) {
        const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', older(version), ...words], {
          encoding: 'utf8',
        });
        expect([status, stdout]).toEqual([1, '']);
        expect(stderr).toMatch(
          new RegExp(`^Node 24 or later is needed, and this is ${version}: install it .*\\n$`),
        );
      }
    },
  );
});

test('npm test says first how long it takes', () => {
  const { stdout } = spawnSync(process.execPath, ['scripts/before-tests.cjs'], { encoding: 'utf8' });
  expect(stdout).toMatch(/^Packaging, then every test: about \w+ minutes /);
});

// In /proc not even an administrator can make a folder.
test.each(['/dev/null', '/proc'])(
  'the home folder of a deployment must be writable, because credentials may be in it (%s)',
  (home) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['scripts/deploy.ts', '--settings=local/settings'],
      {
        encoding: 'utf8',
        timeout: 20_000,
        env: { ...process.env, HOME: home, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
      },
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      `serverless keeps a cache in the home folder, and ${home} cannot be written: set HOME to a folder that can, and AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE to your files\n`,
    );
  },
);
