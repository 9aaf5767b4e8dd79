import { spawnSync } from 'node:child_process';
import { Writable } from 'node:stream';
import { afterEach, expect, test } from '@jest/globals';
import { openLines, openLog } from '../src/lambda-log.ts';

/** What a process writes, whose console nobody has changed. */
function written(body: string, format: string | undefined) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', `import { openLog, openLines } from './src/lambda-log.ts';\n${body}`],
    { encoding: 'utf8', env: { ...process.env, ...(format && { AWS_LAMBDA_LOG_FORMAT: format }) } },
  );
  return { stdout: stdout.trimEnd(), stderr: stderr.trimEnd() };
}

const LOG = "openLog(process.env)({ level: 'error', message: 'a failure' });";

test('without the format JSON each entry is one line of JSON, with its level', () => {
  expect(written(LOG, undefined)).toEqual({ stdout: '{"level":"error","message":"a failure"}', stderr: '' });
  expect(written(LOG, 'Text').stdout).toBe('{"level":"error","message":"a failure"}');
});

test('with the format JSON the console gets an object, whose method is its level', () => {
  expect(written(LOG, 'JSON')).toEqual({ stdout: '', stderr: "{ message: 'a failure' }" });
  const outcome = "openLog(process.env)({ message: 'outcome' });";
  expect(written(outcome, 'JSON')).toEqual({ stdout: "{ message: 'outcome' }", stderr: '' });
});

test('a line is written as it is, whatever became of the console', () => {
  const changed = 'console.log = () => {};\nopenLines(process)(\'{"_aws":{}}\');';
  expect(written(changed, 'JSON').stdout).toBe('{"_aws":{}}');
});

const { log: plainLog, error: plainError } = console;
afterEach(() => {
  Object.assign(console, { log: plainLog, error: plainError });
});

/** What the runtime client of Lambda gets, which gives the one console methods of its own. */
function received(environment: Readonly<Record<string, string>>, entry: Readonly<Record<string, unknown>>) {
  const calls: unknown[] = [];
  const methodOf = (level: string) => (given: unknown) => void calls.push([level, given]);
  Object.assign(console, { log: methodOf('info'), error: methodOf('error') });
  openLog(environment)(entry);
  return calls;
}

test.each([
  ['JSON', { level: 'error', message: 'a failure' }, 'error', { message: 'a failure' }],
  ['JSON', { level: 'info', message: 'outcome' }, 'info', { message: 'outcome' }],
  ['JSON', { message: 'outcome' }, 'info', { message: 'outcome' }],
  ['Text', { level: 'error', message: 'a failure' }, 'info', '{"level":"error","message":"a failure"}'],
])('the runtime client of Lambda gets, with the format %s, of %j: %s %j', (format, entry, level, given) => {
  expect(received({ AWS_LAMBDA_LOG_FORMAT: format }, entry)).toEqual([[level, given]]);
});

test('the runtime client gets a text where Lambda says nothing of a format', () => {
  expect(received({}, { message: 'outcome' })).toEqual([['info', '{"message":"outcome"}']]);
});

test('a line goes to the output with nothing before and after it', async () => {
  const chunks: string[] = [];
  const stdout = new Writable({ write: (chunk, _, done) => done(void chunks.push(String(chunk)) as never) });
  openLines({ stdout: stdout as never })('{"_aws":{}}');
  expect(chunks.join('')).toBe('{"_aws":{}}\n');
});
