import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, stop } from 'esbuild';
import type { TemporaryCredentials } from '../local/aws/sessions.ts';
import { unzip } from '../local/lambda/unzip.ts';
import { variablesOf } from '../local/lambda/variables.ts';
import { onExit } from '../local/stack/on-exit.ts';
import type { FunctionDescription } from '../local/template/functions.ts';
import { readStack, type StackDescription } from '../local/template.ts';
import { bundleOptions } from '../scripts/bundle-options.ts';
import { type Certificate, makeCertificate, trusting } from './certificate.ts';

const ROOT = dirname(import.meta.dirname);
export const PACKAGE_FOLDER = join(ROOT, '.serverless');
export const PLACE = {
  accountId: '111122223333',
  region: 'us-east-1',
  partition: 'aws',
  stackName: 'compromised-key-responder-prod',
};

export interface Subjects {
  readonly stack: StackDescription;
  readonly responder: FunctionDescription;
  /** Outside the project, so that nothing finds a node_modules on its way up. */
  readonly folder: string;
  readonly certificate: Certificate;
  /** The files of what runs on Node. */
  readonly bundles: Readonly<Record<'responder' | 'handSigned' | 'tuned' | 'asShipped' | 'life', string>>;
}

/** Writes what is deployed into .serverless/. */
export function packageProject(): void {
  const { status } = spawnSync(
    process.execPath,
    ['scripts/package.ts', '--quiet', '--settings=local/settings'],
    {
      cwd: ROOT,
      stdio: 'inherit',
    },
  );
  if (status !== 0) throw new Error('packaging failed');
}

/** The packaged zips, unpacked, and the scripts beside them. */
export async function prepareSubjects(): Promise<Subjects> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  onExit(() => rmSync(folder, { recursive: true, force: true }));

  const stack = readStack(PACKAGE_FOLDER, PLACE);
  for (const { zip, logicalId } of stack.functions) unzip(join(PACKAGE_FOLDER, zip), join(folder, logicalId));
  const responder = stack.functions.find(({ handler }) => handler.endsWith('/respond.handler'));
  if (responder === undefined)
    throw new Error('the template has no function with the handler respond.handler');

  const bundle = (source: string, options?: BuildOptions) =>
    bundleTo(join(folder, 'scripts', source), source, options);
  return {
    stack,
    responder,
    folder,
    certificate: await makeCertificate(folder),
    bundles: {
      responder: entryOf(responder, folder),
      handSigned: await bundle('contenders/hand-signed'),
      tuned: await bundle('contenders/sdk-tuned'),
      asShipped: await bundle('contenders/sdk-as-shipped', AS_SHIPPED),
      life: await bundle('launchers/life'),
    },
  };
}

/** `dist/respond/respond.handler` is the export `handler` of `dist/respond/respond.mjs`. */
export function entryOf({ handler, logicalId }: FunctionDescription, folder: string): string {
  return join(folder, logicalId, handler.replace(/\.[^.]+$/, '.mjs'));
}

/** The environment that Lambda would give the responder; the others get the same. */
export function environmentOf(
  { responder, folder, certificate }: Subjects,
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
  const variables = { description: responder, taskRoot, region, endpoint, credentials, overrides: settings };
  return { ...variablesOf(variables), ...trusting(certificate) };
}

/** AWS's own examples; the token is as long as real ones are. */
const ROLE_CREDENTIALS: TemporaryCredentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLETOKEN'.repeat(30),
  expiration: new Date(8.64e15),
};

/** What the Serverless Framework does with a function in TypeScript, if nothing else is asked for. */
const AS_SHIPPED = {
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node24',
} satisfies BuildOptions;

/** @returns the file of the bundle of `bench/<source>.ts`, in this folder. */
export async function bundleTo(
  outdir: string,
  source: string,
  options: BuildOptions = bundleOptions,
): Promise<string> {
  mkdirSync(outdir, { recursive: true });
  await build({ ...options, absWorkingDir: ROOT, entryPoints: { index: `bench/${source}.ts` }, outdir });
  // Its process would take memory from what is measured, and keep the one of a test alive.
  await stop();
  return join(outdir, `index${options.outExtension?.['.js'] ?? '.js'}`);
}
