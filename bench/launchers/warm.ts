/** Stays, and runs batches of events through the bundle that the first argument names, as its parent asks. */
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import type { Batch, BatchResult } from './batch.ts';
import { loadHandler } from './load-handler.ts';

const handle = await loadHandler(process.argv[2] ?? '');
let firstAnswerAt: number | undefined;
subscribe('http.client.response.finish', () => {
  firstAnswerAt ??= performance.now();
});

process.on('message', (batch: Batch) => {
  run(batch).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

async function run({ events, concurrency }: Batch): Promise<BatchResult> {
  const toFirstAnswer: number[] = [];
  const whole: number[] = [];
  const failures: string[] = [];
  const waiting = events.values();
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  await Promise.all(Array.from({ length: concurrency }, work));
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    toFirstAnswer,
    whole,
    milliseconds: performance.now() - startedAt,
    cpuMilliseconds: (user + system) / 1000,
    peakMegabytes: peakMegabytes(),
    failures,
  };

  async function work(): Promise<void> {
    for (const event of waiting) {
      firstAnswerAt = undefined;
      const calledAt = performance.now();
      await handle(event).catch((error: unknown) => failures.push(String(error)));
      whole.push(performance.now() - calledAt);
      if (concurrency === 1) toFirstAnswer.push((firstAnswerAt ?? Number.NaN) - calledAt);
    }
  }
}

/** Linux counts `maxRSS` on from whoever started the process; the peak of its own stands in /proc. */
function peakMegabytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
}
