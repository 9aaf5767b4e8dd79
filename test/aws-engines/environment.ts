import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

export interface Wanted {
  /** Of its folder in the cache. */
  readonly name: string;
  /** The file beside this one. */
  readonly requirements: string;
  /** That makes it. */
  readonly python: string;
}

/** Makes a virtual environment, unless an earlier run has made it from the same requirements. Returns its folder. */
export function makeEnvironment(cache: string, { name, requirements: file, python }: Wanted): string {
  const environment = join(cache, name);
  const requirements = join(import.meta.dirname, file);
  // Written last: an installation that was interrupted is made again. So is one whose Python is gone.
  const stamp = join(environment, 'requirements.sha256');
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const ownPython = join(environment, 'bin', 'python');
  if (existsSync(ownPython) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return environment;

  rmSync(environment, { recursive: true, force: true });
  run(python, ['-m', 'venv', environment]);
  run(ownPython, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  writeFileSync(stamp, hash);
  return environment;
}
