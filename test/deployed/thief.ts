import { setTimeout as sleep } from 'node:timers/promises';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type Credentials, connect } from './aws.ts';

const PAUSE_MS = 50;
const MAX_CALLS = 400;
const MAX_MS = 30_000;

export interface Thief {
  /** Settles once AWS refuses a call, or once the thief has made all the calls that are allowed to him. */
  readonly end: Promise<ThiefsEnd>;
}

export interface ThiefsEnd {
  /** The code with which AWS refused a call; `undefined` if it never did. */
  readonly refusal: string | undefined;
  readonly successfulCalls: number;
  /** On the clock of `performance.now()`. */
  readonly at: number;
}

/** Uses a stolen key as its thief does, again and again. Returns once a first call was let through. */
export async function startThief(endpoint: string, credentials: Credentials): Promise<Thief> {
  const { sts } = connect(endpoint, credentials);
  await sts.send(new GetCallerIdentityCommand({}));
  return { end: callUntilRefused(() => sts.send(new GetCallerIdentityCommand({}))) };
}

async function callUntilRefused(call: () => Promise<unknown>): Promise<ThiefsEnd> {
  const giveUpAt = performance.now() + MAX_MS;
  let successfulCalls = 1;
  while (successfulCalls < MAX_CALLS && performance.now() < giveUpAt) {
    await sleep(PAUSE_MS);
    try {
      await call();
      successfulCalls += 1;
    } catch (error) {
      return {
        refusal: error instanceof Error ? error.name : String(error),
        successfulCalls,
        at: performance.now(),
      };
    }
  }
  return { refusal: undefined, successfulCalls, at: performance.now() };
}
