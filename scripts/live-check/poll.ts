import { setTimeout as sleep } from 'node:timers/promises';

interface Patience {
  readonly signal: AbortSignal;
  readonly seconds: number;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3000;

/** Reads ever more seldom until there is an answer, and once at least. @returns undefined if none comes in time. */
export async function poll<T>(
  read: () => Promise<T | undefined>,
  { signal, seconds }: Patience,
): Promise<T | undefined> {
  const end = Date.now() + seconds * 1000;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const answer = await read();
    if (answer !== undefined || Date.now() >= end) return answer;
    await sleep(Math.min(pause, end - Date.now()), undefined, { signal });
  }
}
