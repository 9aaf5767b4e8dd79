/**
 * Packages the stack with the settings of local/settings, and runs every test. `npm test -- test/core` runs a part; what else follows
 * goes to Jest, such as `-t 'part of a name'`.
 */
import { spawnSync } from 'node:child_process';
import './help.ts';

const steps = [
  ['scripts/before-tests.cjs'],
  ['scripts/package.ts', '--quiet', '--settings=local/settings'],
  ['--max-semi-space-size=64', 'node_modules/jest/bin/jest.js', ...process.argv.slice(2)],
];
for (const words of steps) {
  const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
