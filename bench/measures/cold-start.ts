import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { finding } from '../findings.ts';
import { type Measurement, rotated, type Surroundings } from '../measurement.ts';
import { differences, median } from '../statistics.ts';
import { environmentOf, type Subject } from '../subjects.ts';
import { type Row, ratio, signed, spread } from '../table.ts';

const WARM_UP_ROUNDS = 3;
const ROUNDS = 35;
/** The first one first, the others in the order in which they come. */
const CALLS = [
  ...['UpdateAccessKey', 'ListAccessKeys', 'ListAccountAliases', 'GetLoginProfile', 'GetAccessKeyLastUsed'],
  ...['Publish', 'UpdateItem', 'PutEvents'],
];
const SUBJECTS: readonly Subject[] = ['responder', 'sdk-script', 'sdk-script-lazy', 'hand-written'];

/** From the start of the process until the requests arrived at the stub, in milliseconds. */
interface Start {
  readonly toKey: number;
  readonly toAlert: number;
}

/** How long a key is stolen for because the function was not running yet. */
export async function measureColdStart(enrichment: Surroundings): Promise<Measurement> {
  const starts: Record<Subject, Start[]> = {
    responder: [],
    'sdk-script': [],
    'sdk-script-lazy': [],
    'hand-written': [],
  };
  const floor: number[] = [];
  const problems = new Set<string>();

  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    if (round % 10 === 0) enrichment.progress(`cold start: round ${round} of ${ROUNDS}`);
    const nothing = await startNothing(enrichment);
    if (round >= 0) floor.push(nothing);
    for (const subject of rotated(SUBJECTS, round + WARM_UP_ROUNDS)) {
      const { calls, start } = await startCold(subject, enrichment);
      if (calls[0] !== CALLS[0] || [...new Set(calls)].toSorted().join() !== CALLS.toSorted().join())
        problems.add(`cold start of ${subject}: its calls were ${calls.join()}`);
      if (round >= 0) starts[subject].push(start);
    }
  }

  const rows = [
    { measured: 'Process start alone (node -e 0, until its end), ms', responder: spread(floor, 0) },
    ...compare(starts, 'toKey', 'Cold: process start → UpdateAccessKey arrives, ms (aim: p/b ≤ 1.2)'),
    ...compare(starts, 'toAlert', 'Cold: process start → sns:Publish arrives, ms'),
  ];
  return { rows, problems: [...problems] };
}

async function startCold(subject: Subject, { subjects, stub }: Surroundings) {
  const { bundles, launchers, folder } = subjects;
  stub.forget();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [launchers.once, bundles[subject], JSON.stringify(finding(1))], {
    cwd: folder,
    env: environmentOf(subjects, stub),
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 60_000,
  });
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`a cold ${subject} ended with status ${status}`);
  const after = (action: string) =>
    (stub.requests.find((request) => request.action === action)?.at ?? Number.NaN) - startedAt;
  return {
    calls: stub.requests.map(({ action }) => action),
    start: { toKey: after('UpdateAccessKey'), toAlert: after('Publish') },
  };
}

async function startNothing({ subjects, stub }: Surroundings): Promise<number> {
  const env = environmentOf(subjects, stub);
  const startedAt = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { env, stdio: 'ignore' }), 'exit');
  return performance.now() - startedAt;
}

function compare(
  starts: Readonly<Record<Subject, readonly Start[]>>,
  what: keyof Start,
  measured: string,
): readonly Row[] {
  const of = (subject: Subject) => starts[subject].map((start) => start[what]);
  const [responder, handWritten] = [of('responder'), of('hand-written')];
  const against = (sdkScript: readonly number[]) => ({
    responder: spread(responder, 0),
    sdkScript: spread(sdkScript, 0),
    overSdkScript: ratio(responder, sdkScript),
    minusSdkScript: signed(median(differences(responder, sdkScript)), 1),
  });
  return [
    {
      measured,
      ...against(of('sdk-script')),
      handWritten: spread(handWritten, 0),
      overHandWritten: ratio(responder, handWritten),
    },
    { measured: '… with b loading all but IAM after the key', ...against(of('sdk-script-lazy')) },
  ];
}
