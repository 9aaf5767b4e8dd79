/**
 * What the responder costs, against scripts that make the same calls and do nothing else. Exits with 1 when a count is
 * wrong, never for a time: those are for reading. `--write` puts the table into docs/benchmarks.md.
 */

import type { Measurement } from './measurement.ts';
import { measureCapacity } from './measures/capacity.ts';
import { measureColdStart } from './measures/cold-start.ts';
import { weighPackages } from './measures/package-size.ts';
import { countRoundTrips } from './measures/round-trips.ts';
import { respondToThousandAtOnce } from './measures/thousand-at-once.ts';
import { measureWarmInvocation } from './measures/warm-invocation.ts';
import { startStubAws } from './stub-aws.ts';
import { prepareSubjects } from './subjects.ts';
import { tableOf } from './table.ts';
import { NOTES, writeUp } from './write-up.ts';

const startedAt = performance.now();
const progress = (line: string) =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${line}`);

progress('packaging');
const subjects = await prepareSubjects();
const stub = await startStubAws();
const enrichment = { subjects, stub, progress };
const measurements: Measurement[] = [
  weighPackages(enrichment),
  await countRoundTrips(enrichment),
  await respondToThousandAtOnce(enrichment),
  await measureColdStart(enrichment),
  await measureWarmInvocation(enrichment),
  await measureCapacity(enrichment),
];
stub.stop();
progress('done');

const table = tableOf(measurements.flatMap(({ rows }) => rows));
const problems = measurements.flatMap((measurement) => measurement.problems);
console.log(`\n${table}\n\n${NOTES}`);
for (const problem of problems) console.error(`WRONG  ${problem}`);
if (process.argv.includes('--write')) console.log(`\nwritten to ${writeUp(table, problems)}`);
process.exitCode = problems.length === 0 ? 0 : 1;
