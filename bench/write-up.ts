import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Replaces docs/benchmarks.md. It names only those facts of the machine that explain the numbers. */
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

export const NOTES = `Each number is a median. The middle half of the rounds is in brackets. All requests use HTTP to a stub on the loopback interface,
without TLS, DNS or distance. So compare only within a row of one run. The milliseconds are not those of AWS.

- responder (p): the packaged zip, unpacked outside the project, with the environment from the template.
- hand-written (a): the same calls with node:http, signed by own code. SDK script (b): the same calls with the AWS SDK, bundled
  like the responder. Neither checks events, decides, limits text or explains the result.
- p − b, paired: the median of the differences within each round.`;
