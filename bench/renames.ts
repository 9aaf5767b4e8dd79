/**
 * How a response ends while a thief with iam:UpdateUser renames the user: 200 times for each interval and each event. Exits
 * with 1 if one ended quietly with the key Active. `--runs=20` and `--minutes=5` set other bounds; it ends by itself.
 */
import { optionsOf } from '../scripts/help.ts';

import { namings, type Race, RenamingThief } from '../test/renaming-thief.ts';
import { median } from './statistics.ts';

const INTERVALS_MS = [20, 50, 100, 200, 500];
/** What a response takes here, unless the user is renamed. */
const LONGEST_RESPONSE_MS = 120;
const options = {
  runs: { type: 'string', default: '200' },
  minutes: { type: 'string', default: '20' },
} as const;
const values = optionsOf(options);
const runs = Number(values.runs);
const startedAt = performance.now();
const endsAt = startedAt + Number(values.minutes) * 60_000;

interface Cell {
  readonly interval: number;
  readonly event: string;
  readonly races: readonly (Race & { readonly milliseconds: number })[];
}

const cells: Cell[] = [];
for (const [event, naming] of Object.entries(namings)) {
  for (const interval of INTERVALS_MS) {
    const thief = await RenamingThief.start();
    const races: Cell['races'][number][] = [];
    while (races.length < runs && performance.now() < endsAt) {
      const before = performance.now();
      // The first new name comes before the response starts, or at some time in it.
      const first = ((races.length % 10) / 10) * Math.min(interval, LONGEST_RESPONSE_MS);
      const race = await thief.race(naming, { first, every: interval });
      races.push({ ...race, milliseconds: performance.now() - before });
    }
    await thief.stop();
    cells.push({ event, interval, races });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0).padStart(5);
    console.log(`${seconds} s  ${event}, every ${interval} ms: ${races.length} runs, ${quiet(races)} quiet`);
  }
}

const HEAD = [
  'renamed every',
  'the event names',
  'runs',
  'Inactive',
  'Active, noticed',
  'Active, quiet',
].concat(['renames a run', 'ms a run', 'ended']);
console.log(`\n| ${HEAD.join(' | ')} |\n|${HEAD.map(() => '---').join('|')}|`);
for (const { interval, event, races } of cells.toSorted((one, other) => one.interval - other.interval)) {
  const active = races.filter(({ isActive }) => isActive);
  const ends = [...Map.groupBy(races, ({ reason }) => reason)].map(
    ([reason, its]) => `${reason} ${its.length}`,
  );
  const row = [`${interval} ms`, event, races.length, races.length - active.length].concat(
    [active.length - quiet(races), quiet(races), median(races.map(({ renames }) => renames)).toFixed(0)],
    [median(races.map(({ milliseconds }) => milliseconds)).toFixed(0), ends.join(', ')],
  );
  console.log(`| ${row.join(' | ')} |`);
}

const missing = cells.filter(({ races }) => races.length < runs).length;
if (missing > 0) console.log(`\nthe time was over: ${missing} rows have fewer than ${runs} runs`);
process.exitCode = cells.some(({ races }) => quiet(races) > 0) ? 1 : 0;

function quiet(races: Cell['races']): number {
  return races.filter(({ isActive, isNoticed }) => isActive && !isNoticed).length;
}
