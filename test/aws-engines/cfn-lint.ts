import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

const here = import.meta.dirname;

/** Makes a virtual environment, unless an earlier run has made it from the same requirements. Returns its folder. */
export function installCfnLint(cache: string, python: string): string {
  const environment = join(cache, 'cfn-lint');
  const requirements = join(here, 'requirements.txt');
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

/** What is wrong with the template, a line each. */
export function lint(environment: string, template: string): string[] {
  const config = ['--config-file', join(here, 'cfn-lint.yaml'), '--format', 'parseable'];
  // With `none` a finding is no failure of the program, and a failure of the program is no finding.
  const options = [...config, '--non-zero-exit-code', 'none'];
  const cfnLint = join(environment, 'bin', 'cfn-lint');
  const findings = run(join(environment, 'bin', 'python'), [cfnLint, ...options, '--', template]);
  return findings.split('\n').filter((line) => line !== '');
}
