import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { resolveTemplate } from '../../local/template/resolve-template.ts';
import { run } from './run.ts';

const here = join(import.meta.dirname, 'cdk');
const FILES = ['package.json', 'package-lock.json', 'synthesize.mjs'];
const PLACE = { accountId: '111122223333', region: 'us-east-1', partition: 'aws', stackName: 'Responder' };

/** @returns the folder where CDK is, which is installed unless it is there. */
export function installCdk(cache: string): string {
  const folder = join(cache, 'cdk');
  const isThere = FILES.every(
    (file) =>
      existsSync(join(folder, file)) &&
      readFileSync(join(folder, file)).equals(readFileSync(join(here, file))),
  );
  if (isThere && existsSync(join(folder, 'node_modules', 'aws-cdk-lib', 'package.json'))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) cpSync(join(here, file), join(folder, file));
  // npm takes a link on the way for a package of its own.
  run('npm', ['ci', '--prefix', realpathSync(folder), '--ignore-scripts', '--no-audit', '--no-fund']);
  return folder;
}

/** The logical ids of the resources that CDK would deploy otherwise than CloudFormation does with the template alone. */
export function changedByCdk(folder: string, template: string): readonly string[] {
  const parameters = {
    contain: 'observe',
    codeBucket: 'amzn-s3-demo-bucket',
    honeyKeys: 'AKIAIOSFODNN7EXAMPLE',
  };
  const out = join(folder, 'out');
  rmSync(out, { recursive: true, force: true });
  run(process.execPath, [join(folder, 'synthesize.mjs'), template, out, JSON.stringify(parameters)]);
  const before = resolveTemplate(read(template), { ...PLACE, parameters });
  const after = resolveTemplate(read(join(out, 'Responder.template.json')), PLACE);
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].filter((id) => !isDeepStrictEqual(before.get(id), after.get(id)));
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
