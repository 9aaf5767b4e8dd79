import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Packages what is bundled with other parameters, in a folder of its own: the project's is in use by other tests. */
export function packageInto(folder: string, parameters: readonly string[]) {
  for (const name of ['serverless.yml', 'package.json', 'scripts', 'src', 'dist']) {
    cpSync(name, join(folder, name), { recursive: true });
  }
  cpSync(join('local', 'settings'), join(folder, 'settings'), { recursive: true });
  if (!existsSync(join(folder, 'node_modules')))
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const words = ['package', ...parameters.map((parameter) => `--param=${parameter}`)];
  return spawnSync('serverless', words, { cwd: folder, encoding: 'utf8' });
}

/**
 * The template that CloudFormation gets with these parameters, whose defaults are then what a deployment gives beside it.
 * @throws if they cannot be packaged.
 */
export function templateWith(folder: string, parameters: readonly string[]): unknown {
  const { status, stdout, stderr } = packageInto(folder, parameters);
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  const read = (name: string) => JSON.parse(readFileSync(join(folder, '.serverless', name), 'utf8'));
  const template = read('cloudformation-template-update-stack.json');
  for (const { ParameterKey, ParameterValue } of read('serverless-state.json').service.provider
    .stackParameters)
    template.Parameters[ParameterKey].Default = ParameterValue;
  return template;
}

/** A pattern of a policy, in which `*` stands for any text. */
export function like(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
