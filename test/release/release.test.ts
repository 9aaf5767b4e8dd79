import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { resolveTemplate } from '../../local/template/resolve-template.ts';
import { parameterValues } from '../../scripts/settings/template-parameters.ts';
import { templateWith } from '../package-into.ts';
import { packagedTemplate } from '../packaged.ts';
import { otherValues } from '../setting-samples.ts';
import { filesIn, makeRelease, readTemplate } from './made-release.ts';

const folder = mkdtempSync(join(tmpdir(), 'released-'));
afterAll(() => rmSync(folder, { recursive: true }));

const release = makeRelease(join(folder, 'one'));
const files = filesIn(release);
const template = readTemplate(release);
const PLACE = { partition: 'aws', accountId: '111122223333', region: 'us-east-1', stackName: 'responder' };

test('one commit gives the same bytes, wherever it is made', () => {
  const other = filesIn(makeRelease(join(folder, 'deeper', 'in a folder of another name')));
  expect([...other.keys()]).toEqual([...files.keys()]);
  for (const [path, content] of files) expect([path, other.get(path)?.equals(content)]).toEqual([path, true]);
}, 120_000);

test('a folder of something else is left as it is', () => {
  const other = join(folder, 'other');
  mkdirSync(other);
  writeFileSync(join(other, 'notes.txt'), 'mine');
  const words = [join('scripts', 'release.ts'), `--out=${other}`];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  expect([status, stderr]).toEqual([
    1,
    `${other} has something else than a release, which would be lost: name another folder\n`,
  ]);
  expect(readFileSync(join(other, 'notes.txt'), 'utf8')).toBe('mine');
});

test('the checksums are of every file but their own, as sha256sum reads them', () => {
  const lines = [...files]
    .filter(([path]) => path !== 'SHA256SUMS')
    .map(([path, content]) => `${createHash('sha256').update(content).digest('hex')}  ${path}\n`);
  expect(String(files.get('SHA256SUMS'))).toBe(lines.join(''));
});

test('every function has its zip in the release, as `npm run package` makes it', () => {
  const functions = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  const named = functions.map(({ Properties }) => {
    const { Code } = Properties as { Code: { S3Key: { 'Fn::Sub': string } } };
    const zip = Code.S3Key['Fn::Sub'].replace(`\${codePrefix}`, '');
    const packaged = readFileSync(join('.serverless', zip.replace(/-[0-9a-f]{16}\.zip$/, '.zip')));
    expect([zip, files.get(zip)?.equals(packaged)]).toEqual([zip, true]);
    return zip;
  });
  expect(named.toSorted()).toEqual([...files.keys()].filter((path) => path.endsWith('.zip')).toSorted());
});

test('the bill of materials has the clients of AWS that the zips have, and nothing that only builds or tests', () => {
  const bill = JSON.parse(String(files.get('sbom.cdx.json')));
  const names: readonly string[] = bill.components.map(({ name }: { name: string }) => name);
  const clients = ['dynamodb', 'eventbridge', 'iam', 'sns', 'sqs', 'sts'].map(
    (service) => `@aws-sdk/client-${service}`,
  );
  expect(names).toEqual(
    expect.arrayContaining([...clients, '@middy/core', '@smithy/core', '@smithy/signature-v4']),
  );
  expect(names.filter((name) => /serverless|jest|esbuild|credential-provider/.test(name))).toEqual([]);
  for (const { version, purl } of bill.components)
    expect(purl).toMatch(new RegExp(`^pkg:npm/.+@${version}$`));
});

test('the console asks for every parameter once', () => {
  const { ParameterGroups } = template.Metadata['AWS::CloudFormation::Interface'];
  expect(ParameterGroups.flatMap(({ Parameters }) => Parameters).toSorted()).toEqual(
    Object.keys(template.Parameters).toSorted(),
  );
});

test('whoever deploys decides what is contained and where the code is, and nothing else', () => {
  const required = Object.entries(template.Parameters).filter(([, { Default }]) => Default === undefined);
  expect(required.map(([name]) => name)).toEqual(['contain', 'codeBucket']);
});

test('a stack elsewhere than in the home Region of its partition must be told so', () => {
  const [assertion] = template.Rules['HomeRegion']?.Assertions ?? [];
  const homes = ['us-east-1', 'us-gov-west-1', 'cn-north-1'];
  expect(assertion?.Assert).toEqual({
    'Fn::Or': [
      { 'Fn::Contains': [expect.arrayContaining(homes), { Ref: 'AWS::Region' }] },
      { 'Fn::Equals': [{ Ref: 'home' }, 'false'] },
    ],
  });
  for (const home of homes) expect(assertion?.AssertDescription).toContain(home);
  expect(template.Parameters['home']).toMatchObject({ Default: 'true', AllowedValues: ['true', 'false'] });
});

describe('the resources', () => {
  /** Without what the framework has for its uploads, and without the place of the code. */
  function deployed(from: unknown, parameters: Readonly<Record<string, string>>) {
    const resources = [...resolveTemplate(from, { ...PLACE, parameters }).values()];
    return resources
      .filter(({ logicalId }) => !logicalId.startsWith('ServerlessDeploymentBucket'))
      .map(({ logicalId, type, properties: { Code, ...properties } }) => ({ logicalId, type, properties }))
      .toSorted((one, other) => (one.logicalId < other.logicalId ? -1 : 1));
  }

  const code = { codeBucket: 'releases', codePrefix: 'responder/' };

  test('are those of `npm run deploy`, with the defaults', () => {
    const parameters = { contain: 'suspected', ...code };
    expect(deployed(template, parameters)).toEqual(deployed(packagedTemplate(), {}));
  });

  test('are those of `npm run deploy`, with another value of every setting', () => {
    const values = otherValues();
    const byFramework = templateWith(
      folder,
      Object.entries(values).map(([name, value]) => `${name}=${value}`),
    );
    const parameters = { ...parameterValues(values), ...code };
    expect(deployed(template, parameters)).toEqual(deployed(byFramework, {}));
    expect(deployed(byFramework, {})).not.toEqual(deployed(packagedTemplate(), {}));
    // No value is in the template: each comes by its parameter, in what the stack says of itself too.
    const outputs = (from: unknown) => (from as { Outputs: object }).Outputs;
    expect(outputs(byFramework)).toEqual(outputs(packagedTemplate()));
  });

  test('have a path and a boundary, as far as they are roles, if the deployer asks for them', () => {
    const boundary = 'arn:aws:iam::111122223333:policy/boundary';
    const asked = { permissionsBoundaryArn: boundary, rolePath: '/security/' };
    const rolesWith = (parameters: Readonly<Record<string, string>>) =>
      deployed(template, { contain: 'observe', ...code, ...parameters })
        .filter(({ type }) => type === 'AWS::IAM::Role')
        .map(({ properties: { Path, PermissionsBoundary } }) => [Path, PermissionsBoundary]);
    expect(new Set(rolesWith(asked).map(String))).toEqual(new Set([`/security/,${boundary}`]));
    expect(new Set(rolesWith({}).map(String))).toEqual(new Set(['/,']));
  });

  test('have the name prefix, where the framework has the name of the stage', () => {
    const named = JSON.stringify(
      deployed(template, { contain: 'observe', codeBucket: 'bucket', namePrefix: 'Key-1' }),
    );
    for (const name of ['Key-1-respond', 'Key-1-prepare', 'event-bus/Key-1']) expect(named).toContain(name);
    expect(named).not.toMatch(/compromised-key-responder-(prod|release)/);
  });
});
