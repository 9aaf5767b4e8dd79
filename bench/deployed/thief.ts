import { setTimeout as sleep } from 'node:timers/promises';
import { type Credentials, connect } from '../../test/deployed/aws.ts';
import { callWithoutPermission } from '../../test/deployed/thief.ts';

const PAUSE_MS = 5;
const MAX_MS = 20_000;

export interface BusyThief {
  /** How many of his calls AWS let through until now. */
  readonly passed: () => number;
  /** By `performance.now()`; `undefined` if nobody stopped him in time. */
  readonly refusedAt: Promise<number | undefined>;
}

/** One call after the other, with a short breath between: how many of them pass is what a late response costs. */
export async function useAgainAndAgain(endpoint: string, credentials: Credentials): Promise<BusyThief> {
  const aws = connect(endpoint, credentials);
  await callWithoutPermission(aws);
  let passed = 1;
  const giveUpAt = performance.now() + MAX_MS;
  async function goOn(): Promise<number | undefined> {
    while (performance.now() < giveUpAt) {
      await sleep(PAUSE_MS);
      try {
        await callWithoutPermission(aws);
      } catch (error) {
        if (error instanceof Error && error.name === 'InvalidClientTokenId') return performance.now();
        throw error;
      }
      passed += 1;
    }
    return undefined;
  }
  return { passed: () => passed, refusedAt: goOn() };
}
