import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

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
