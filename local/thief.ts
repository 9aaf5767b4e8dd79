import { setTimeout } from 'node:timers/promises';
import {
  GetCallerIdentityCommand,
  STSClient,
  type STSClientConfig,
  STSServiceException,
} from '@aws-sdk/client-sts';

export interface Patience {
  readonly intervalMilliseconds?: number;
  readonly maximumCalls?: number;
  readonly maximumMilliseconds?: number;
}

export interface Theft {
  /** How many calls were made, the refused one included. */
  readonly calls: number;
  readonly lastAcceptedAt: Date | undefined;
  /** When AWS first refused the key; `undefined` when it never did. */
  readonly refusedAt: Date | undefined;
  readonly errorCode: string | undefined;
}

/**
 * Uses a stolen key until AWS refuses it: the one proof that a key is stopped, where reading its status back only
 * proves what the control plane says. GetCallerIdentity needs no permission, so a refusal is about the key alone.
 */
export async function useStolenKey(key: STSClientConfig, patience: Patience = {}): Promise<Theft> {
  const { intervalMilliseconds = 20, maximumCalls = 1000, maximumMilliseconds = 10_000 } = patience;
  const sts = new STSClient({ maxAttempts: 1, ...key });
  const end = Date.now() + maximumMilliseconds;
  let lastAcceptedAt: Date | undefined;
  let calls = 0;
  while (calls < maximumCalls && Date.now() < end) {
    calls += 1;
    try {
      await sts.send(new GetCallerIdentityCommand({}), {
        abortSignal: AbortSignal.timeout(Math.max(end - Date.now(), 0)),
      });
      lastAcceptedAt = new Date();
    } catch (error) {
      // A thief tries again after anything else, such as throttling or a lost connection.
      if (isRefusal(error)) return { calls, lastAcceptedAt, refusedAt: new Date(), errorCode: error.name };
    }
    await setTimeout(intervalMilliseconds);
  }
  return { calls, lastAcceptedAt, refusedAt: undefined, errorCode: undefined };
}

function isRefusal(error: unknown): error is STSServiceException {
  return error instanceof STSServiceException && error.$metadata.httpStatusCode === 403;
}
