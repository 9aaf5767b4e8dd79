import { finding } from '../findings.ts';
import type { Measurement, Surroundings } from '../measurement.ts';
import { startWarm } from '../warm-process.ts';

const MEMBER = '444455556666';
const CASES = [
  { words: 'the event names the user', most: 1 },
  { words: 'the event does not name the user', userNamed: false, most: 2 },
  { words: 'first key of another account', accountId: MEMBER, most: 2 },
  { words: 'next key of that account', accountId: MEMBER, most: 1 },
];

/** How many answers of AWS the key stays Active for. */
export async function countRoundTrips(enrichment: Surroundings): Promise<Measurement> {
  const { stub, progress } = enrichment;
  progress('round trips until the key is Inactive');
  const responder = await startWarm('responder', enrichment, { MEMBER_ROLE_NAME: 'responder' });
  try {
    const counts = [];
    for (const { words, most, ...about } of CASES) {
      stub.forget();
      const { failures } = await responder.run([finding(1, about)]);
      const calls = stub.requests.map(({ action }) => action);
      // None at all counts as 0, which is as wrong as too many.
      counts.push({ words, most, calls, failures, count: calls.indexOf('UpdateAccessKey') + 1 });
    }
    return {
      rows: counts.map(({ words, most, count, calls }) => ({
        measured: `Requests until UpdateAccessKey: ${words} (must be ${most})`,
        responder: `${count} of ${calls.length}`,
      })),
      problems: counts
        .filter(({ count, most, failures }) => count !== most || failures.length > 0)
        .map(({ words, calls, failures }) => `when ${words}: ${[...calls, ...failures].join(', ')}`),
    };
  } finally {
    responder.stop();
  }
}
