/** The types, the lint and every test. `npm run check -- test/core` runs a part of the tests. */
import { spawnSync } from 'node:child_process';
import './help.ts';

const steps = [
  ['tsc'],
  ['biome', 'ci'],
  ['node', '-r', './scripts/needs-node.cjs', 'scripts/test.ts', ...process.argv.slice(2)],
];
for (const [command = '', ...words] of steps) {
  const { status } = spawnSync(command, words, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
