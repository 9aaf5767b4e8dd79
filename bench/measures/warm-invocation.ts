import { findings } from '../findings.ts';
import type { BatchResult } from '../launchers/batch.ts';
import { type Measurement, rotated, type Surroundings } from '../measurement.ts';
import { differences, median } from '../statistics.ts';
import type { Subject } from '../subjects.ts';
import { type Row, ratio, signed, spread } from '../table.ts';
import { startWarm } from '../warm-process.ts';

const WARM_UP_INVOCATIONS = 300;
const ROUNDS = 50;
/** Enough for the process to be awake again after the others had their turn. */
const INVOCATIONS_PER_ROUND = 10;
const SUBJECTS = ['responder', 'sdk-script', 'hand-written'] as const satisfies readonly Subject[];

type Results = Record<(typeof SUBJECTS)[number], BatchResult[]>;

/** What the responder costs beside the calls that any responder must make. */
export async function measureWarmInvocation(enrichment: Surroundings): Promise<Measurement> {
  const { progress } = enrichment;
  const results: Results = { responder: [], 'sdk-script': [], 'hand-written': [] };
  const processes = await Promise.all(
    SUBJECTS.map(async (subject) => ({ subject, process: await startWarm(subject, enrichment) })),
  );
  try {
    progress(`warm invocations: ${WARM_UP_INVOCATIONS} to warm up`);
    for (const { process } of processes) await process.run(findings(1, WARM_UP_INVOCATIONS));
    for (let round = 0; round < ROUNDS; round += 1) {
      if (round % 25 === 0) progress(`warm invocations: round ${round} of ${ROUNDS}`);
      for (const { subject, process } of rotated(processes, round)) {
        results[subject].push(await process.run(findings(1, INVOCATIONS_PER_ROUND)));
      }
    }
  } finally {
    for (const { process } of processes) process.stop();
  }
  return {
    rows: [
      compare(
        results,
        'toFirstAnswer',
        'Warm: handler called → UpdateAccessKey answered, ms (aim: p − b ≤ 1)',
      ),
      compare(results, 'whole', 'Warm: whole invocation, ms'),
    ],
    problems: Object.values(results).flatMap((batches) => batches.flatMap(({ failures }) => failures)),
  };
}

function compare(results: Results, what: 'toFirstAnswer' | 'whole', measured: string): Row {
  const { responder, 'sdk-script': sdkScript, 'hand-written': handWritten } = results;
  const all = (batches: readonly BatchResult[]) => batches.flatMap((batch) => batch[what]);
  const byRound = (batches: readonly BatchResult[]) => batches.map((batch) => median(batch[what]));
  return {
    measured,
    responder: spread(all(responder), 2),
    sdkScript: spread(all(sdkScript), 2),
    handWritten: spread(all(handWritten), 2),
    overSdkScript: ratio(all(responder), all(sdkScript)),
    overHandWritten: ratio(all(responder), all(handWritten)),
    minusSdkScript: signed(median(differences(byRound(responder), byRound(sdkScript))), 2),
  };
}
