/**
 * The life of an execution environment: loads the handler of the first argument, hands it the events of the file of the
 * second, one at a time as Lambda does, and writes into the file of the third what happened.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadHandler } from './load-handler.ts';
import type { InvocationRecord, LifeRecord } from './record.ts';

/** Invocations are apart: what one leaves behind on the event loop is no part of the next. */
const PAUSE_MS = 10;

const [, , file = '', eventsFile = '', recordFile = ''] = process.argv;
const handle = await loadHandler(file);
const invocations: InvocationRecord[] = [];
for (const event of JSON.parse(readFileSync(eventsFile, 'utf8'))) {
  const calledAt = now();
  const failure = await handle(event).then(() => null, String);
  invocations.push({ calledAt, answeredAt: now(), failure });
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
const record: LifeRecord = { invocations, peakMegabytes: peakMegabytes() };
writeFileSync(recordFile, JSON.stringify(record));
// Connections that are kept for a next call would keep the process for some seconds.
process.exit(0);

function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Linux counts `maxRSS` on from whoever started the process; the peak of its own stands in /proc. */
function peakMegabytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
}
