import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Contender, ContenderName } from '../contenders.ts';
import { type Invocation, type Life, live } from '../life.ts';
import { type Measurement, rotated, type Surroundings } from '../measurement.ts';
import { monotonicNow } from '../stub-aws.ts';
import { environmentOf } from '../subjects.ts';
import { type Row, ratio, spread } from '../table.ts';

const WARM_UP_ROUNDS = 1;
/** On a busy machine there are fewer rounds than asked for. */
const MOST_MS = 5 * 60_000;
/** Whose invocations are looked at, by their place in the life of a process. */
const COLD = [1, 1] as const;
const SOON = [2, 6] as const;
const WARM = [51, 60] as const;
const EVENTS = WARM[1];

type Lives = ReadonlyMap<ContenderName, Life[]>;
type Value = (invocation: Invocation, from: number) => number;

/** How long a key stays stolen, and how long until people know: the same job by others, in the same run. */
export async function measureAgainstOthers(surroundings: Surroundings): Promise<Measurement> {
  const { contenders, progress, rounds, stub } = surroundings;
  const lives = new Map(contenders.map(({ name }) => [name, [] as Life[]]));
  const problems = new Set<string>();
  const starts: Starts = { responder: [], boto3: [] };

  const endsAt = performance.now() + MOST_MS;
  for (let round = -WARM_UP_ROUNDS; round < rounds && performance.now() < endsAt; round += 1) {
    if (round % 5 === 0) progress(`against others: round ${round} of ${rounds}`);
    for (const contender of rotated(contenders, round + WARM_UP_ROUNDS)) {
      // So slow that its few rounds take as long as those of all others.
      if (contender.name === 'custodian' && round % 4 !== 0) continue;
      const events = Array.from({ length: EVENTS }, (_, index) => contender.event(index + 1));
      const life = await live(contender, events, surroundings);
      for (const problem of problemsOf(contender, life)) problems.add(problem);
      if (round >= 0) lives.get(contender.name)?.push(life);
    }
    await startNothing(starts, surroundings);
  }
  for (const action of stub.refused) problems.add(`the stub does not know ${action}`);
  return { rows: [countRounds(lives), processStart(starts), ...rowsOf(lives)], problems: [...problems] };
}

function countRounds(lives: Lives): Row {
  const cells = [...lives].map(([name, all]) => [name, String(all.length)]);
  return { measured: 'Rounds, each with a process of its own', ...Object.fromEntries(cells) };
}

/** Whoever does not do the job is not compared. */
export function problemsOf({ name }: Pick<Contender, 'name'>, { invocations }: Life): readonly string[] {
  return invocations.flatMap(({ failure, requests }, index) => {
    const calls = requests.map(({ action }) => action);
    const [stops, tells] = [calls.indexOf('UpdateAccessKey'), calls.indexOf('Publish')];
    if (failure === null && stops !== -1 && tells > stops) return [];
    return [`${name}, invocation ${index + 1}: ${failure ?? `its calls were ${calls.join()}`}`];
  });
}

const toStop: Value = ({ requests }, from) => arrivalOf('UpdateAccessKey', requests) - from;
const toPublish: Value = ({ requests }, from) => arrivalOf('Publish', requests) - from;
const billed: Value = ({ answeredAt }, from) => answeredAt - from;

function rowsOf(lives: Lives): readonly Row[] {
  const phases = [
    { name: 'Cold', places: COLD, from: 'process start', billed: 'init + handler', digits: 0 },
    { name: '2nd to 6th', places: SOON, from: 'event', billed: 'handler', digits: 1 },
    { name: 'Warm (51st to 60th)', places: WARM, from: 'event', billed: 'handler', digits: 1 },
  ];
  const times = phases.flatMap(({ name, places, from, billed: which, digits }) => {
    const row = (what: string, value: Value) => {
      const values = mapLives(lives, (life) => valuesOf(life, places, value));
      return compare(`${name}: ${what}, ms`, values, digits);
    };
    return [
      row(`${from} → UpdateAccessKey arrives`, toStop),
      row(`${from} → sns:Publish arrives`, toPublish),
      row(`billed (${which})`, billed),
    ];
  });
  return [
    ...times,
    countTrips('First invocation: requests until the key is stopped / until publish / in all', lives, 0),
    countTrips('60th invocation: the same', lives, EVENTS - 1),
    compare(
      `Peak memory (RSS) of ${EVENTS} invocations, MB`,
      mapLives(lives, ({ peakMegabytes }) => [peakMegabytes]),
      0,
    ),
  ];
}

/** A cold invocation begins with its process, as Lambda counts and bills it. */
function valuesOf(
  { invocations, startedAt }: Life,
  [first, last]: readonly [number, number],
  value: Value,
): readonly number[] {
  return invocations
    .slice(first - 1, last)
    .map((invocation) => value(invocation, first === 1 ? startedAt : invocation.calledAt));
}

function arrivalOf(action: string, requests: Invocation['requests']): number {
  return requests.find((request) => request.action === action)?.at ?? Number.NaN;
}

function countTrips(measured: string, lives: Lives, index: number): Row {
  const cells = [...lives].map(([name, [life]]) => {
    const calls = life?.invocations[index]?.requests.map(({ action }) => action) ?? [];
    const counts = [calls.indexOf('UpdateAccessKey') + 1, calls.indexOf('Publish') + 1, calls.length];
    return [name, counts.join(' / ')];
  });
  return { measured, ...Object.fromEntries(cells) };
}

type Values = ReadonlyMap<ContenderName, readonly number[]>;

function mapLives(lives: Lives, values: (life: Life) => readonly number[]): Values {
  return new Map([...lives].map(([name, all]) => [name, all.flatMap(values)]));
}

function compare(measured: string, values: Values, digits: number): Row {
  const cells = [...values].map(([name, all]) => [name, spread(all, digits)]);
  const [responder = [], handSigned = [], tuned = []] = (['responder', 'handSigned', 'tuned'] as const).map(
    (name) => values.get(name),
  );
  return {
    measured,
    ...Object.fromEntries(cells),
    overHandSigned: ratio(responder, handSigned),
    overTuned: ratio(responder, tuned),
  };
}

interface Starts {
  readonly responder: number[];
  readonly boto3: number[];
}

/** What Node and Python take before any code of a function runs. */
async function startNothing(starts: Starts, { subjects, stub, contenders }: Surroundings): Promise<void> {
  const env = environmentOf(subjects, { endpoint: stub.endpoint });
  const python = contenders.find(({ name }) => name === 'boto3')?.command[0];
  const run = async (times: number[], program: string, words: readonly string[]) => {
    const startedAt = monotonicNow();
    await once(spawn(program, words, { env, stdio: 'ignore' }), 'exit');
    times.push(monotonicNow() - startedAt);
  };
  await run(starts.responder, process.execPath, ['-e', '0']);
  if (python !== undefined) await run(starts.boto3, python, ['-c', 'pass']);
}

function processStart({ responder, boto3 }: Starts): Row {
  return {
    measured: 'Process start alone (Node / Python, until its end), ms',
    responder: spread(responder, 0),
    ...(boto3.length > 0 && { boto3: spread(boto3, 0) }),
  };
}
