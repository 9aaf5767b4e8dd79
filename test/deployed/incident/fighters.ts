import { setTimeout as sleep } from 'node:timers/promises';
import { UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { type Credentials, connect } from '../aws.ts';
import { activation } from '../events/api-calls.ts';
import type { AwsEvent } from '../events/envelope.ts';
import { deliver } from '../rules.ts';
import type { Proof } from '../run-case.ts';
import { callWithoutPermission } from '../thief.ts';
import type { User } from '../users.ts';
import type { Timed, Use } from './exposure.ts';

export interface Fighters {
  /** Whose key it is about. */
  readonly target: User;
  /** Has the permission to switch keys on, and a key of its own. */
  readonly administrator: User;
}

/** Switches the key on, with the administrator's own key. */
export async function switchOn({ aws }: Proof, { target, administrator }: Fighters): Promise<void> {
  const { iam } = connect(aws.endpoint, administrator.keys[0]);
  const AccessKeyId = target.keys[0].accessKeyId;
  await iam.send(new UpdateAccessKeyCommand({ UserName: target.name, AccessKeyId, Status: 'Active' }));
}

export interface Activations {
  readonly calls: readonly Timed[];
  /** CloudTrail's record of each of them, which came at once. */
  readonly records: readonly AwsEvent[];
}

/** Does it again and again, whether or not it is still on. Ends when every record is with the function. */
export async function keepSwitchingOn(
  proof: Proof,
  fighters: Fighters,
  { everyMs, seconds }: { readonly everyMs: number; readonly seconds: number },
): Promise<Activations> {
  const calls: Timed[] = [];
  const records: AwsEvent[] = [];
  const deliveries: Promise<void>[] = [];
  const begin = performance.now();
  for (let next = begin; next < begin + seconds * 1000; next += everyMs) {
    await sleep(Math.max(0, next - performance.now()));
    const from = performance.now();
    await switchOn(proof, fighters);
    calls.push({ from, to: performance.now() });
    const event = activation({ target: fighters.target, caller: fighters.administrator });
    records.push(event);
    deliveries.push(deliver(proof.aws, proof.stack, { event, bus: 'default' }));
  }
  await Promise.all(deliveries);
  return { calls, records };
}

const PAUSE_MS = 50;

/** Uses the key all the time, refused or not. @returns what ends it, and then every call. */
export function keepUsing(endpoint: string, credentials: Credentials): () => Promise<readonly Use[]> {
  const aws = connect(endpoint, credentials);
  const leaving = new AbortController();
  const uses: Use[] = [];
  async function work(): Promise<readonly Use[]> {
    while (!leaving.signal.aborted) {
      const from = performance.now();
      const passed = await callWithoutPermission(aws).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Error && error.name === 'InvalidClientTokenId') return false;
          throw error;
        },
      );
      uses.push({ from, to: performance.now(), passed });
      await sleep(PAUSE_MS);
    }
    return uses;
  }
  const working = work();
  // Whoever stops it hears of what it threw.
  working.catch(() => undefined);
  return async () => {
    leaving.abort();
    return working;
  };
}
