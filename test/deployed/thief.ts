import { setTimeout as sleep } from 'node:timers/promises';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type Aws, type Credentials, connect } from './aws.ts';

const PAUSE_MS = 50;
const MAX_CALLS = 400;
const MAX_MS = 30_000;

/** A stolen credential, and what becomes of its use. */
export interface Theft {
  /** What was stolen, for the report: `key`. */
  readonly what: string;
  readonly credentials: Credentials;
  readonly use: (aws: Aws) => Promise<unknown>;
  /** The code with which AWS ends it; `never` where the responder cannot stop it, and says so. */
  readonly refusedWith: 'InvalidClientTokenId' | 'AccessDenied' | 'never';
}

export interface Thief {
  /** Settles once AWS refuses a call, or once the thief has made all the calls that are allowed to him. */
  readonly end: Promise<ThiefsEnd>;
  /** Lets him make one more call, and no other. */
  readonly leave: () => void;
}

export interface ThiefsEnd {
  /** The code with which AWS refused a call; `never` if it never did. */
  readonly refusedWith: string;
  readonly successfulCalls: number;
  /** On the clock of `performance.now()`. */
  readonly at: number;
}

/** A call that needs no permission: it is refused only when the credential itself is. */
export async function callWithoutPermission({ sts }: Aws): Promise<unknown> {
  return sts.send(new GetCallerIdentityCommand({}));
}

/** A call that a policy must allow, and may deny. */
export async function callWithPermission({ sqs }: Aws): Promise<unknown> {
  return sqs.send(new ListQueuesCommand({}));
}

/** Uses what was stolen as its thief does, again and again. Returns once a first call was let through. */
export async function startThief(endpoint: string, { credentials, use }: Theft): Promise<Thief> {
  const aws = connect(endpoint, credentials);
  await use(aws);
  const leaving = new AbortController();
  return { end: callUntilRefused(() => use(aws), leaving.signal), leave: () => leaving.abort() };
}

async function callUntilRefused(call: () => Promise<unknown>, leaving: AbortSignal): Promise<ThiefsEnd> {
  const giveUpAt = performance.now() + MAX_MS;
  let successfulCalls = 1;
  while (successfulCalls < MAX_CALLS && performance.now() < giveUpAt) {
    await sleep(PAUSE_MS);
    const isLast = leaving.aborted;
    try {
      await call();
      successfulCalls += 1;
    } catch (error) {
      const refusedWith = error instanceof Error ? error.name : String(error);
      return { refusedWith, successfulCalls, at: performance.now() };
    }
    if (isLast) break;
  }
  return { refusedWith: 'never', successfulCalls, at: performance.now() };
}
