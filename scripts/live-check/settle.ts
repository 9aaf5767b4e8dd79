import { setTimeout as sleep } from 'node:timers/promises';
import type { Means } from './point.ts';

/** AWS needs up to a minute until a new rule or policy counts. */
export async function sleepUntilSettled({ settleSeconds, signal }: Means): Promise<void> {
  await sleep(settleSeconds * 1000, undefined, { signal });
}
