import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Replaces docs/benchmarks.md. Says of the machine only what explains the numbers. */
export function writeUp(table: string, problems: readonly string[]): string {
  const { version, platform, arch } = process;
  const cpu = cpus()[0]?.model.trim() ?? 'unknown';
  const text = `# Benchmarks

Written by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}: Node ${version}, ${platform} ${arch}, ${cpu}.

${table}

${NOTES}
${problems.map((problem) => `\nWrong: ${problem}\n`).join('')}`;
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), text);
  return 'docs/benchmarks.md';
}

export const NOTES = `Medians; in brackets the middle half of the rounds. Everything talks HTTP to a stub on the loopback interface, so there is no
TLS, no DNS and no distance in it: compare within a row of one run, and do not take the milliseconds for AWS's.

- responder (p): the packaged zip, unpacked outside the project, with the environment that the template gives it.
- hand-written (a): the same calls on node:http, signed by hand. SDK script (b): the same calls with the AWS SDK, bundled
  like the responder, without reading, deciding, judging, limits or explaining.
- p − b, paired: the median of the differences within each round.`;
