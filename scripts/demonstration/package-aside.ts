import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { onExit } from '../../local/stack/on-exit.ts';

/** What no package is made of, or is made anew. */
const LEFT_OUT = ['node_modules', 'dist', 'test', 'docs', 'bench'];

/** A folder for the package alone: two demos at once must not write into one. It goes with this process at the latest. */
export function makeFolder(): { readonly folder: string; readonly remove: () => void } {
  let folder: string | undefined;
  const clean = () => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  // First, because a signal may come before the next line.
  const callOff = onExit(clean);
  folder = mkdtempSync(join(tmpdir(), 'demo-'));
  return {
    folder,
    remove: () => {
      clean();
      callOff();
    },
  };
}

/** Packages the stack in a copy of the project. @returns whether it is in `.serverless` of the folder; if not, it has said why. */
export async function packageAside(
  folder: string,
  {
    stage,
    settings,
    params,
  }: { readonly stage: string; readonly settings: string; readonly params: readonly string[] },
): Promise<boolean> {
  const entries = readdirSync('.').filter((name) => !name.startsWith('.') && !LEFT_OUT.includes(name));
  for (const name of entries) cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  // If the process is interrupted, what it wrote to the folder for temporary files goes with the rest.
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  const words = [
    '--quiet',
    `--stage=${stage}`,
    `--settings=${resolve(settings)}`,
    ...params.map((param) => `--param=${param}`),
  ];
  // A signal that came meanwhile ends this process here. What is started now gets the next one itself.
  await setImmediate();
  const { status } = spawnSync(process.execPath, ['scripts/package.ts', ...words], {
    cwd: folder,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...{ TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      // Node's own cache of compiled code may stay, and saves seconds.
      NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
      PATH: [resolve('node_modules/.bin'), process.env['PATH']].join(delimiter),
    },
  });
  return status === 0;
}
