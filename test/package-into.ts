import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Packages what is bundled with other parameters, in a folder of its own: the project's is in use by other tests. */
export function packageInto(folder: string, parameters: readonly string[]) {
  for (const name of ['serverless.yml', 'package.json', 'scripts', 'src', 'dist']) {
    cpSync(name, join(folder, name), { recursive: true });
  }
  if (!existsSync(join(folder, 'node_modules')))
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const words = ['package', ...parameters.map((parameter) => `--param=${parameter}`)];
  return spawnSync('serverless', words, { cwd: folder, encoding: 'utf8' });
}
