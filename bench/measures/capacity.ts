import { findings } from '../findings.ts';
import type { BatchResult } from '../launchers/batch.ts';
import { type Measurement, rotated, type Surroundings } from '../measurement.ts';
import { median } from '../statistics.ts';
import type { Subject } from '../subjects.ts';
import { type Row, ratio } from '../table.ts';
import { startWarm } from '../warm-process.ts';

const ROUNDS = 3;
const EVENTS = 1_000;
const CONCURRENCY = 50;
const SUBJECTS = ['responder', 'sdk-script'] as const satisfies readonly Subject[];

interface Life {
  readonly first: BatchResult;
  readonly sequential: BatchResult;
  readonly concurrent: BatchResult;
}

/** Memory, and how many events one process gets through, in fresh processes. */
export async function measureCapacity(enrichment: Surroundings): Promise<Measurement> {
  const lives: Record<(typeof SUBJECTS)[number], Life[]> = { responder: [], 'sdk-script': [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    enrichment.progress(`memory and events per second: round ${round} of ${ROUNDS}`);
    for (const subject of rotated(SUBJECTS, round)) lives[subject].push(await live(subject, enrichment));
  }

  const { responder, 'sdk-script': sdkScript } = lives;
  const row = (measured: string, value: (life: Life) => number): Row => {
    const [left, right] = [responder.map(value), sdkScript.map(value)];
    return {
      measured,
      responder: median(left).toFixed(0),
      sdkScript: median(right).toFixed(0),
      overSdkScript: ratio(left, right),
    };
  };
  const perSecond = ({ whole, milliseconds }: BatchResult) => (whole.length / milliseconds) * 1000;
  const perCpuSecond = ({ whole, cpuMilliseconds }: BatchResult) => (whole.length / cpuMilliseconds) * 1000;
  return {
    rows: [
      row('Peak memory (RSS) after 1 invocation, MB', ({ first }) => first.peakMegabytes),
      row('Peak memory (RSS) after 1,000 invocations, MB', ({ sequential }) => sequential.peakMegabytes),
      row('Events per second, one at a time', ({ sequential }) => perSecond(sequential)),
      row('… per second of CPU time', ({ sequential }) => perCpuSecond(sequential)),
      row(`Events per second, ${CONCURRENCY} at a time`, ({ concurrent }) => perSecond(concurrent)),
      row('… per second of CPU time', ({ concurrent }) => perCpuSecond(concurrent)),
    ],
    problems: responder
      .flatMap(({ first, sequential, concurrent }) => [first, sequential, concurrent])
      .flatMap(({ failures }) => failures),
  };
}

async function live(subject: Subject, enrichment: Surroundings): Promise<Life> {
  const process = await startWarm(subject, enrichment);
  try {
    return {
      first: await process.run(findings(1, 1)),
      sequential: await process.run(findings(2, EVENTS - 1)),
      concurrent: await process.run(findings(EVENTS + 1, EVENTS), CONCURRENCY),
    };
  } finally {
    process.stop();
  }
}
