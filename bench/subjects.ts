import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import type { TemporaryCredentials } from '../local/aws/sessions.ts';
import { unzip } from '../local/lambda/unzip.ts';
import { variablesOf } from '../local/lambda/variables.ts';
import { onExit } from '../local/stack/on-exit.ts';
import type { FunctionDescription } from '../local/template/functions.ts';
import { readStack, type StackDescription } from '../local/template.ts';
import { bundleOptions } from '../scripts/bundle-options.ts';

const ROOT = dirname(import.meta.dirname);
export const PACKAGE_FOLDER = join(ROOT, '.serverless');
export const PLACE = {
  accountId: '111122223333',
  region: 'us-east-1',
  partition: 'aws',
  stackName: 'compromised-key-responder-prod',
};

/** What is measured, and what it is measured against. */
export type Subject = 'responder' | 'sdk-script' | 'sdk-script-lazy' | 'hand-written';

export interface Subjects {
  readonly stack: StackDescription;
  readonly responder: FunctionDescription;
  /** Outside the project, so that nothing finds a node_modules on its way up. */
  readonly folder: string;
  readonly bundles: Readonly<Record<Subject, string>>;
  readonly launchers: { readonly once: string; readonly warm: string };
}

/** The packaged zips, unpacked, and the scripts beside them, bundled in the same way. */
export async function prepareSubjects(): Promise<Subjects> {
  const packaged = spawnSync(process.execPath, ['scripts/package.ts', '--quiet'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (packaged.status !== 0) throw new Error('packaging failed');
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  onExit(() => rmSync(folder, { recursive: true, force: true }));

  const stack = readStack(PACKAGE_FOLDER, PLACE);
  for (const { zip, logicalId } of stack.functions) unzip(join(PACKAGE_FOLDER, zip), join(folder, logicalId));
  const responder = stack.functions.find(({ handler }) => handler.endsWith('/respond.handler'));
  if (responder === undefined)
    throw new Error('the template has no function with the handler respond.handler');

  const bundle = (source: string) => bundleScript(source, join(folder, 'scripts', source));
  return {
    stack,
    responder,
    folder,
    bundles: {
      responder: entryOf(responder, folder),
      'sdk-script': await bundle('contenders/sdk-script'),
      'sdk-script-lazy': await bundle('contenders/sdk-script-lazy'),
      'hand-written': await bundle('contenders/hand-written'),
    },
    launchers: { once: await bundle('launchers/once'), warm: await bundle('launchers/warm') },
  };
}

/** `dist/respond/respond.handler` is the export `handler` of `dist/respond/respond.mjs`. */
export function entryOf({ handler, logicalId }: FunctionDescription, folder: string): string {
  return join(folder, logicalId, handler.replace(/\.[^.]+$/, '.mjs'));
}

/** The environment that Lambda would give the responder; the others get the same. */
export function environmentOf(
  { responder, folder }: Subjects,
  {
    endpoint,
    credentials = ROLE_CREDENTIALS,
    settings = {},
  }: {
    readonly endpoint: string;
    readonly credentials?: TemporaryCredentials;
    /** In place of what the template says. */
    readonly settings?: Readonly<Record<string, string>>;
  },
): Record<string, string> {
  const taskRoot = join(folder, responder.logicalId);
  const { region } = PLACE;
  return variablesOf({
    description: responder,
    taskRoot,
    region,
    endpoint,
    credentials,
    overrides: settings,
  });
}

/** AWS's own examples; the token is as long as real ones are. */
const ROLE_CREDENTIALS: TemporaryCredentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLETOKEN'.repeat(30),
  expiration: new Date(8.64e15),
};

async function bundleScript(source: string, outdir: string): Promise<string> {
  mkdirSync(outdir, { recursive: true });
  await build({
    // As the handler's, or the comparison would be of bundles and not of code.
    ...bundleOptions,
    absWorkingDir: ROOT,
    entryPoints: { index: `bench/${source}.ts` },
    outdir,
  });
  return join(outdir, 'index.mjs');
}
