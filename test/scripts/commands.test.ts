import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readCommandLine } from '../../scripts/settings/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'commands-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(['package', 'deploy', 'remove'])('npm run %s', (command) => {
  test.each([
    ['--foo', "Unknown option '--foo': --help says what it takes, and a setting is --param='name=value'"],
    ['-x', "Unknown option '-x': --help says what it takes, and a setting is --param='name=value'"],
    ['--param', '--param must be name=value'],
    ['--param=containn=observe', '--param: there is no setting containn; contain is one'],
    [
      '--stage=dev',
      "the stage dev has no settings/dev.yml; this line makes one that only alerts: echo 'contain: observe' > settings/dev.yml",
    ],
    [
      '--region=eu-west-1',
      "a stack in eu-west-1 sees no API call of IAM, such as AWS's quarantine policy or a key that is switched on again, because they are recorded in us-east-1 only; and it does not know what a stack there contains: deploy the stack in us-east-1 and stacks/forward.yml in eu-west-1 (docs/organization.md), or say --param='home=false'",
    ],
  ])('says what is wrong with %s in one line, and does nothing', (word, message) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${command}.ts`, word], {
      encoding: 'utf8',
      env: { ...process.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
    });
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: `${message}\n` });
  });
});

test.each([
  ['--foo', "Unknown option '--foo'"],
  ['--out', "Option '--out <value>' argument missing"],
  ['elsewhere', "Unexpected argument 'elsewhere'"],
])('npm run release says what is wrong with %s in one line, and writes nothing', (word, problem) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/release.ts', word], {
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: `${problem}: give nothing, or another folder to write to: npm run release -- --out=FOLDER\n`,
  });
});

test('the words for the framework are handed on, and those for the settings are not', () => {
  const words = [
    '--settings',
    'local/settings',
    '--verbose',
    '-s',
    'prod',
    '--param',
    'contain=observe',
    '--quiet',
    '--param=home=false',
  ];
  const line = readCommandLine([...words, '--region=eu-west-1', '--aws-profile', 'security'], 'deploy');
  expect(line).toMatchObject({ stage: 'prod', region: 'eu-west-1', profile: 'security', quiet: true });
  expect(line.values['contain']).toBe('observe');
  expect(line.rest).toEqual([
    ...['--verbose', '-s', 'prod', '--param', 'contain=observe', '--param=home=false'],
    ...['--region=eu-west-1', '--aws-profile', 'security'],
  ]);
});

test("the framework's own options are known, as it has them", () => {
  const own = [
    '--force',
    '--verbose',
    '--no-aws-s3-accelerate',
    '--conceal',
    '--package=folder',
    '-p',
    'folder',
  ];
  expect(readCommandLine(own, 'deploy').rest).toEqual(own);
  expect(() => readCommandLine(['--force'], 'remove')).toThrow("Unknown option '--force'");
});

describe('SOURCE_DATE_EPOCH', () => {
  const SourceDateEpoch = createRequire(import.meta.url)('../../scripts/source-date-epoch.cjs');
  const HOOK = 'after:package:createDeploymentArtifacts';

  /** The folder in S3 that the template names, if the plugin chooses one. */
  function folderFor(command: string, zip: string): string | undefined {
    const serviceDir = join(folder, zip);
    mkdirSync(join(serviceDir, '.serverless'), { recursive: true });
    writeFileSync(join(serviceDir, '.serverless', 'respond.zip'), zip);
    const names: { artifactDirectoryName?: string } = {};
    const before = process.env['SOURCE_DATE_EPOCH'];
    process.env['SOURCE_DATE_EPOCH'] = '1';
    try {
      const plugin = new SourceDateEpoch({
        processedInput: { commands: [command] },
        serviceDir,
        service: { service: 'responder', package: names },
        getProvider: () => ({ getStage: () => 'prod' }),
      });
      plugin.hooks?.[HOOK]();
    } finally {
      if (before === undefined) delete process.env['SOURCE_DATE_EPOCH'];
      else process.env['SOURCE_DATE_EPOCH'] = before;
    }
    return names.artifactDirectoryName;
  }

  test('gives one zip one key, and two zips two', () => {
    expect(folderFor('package', 'one')).toMatch(
      /^serverless\/responder\/prod\/1000-1970-01-01T00:00:01\.000Z-[0-9a-f]{16}$/,
    );
    expect(folderFor('package', 'one')).toBe(folderFor('package', 'one'));
    expect(folderFor('package', 'two')).not.toBe(folderFor('package', 'one'));
  });

  test('is not for a deployment, which has its own time', () => {
    expect(folderFor('deploy', 'one')).toBeUndefined();
  });
});
