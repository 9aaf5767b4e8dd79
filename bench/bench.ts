/**
 * What the responder costs, against others that do the job: a floor, scripts, and Cloud Custodian. Exits with 1 when a count is
 * wrong or an alert is late, never for milliseconds: those are for reading. `--write` puts the tables into docs/benchmarks.md;
 * `--quick` shows within two minutes that everything can be measured.
 */

import { loadavg } from 'node:os';
import { onlyWords } from '../scripts/help.ts';
import { contendersOnNode, contendersOnPython } from './contenders.ts';
import type { Measurement, Surroundings } from './measurement.ts';
import { measureAgainstOthers } from './measures/against-others.ts';
import { showGuardDutyMode } from './measures/custodian-crash.ts';
import { MOST_SECONDS, MOST_SECONDS_AFTER_READ_BACK, measureFirstAlert } from './measures/first-alert.ts';
import { measureMemory } from './measures/memory.ts';
import { weighPackages } from './measures/package-size.ts';
import { countRoundTrips } from './measures/round-trips.ts';
import { respondToThousandAtOnce } from './measures/thousand-at-once.ts';
import { preparePython } from './python.ts';
import { startStubAws } from './stub-aws.ts';
import { packageProject, prepareSubjects } from './subjects.ts';
import { type Section, textOf, writeUp } from './write-up.ts';

onlyWords('--quick', '--write');
const quick = process.argv.includes('--quick');
const startedAt = performance.now();
const progress = (line: string) =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${line}`);

progress('packaging');
packageProject();
const subjects = await prepareSubjects();
progress('Python with boto3 and Cloud Custodian');
const python = await preparePython();
if (typeof python === 'string') progress(`boto3 and Cloud Custodian are left out: ${python}`);
const loads = [loadavg()[0] ?? Number.NaN];
const stub = await startStubAws(subjects.certificate);
const [responder, ...scripts] = contendersOnNode(subjects);
const contenders = [...scripts, ...(typeof python === 'string' ? [] : contendersOnPython(python, subjects))];
const surroundings: Surroundings = {
  subjects,
  contenders: [responder, ...contenders],
  stub,
  progress,
  rounds: quick ? 2 : 25,
};

const others = await measureAgainstOthers(surroundings);
const crash =
  typeof python === 'string'
    ? `boto3 and Cloud Custodian were left out: ${python}.`
    : await showGuardDutyMode(python, surroundings);
loads.push(loadavg()[0] ?? Number.NaN);
const firstAlert = await measureFirstAlert(surroundings);
const alone: Measurement[] = [
  weighPackages(surroundings),
  await countRoundTrips(surroundings),
  ...(quick ? [] : [await measureMemory(surroundings), await respondToThousandAtOnce(surroundings)]),
];
stub.stop();
progress('done');

const FIRST_ALERT = `Must be ≤ ${MOST_SECONDS} in every fault, and ≤ ${MOST_SECONDS_AFTER_READ_BACK} after the read-back when all is well. An IAM that shows a change late is no fault of it.`;
const sections: Section[] = [
  { title: 'Against others', measurements: [others], note: crash },
  { title: 'Seconds from the event to the first alert', measurements: [firstAlert], note: FIRST_ALERT },
  { title: 'The responder alone', measurements: alone },
];
const problems = sections.flatMap(({ measurements }) => measurements.flatMap(({ problems: all }) => all));
console.log(`\n${textOf(sections, loads)}`);
for (const problem of problems) console.error(`WRONG  ${problem}`);
if (process.argv.includes('--write')) console.log(`\nwritten to ${writeUp(sections, loads)}`);
process.exitCode = problems.length === 0 ? 0 : 1;
