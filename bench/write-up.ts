import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Measurement } from './measurement.ts';
import { tableOf } from './table.ts';

export interface Section {
  readonly title: string;
  readonly measurements: readonly Measurement[];
  readonly note?: string;
}

/** Replaces docs/benchmarks.md. It names only those facts of the machine that explain the numbers. */
export function writeUp(sections: readonly Section[], loads: readonly number[]): string {
  const date = new Date().toISOString().slice(0, 10);
  const text = `# Benchmarks

Written by \`npm run bench -- --write\` on ${date}.

${textOf(sections, loads)}
`;
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), text);
  return 'docs/benchmarks.md';
}

/** @param loads of the machine, before and after it was measured against others. */
export function textOf(sections: readonly Section[], loads: readonly number[]): string {
  const { version, platform, arch } = process;
  const cpu = cpus()[0]?.model.trim() ?? 'unknown';
  const machine =
    `Node ${version}, ${platform} ${arch}, ${cpu}, ${cpus().length} cores. ` +
    `Load before and after the first table: ${loads.map((load) => load.toFixed(1)).join(' and ')}.`;
  return [machine, ...sections.map(sectionText), NOTES].join('\n\n');
}

/** What is wrong with one invocation is often wrong with all. */
const MOST_PROBLEMS = 10;

function sectionText({ title, measurements, note }: Section): string {
  const problems = measurements.flatMap((measurement) => measurement.problems);
  return [
    `## ${title}`,
    tableOf(measurements.flatMap(({ rows }) => rows)),
    ...(note === undefined ? [] : [note]),
    ...problems.slice(0, MOST_PROBLEMS).map((problem) => `Wrong: ${problem}`),
    ...(problems.length > MOST_PROBLEMS ? [`Wrong: ${problems.length - MOST_PROBLEMS} more.`] : []),
  ].join('\n\n');
}

const NOTES = `## How to read it

Milliseconds are medians, with the middle half of the rounds in brackets. Requests use HTTPS to a stub on the loopback interface, which
answers at once: no DNS, no distance. So compare only within a row of one run. The milliseconds are not those of AWS, and a busy
machine blurs them.

- responder (p): the packaged zip, unpacked outside the project, with the environment from the template. Before it tells people
  it also reads back what it did and looks for what else is dangerous, and afterwards it tells machines.
- The scripts set the key Inactive, claim the right to tell in DynamoDB (a conditional write), and publish. They do not check, decide,
  verify or explain. hand-signed (a): \`node:https\` and own code for the signature, the least that is possible. tuned SDK (b): bundled
  like the responder, credentials from the environment, and what comes after IAM is loaded while IAM answers. SDK as shipped:
  clients with their defaults at the top, in one CommonJS file. boto3: from PyPI, on this machine's Python.
- Cloud Custodian: its own handler from PyPI, with a policy of its mode \`cloudtrail\` for AWS's quarantine policy: \`remove-keys\` with
  \`disable\`, then \`notify\` over SNS. It claims nothing.
- An environment gets 60 events, one at a time. A cold invocation is counted, and billed, from the start of the process.
- The first alert: against the embedded AWS of \`local/\` over HTTPS, cold, the first try of Lambda. Beside the seconds stands what was
  true of the key then. \`never\`: not within 12 s.
- Findings at once: the handler in a model of Lambda and of time, where IAM grants every call. \`npm run measure:throttled\` has an IAM
  that does not. \`npm run bench:deployed\` measures thieves on MiniStack.`;
