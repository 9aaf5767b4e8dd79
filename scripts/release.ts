/**
 * Writes release/: one template whose settings are CloudFormation's parameters, the zips, the other stacks, the module for
 * Terraform, a bill of materials and checksums. It works offline and without AWS credentials, and one commit always gives the
 * same bytes. docs/deploy.md says how to deploy it. --out=FOLDER writes elsewhere.
 */
import './help.ts';

import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { problemOf } from './events/command-line.ts';
import { commitTime, packageRunner } from './package-runner.ts';
import { billOfMaterials } from './release/bill-of-materials.ts';
import { RELEASE_STAGE, releaseTemplate } from './release/release-template.ts';
import { SERVICE } from './settings/stage-settings.ts';

const { out } = readOptions();
if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, 'SHA256SUMS'))) {
  process.stderr.write(
    `${out} has something else than a release, which would be lost: name another folder\n`,
  );
  process.exit(1);
}
const temporary = mkdtempSync(join(tmpdir(), 'release-'));
// A program that fails ends this process.
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
write(out, packageStage(temporary));

function readOptions() {
  try {
    return parseArgs({ options: { out: { type: 'string', default: 'release' } } }).values;
  } catch (error) {
    process.stderr.write(
      `${problemOf(error)}: give nothing, or another folder to write to: npm run release -- --out=FOLDER\n`,
    );
    process.exit(1);
  }
}

/** In a folder of its own, since `.serverless/` may be in use. @returns the folder of the template and the zips. */
function packageStage(folder: string): string {
  const settings = join(folder, 'settings');
  mkdirSync(settings);
  // No setting of it is in the release: each becomes a parameter.
  writeFileSync(join(settings, `${RELEASE_STAGE}.yml`), 'contain: observe\n');
  const run = packageRunner({ settings, quiet: true });
  run('node', ['scripts/bundle.ts']);
  for (const name of ['serverless.yml', 'package.json', 'scripts', 'src', 'dist'])
    cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  run('serverless', ['package', '--stage', RELEASE_STAGE], folder);
  return join(folder, '.serverless');
}

function write(folder: string, packaged: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const zips = new Map(
    readdirSync(packaged)
      .filter((name) => name.endsWith('.zip'))
      .map((name) => [name, nameByContent(name, readFileSync(join(packaged, name)))]),
  );
  for (const [from, to] of zips) cpSync(join(packaged, from), join(folder, to));
  const template = JSON.parse(
    readFileSync(join(packaged, 'cloudformation-template-update-stack.json'), 'utf8'),
  );
  writeFileSync(
    join(folder, `${SERVICE}.json`),
    `${JSON.stringify(releaseTemplate(template, zips), undefined, 1)}\n`,
  );
  for (const name of readdirSync('stacks'))
    cpSync(join('stacks', name), join(folder, name), { recursive: true });
  cpSync(join('docs', 'deploy.md'), join(folder, 'deploy.md'));
  cpSync('LICENSE', join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'sbom.cdx.json'), billOfMaterials('dist', Number(commitTime())));
  writeFileSync(join(folder, 'SHA256SUMS'), checksums(folder));
}

/** Another content has another name, or CloudFormation would see no change and leave the old code. */
function nameByContent(name: string, content: Buffer): string {
  return name.replace(/\.zip$/, `-${sha256(content).slice(0, 16)}.zip`);
}

/** As `sha256sum --check SHA256SUMS` reads them. */
function checksums(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .toSorted();
  return files.map((file) => `${sha256(readFileSync(join(folder, file)))}  ${file}\n`).join('');
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
