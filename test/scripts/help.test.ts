import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};
/** Those of others answer for themselves. */
const own = Object.entries(scripts).filter(([, line]) => line.startsWith('node '));
const tools = Object.entries(scripts).filter(([, line]) => !line.startsWith('node '));

const folder = mkdtempSync(join(tmpdir(), 'help-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As npm runs it. There is no AWS, and no home in which anything could be kept. */
function npmRun(line: string, word: string) {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', `${line} ${word}`], {
    encoding: 'utf8',
    input: '',
    env: { ...process.env, HOME: folder, TMPDIR: folder, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

/** What a program that ran would have written. Other tests bundle at the same time. */
const written = () =>
  ['.serverless', 'release', 'docs', 'test/golden'].map(
    (name) => statSync(name, { throwIfNoEntry: false })?.mtimeMs,
  );

test('every program of this project is one of these', () => {
  expect(tools.map(([name]) => name)).toEqual(['typecheck', 'lint', 'format']);
});

test.each(own)('npm run %s -- --help says in a few lines what it does, and does nothing', (_, line) => {
  const before = written();
  const { status, stdout, stderr } = npmRun(line, '--help');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[A-Z](?:.{20,180}\n){1,8}$/);
  expect(written()).toEqual(before);
  expect(readdirSync(folder).filter((name) => name !== 'node-compile-cache')).toEqual([]);
});

/** What follows goes to Jest, after the package is made. */
const refusing = own.filter(([name]) => name !== 'test' && name !== 'check');

test.each(refusing)('npm run %s refuses an option that it does not know, with what to do', (_, line) => {
  const before = written();
  const { status, stdout, stderr } = npmRun(line, '--no-such-option');
  expect(status === 0).toBe(false);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^[^\n]*(?:--help says what it takes|npm run |--reason|docs\/)[^\n]*\n$/);
  expect(written()).toEqual(before);
});
