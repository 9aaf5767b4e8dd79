import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JsonObject } from '../../local/json-object.ts';

const SOURCES = [
  ...['LICENSE', 'package.json', 'package-lock.json', 'tsconfig.json', 'serverless.yml'],
  ...['handlers', 'local', 'scripts', 'src', 'stacks', join('docs', 'deploy.md')],
];

/** `npm run release` in a copy of the project, so that nothing of this one is in its way. */
export function makeRelease(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of SOURCES) cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('scripts', 'release.ts')], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, SOURCE_DATE_EPOCH: '1767225600' },
  });
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  return join(folder, 'release');
}

/** Every file, by its path. */
export function filesIn(folder: string): ReadonlyMap<string, Buffer> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return new Map(files.map((path) => [path, readFileSync(join(folder, path))]));
}

export interface ReleaseTemplate {
  readonly Parameters: Readonly<Record<string, JsonObject>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: JsonObject }>>;
  readonly Outputs: JsonObject;
  readonly Rules: Readonly<Record<string, { readonly Assertions: readonly Assertion[] }>>;
  readonly Metadata: {
    readonly 'AWS::CloudFormation::Interface': { readonly ParameterGroups: readonly Group[] };
  };
}

interface Assertion {
  readonly Assert: JsonObject;
  readonly AssertDescription: string;
}

interface Group {
  readonly Parameters: readonly string[];
}

export function readTemplate(release: string): ReleaseTemplate {
  return JSON.parse(readFileSync(join(release, 'compromised-key-responder.json'), 'utf8'));
}
