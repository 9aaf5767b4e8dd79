/**
 * Mutation testing: Stryker changes src in small ways, and each change should fail a test. On demand, since the whole takes
 * hours: `npm run mutate -- src/core/decide.ts` tries one file, and `-- src/core test/core` a folder by the tests of a folder.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../test/aws-engines/run.ts';
import { onlyWords } from './help.ts';

/** Not among the packages of the project, which `npm ci` would then install for everybody. */
const STRYKER = '@stryker-mutator/core@10.1.1';

const root = join(import.meta.dirname, '..');
const cache = join(root, '.cache', 'stryker');
const program = join(cache, STRYKER, 'node_modules/@stryker-mutator/core/bin/stryker.js');

onlyWords(/^(?:src|test)(?:\/|$)/);
if (!existsSync(program)) {
  console.log(`installing ${STRYKER}`);
  run('npm', ['install', '--prefix', join(cache, STRYKER), '--no-save', '--ignore-scripts', STRYKER]);
}
const words = process.argv.slice(2);
const tests = words.filter((word) => word.startsWith('test/'));
const parts = words.filter((word) => !tests.includes(word));
const { status } = spawnSync(
  process.execPath,
  [
    program,
    'run',
    'test/mutation/stryker.config.mjs',
    ...(parts.length === 0 ? [] : ['--mutate', patternsOf(parts, '.ts')]),
    ...(tests.length === 0 ? [] : ['--testFiles', patternsOf(tests, '.test.ts')]),
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = status ?? 1;

function patternsOf(paths: readonly string[], ending: string): string {
  const isFolder = (path: string) => statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory();
  return paths.map((path) => (isFolder(path) ? `${path}/**/*${ending}` : path)).join(',');
}
