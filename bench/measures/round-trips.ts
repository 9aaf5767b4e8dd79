import { finding } from '../findings.ts';
import { live } from '../life.ts';
import type { Measurement, Surroundings } from '../measurement.ts';

const MEMBER = '444455556666';
const CASES = [
  { words: 'the event names the user', most: 1 },
  { words: 'the event does not name the user', userNamed: false, most: 2 },
  { words: 'first key of another account', accountId: MEMBER, most: 2 },
  { words: 'next key of that account', accountId: MEMBER, most: 1 },
];

/** How many answers of AWS the key stays Active for. */
export async function countRoundTrips(surroundings: Surroundings): Promise<Measurement> {
  surroundings.progress('round trips until the key is Inactive');
  const [responder] = surroundings.contenders;
  const events = CASES.map((about, index) => finding(index + 1, about));
  const { invocations } = await live(responder, events, surroundings, { MEMBER_ROLE_NAME: 'responder' });
  const counts = CASES.map(({ words, most }, index) => {
    const { requests, failure } = invocations[index] ?? { requests: [], failure: 'it did not run' };
    const calls = requests.map(({ action }) => action);
    // None at all counts as 0, which is as wrong as too many.
    return { words, most, calls, failure, count: calls.indexOf('UpdateAccessKey') + 1 };
  });
  return {
    rows: counts.map(({ words, most, count, calls }) => ({
      measured: `Requests until UpdateAccessKey: ${words} (must be ${most})`,
      responder: `${count} of ${calls.length}`,
    })),
    problems: counts
      .filter(({ count, most, failure }) => count !== most || failure !== null)
      .map(({ words, calls, failure }) => `when ${words}: ${[...calls, failure].join(', ')}`),
  };
}
