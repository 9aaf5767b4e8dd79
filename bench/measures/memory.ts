import { live } from '../life.ts';
import type { Measurement, Surroundings } from '../measurement.ts';
import { problemsOf } from './against-others.ts';

const EVENTS = 1_000;

/** Whether an environment that lives long grows. */
export async function measureMemory(surroundings: Surroundings): Promise<Measurement> {
  const { contenders, progress } = surroundings;
  const measured = contenders.filter(({ name }) => name === 'responder' || name === 'tuned');
  const cells: (readonly [string, string])[] = [];
  const problems: string[] = [];
  for (const contender of measured) {
    progress(`memory after ${EVENTS} invocations: ${contender.name}`);
    const events = Array.from({ length: EVENTS }, (_, index) => contender.event(index + 1));
    const life = await live(contender, events, surroundings);
    problems.push(...problemsOf(contender, life));
    cells.push([contender.name, life.peakMegabytes.toFixed(0)]);
  }
  const measuredName = `Peak memory (RSS) of ${EVENTS.toLocaleString('en')} invocations, MB`;
  return { rows: [{ measured: measuredName, responder: '', ...Object.fromEntries(cells) }], problems };
}
