import { join } from 'node:path';
import { makeEnvironment } from './environment.ts';
import { run } from './run.ts';

const here = import.meta.dirname;

/** @returns the folder of its virtual environment. */
export function installCfnLint(cache: string, python: string): string {
  return makeEnvironment(cache, { name: 'cfn-lint', requirements: 'requirements.txt', python });
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
