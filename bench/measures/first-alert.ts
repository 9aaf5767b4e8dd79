import { setTimeout as sleep } from 'node:timers/promises';
import type { Contender } from '../contenders.ts';
import { type Fault, faults, NOTHING_WRONG } from '../faults-of-iam.ts';
import { finding } from '../findings.ts';
import { startLife } from '../life.ts';
import type { Measurement, Surroundings } from '../measurement.ts';
import type { Subjects } from '../subjects.ts';
import type { Row } from '../table.ts';
import { openWorld } from '../world.ts';

export const MOST_SECONDS = 6;
export const MOST_SECONDS_AFTER_READ_BACK = 1;
/** Whoever has told nobody by then is not waited for. */
const WAIT_MS = 12_000;
/** Processes at the same time: most of the time they wait. */
const LANES = 3;

interface FirstAlert {
  /** From the start of the process, which has the event at once, until SNS accepted the alert; NaN if it never did. */
  readonly seconds: number;
  /** From the arrival of the read-back. */
  readonly secondsAfterReadBack: number;
  /** What was true of the key then, or when the waiting ended. */
  readonly keyStatus: string;
}

interface Result {
  readonly fault: Fault;
  readonly responder: FirstAlert;
  readonly tuned: FirstAlert | undefined;
}

/** Seconds until people know, in each fault of IAM: cold, the first try of the first event. */
export async function measureFirstAlert(surroundings: Surroundings): Promise<Measurement> {
  const { contenders, progress, subjects } = surroundings;
  const [responder] = contenders;
  const tuned = contenders.find(({ name }) => name === 'tuned');
  progress(`the first alert in ${faults.length} faults`);
  const measure = async (fault: Fault): Promise<Result> => ({
    fault,
    responder: await waitForAlert(fault, responder, subjects),
    tuned: tuned && (await waitForAlert(fault, tuned, subjects)),
  });
  const usual = await measure(NOTHING_WRONG);
  const others = await inLanes(faults, measure);
  const { secondsAfterReadBack } = usual.responder;
  return {
    rows: [
      row(usual),
      { measured: '… of which from the read-back on', responder: secondsAfterReadBack.toFixed(2) },
      ...others.map(row),
    ],
    problems: [
      ...[usual, ...others]
        // Not at all is as wrong as too late.
        .filter(({ fault, responder: { seconds } }) => fault.isFault && !(seconds <= MOST_SECONDS))
        .map(({ fault, responder: ours }) => `${fault.words}: the first alert came ${inWords(ours)}`),
      ...(secondsAfterReadBack <= MOST_SECONDS_AFTER_READ_BACK
        ? []
        : [`the alert came ${secondsAfterReadBack} s after the read-back`]),
    ],
  };
}

function row({ fault, responder, tuned }: Result): Row {
  return { measured: fault.words, responder: inWords(responder), ...(tuned && { tuned: inWords(tuned) }) };
}

function inWords({ seconds, keyStatus }: FirstAlert): string {
  return `${Number.isNaN(seconds) ? 'never' : seconds.toFixed(2)}, ${keyStatus}`;
}

async function waitForAlert({ begin }: Fault, contender: Contender, subjects: Subjects): Promise<FirstAlert> {
  const { aws, stolen, variables } = await openWorld(subjects);
  begin(aws);
  const startedAt = Date.now();
  const life = startLife(contender, { events: [finding(1)], variables, folder: subjects.folder });
  try {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    life.record.then(over, over);
    while (aws.published.length === 0 && !isOver && Date.now() - startedAt < WAIT_MS) await sleep(5);
    const toldAt = aws.published[0]?.at.getTime() ?? Number.NaN;
    const readBackAt = aws.requests.find(({ action }) => action === 'ListAccessKeys')?.at.getTime();
    return {
      seconds: (toldAt - startedAt) / 1000,
      secondsAfterReadBack: (toldAt - (readBackAt ?? Number.NaN)) / 1000,
      keyStatus: aws.identities.statusOf(stolen.accessKeyId) ?? 'gone',
    };
  } finally {
    life.end();
    await aws.stop();
  }
}

async function inLanes<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results = new Map<T, R>();
  const waiting = all.values();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (const one of waiting) results.set(one, await work(one));
    }),
  );
  return all.flatMap((one) => results.get(one) ?? []);
}
