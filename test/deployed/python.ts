import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Programs } from './programs.ts';

export const PYTHON_IS_MISSING =
  'MiniStack needs Python 3.10 or later with its venv module ' +
  '(Debian and Ubuntu: apt install python3 python3-venv; macOS: brew install python).';

/** Debian's Python without the package python3-venv has `venv` but not `ensurepip`, and can make no environment. */
const SUITABILITY = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

export function findPython(): string | undefined {
  const names = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
  return names.find((name) => {
    try {
      execFileSync(name, ['-c', SUITABILITY], { stdio: 'ignore', timeout: 20_000 });
      return true;
    } catch {
      return false;
    }
  });
}

export interface PythonEnvironment {
  readonly folder: string;
  /** The file of what is in it. */
  readonly requirements: string;
  /** What can be imported if it works. */
  readonly modules: string;
}

/** Makes the virtual environment, or reuses the one made from the same requirements. Returns its Python. */
export async function makeEnvironment(
  python: string,
  { folder, requirements, modules }: PythonEnvironment,
  programs: Programs,
): Promise<string> {
  const environmentPython = join(folder, 'bin', 'python');
  // Written last: an installation that was interrupted is made again.
  const stamp = join(folder, 'requirements.sha256');
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === hash &&
    (await runs(environmentPython, modules, programs))
  ) {
    return environmentPython;
  }

  rmSync(folder, { recursive: true, force: true });
  await programs.run(python, ['-m', 'venv', folder]);
  const install = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '-r', requirements];
  await programs.run(environmentPython, install, { seconds: 300 });
  writeFileSync(stamp, hash);
  return environmentPython;
}

/** An environment outlives the Python that it was made from. */
async function runs(environmentPython: string, modules: string, programs: Programs): Promise<boolean> {
  return programs.run(environmentPython, ['-c', `import ${modules}`]).then(
    () => true,
    () => false,
  );
}
