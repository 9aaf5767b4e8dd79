import { spawnSync } from 'node:child_process';

/** Runs a program to its end and returns what it wrote. Where it fails, throws what it wrote. */
export function run(command: string, words: readonly string[], { input = '' } = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    input,
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
    timeout: 300_000,
  });
  if (error !== undefined) throw new Error(`${command} failed: ${error.message}`, { cause: error });
  if (status !== 0) throw new Error(`${command} failed:\n${stdout}${stderr}`);
  return stdout;
}
