import { setTimeout } from 'node:timers/promises';
import { EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import { IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { clientConfig } from './client-config.ts';

type Config = ReturnType<typeof clientConfig>;
type Send = (abortSignal: AbortSignal) => Promise<unknown>;

/** The calls of a thief. None of them changes anything. */
const CALLS = {
  /**
   * No policy can deny this call (STS API reference), so a refusal is only about the key. It shows that a key is Inactive.
   * It cannot show that a user or a role is denied everything.
   */
  'sts:GetCallerIdentity': (config: Config): Send => {
    const client = new STSClient(config);
    return (abortSignal) => client.send(new GetCallerIdentityCommand({}), { abortSignal });
  },
  /** Lists the keys of the stolen key's user. Credentials of GetSessionToken cannot call IAM (STS API reference). */
  'iam:ListAccessKeys': (config: Config): Send => {
    const client = new IAMClient(config);
    return (abortSignal) => client.send(new ListAccessKeysCommand({}), { abortSignal });
  },
  /** A key, a user's session and a role's session can all make this call, and a deny of everything refuses it. */
  'events:TestEventPattern': (config: Config): Send => {
    const client = new EventBridgeClient(config);
    return (abortSignal) => client.send(new TestEventPatternCommand(ANY_EVENT), { abortSignal });
  },
};

const ANY_EVENT = {
  EventPattern: '{"source":["thief"]}',
  Event:
    '{"id":"1","detail-type":"t","source":"s","account":"111122223333","time":"2026-05-04T03:11:40Z","region":"us-east-1","resources":[],"detail":{}}',
};

/** AWS's codes for unknown credentials and for missing permissions, in both protocols. */
const REFUSALS = [
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'ExpiredToken',
  'ExpiredTokenException',
  'AccessDenied',
  'AccessDeniedException',
];

export interface Patience {
  /** Default: `sts:GetCallerIdentity`. */
  readonly call?: keyof typeof CALLS;
  readonly intervalMilliseconds?: number;
  readonly maximumCalls?: number;
  readonly maximumMilliseconds?: number;
  /** Ends the theft. */
  readonly until?: AbortSignal;
}

export interface Theft {
  /** The number of calls, with the refused one. */
  readonly calls: number;
  readonly lastAcceptedAt: Date | undefined;
  /** When AWS first refused the credentials. `undefined` if it never did. */
  readonly refusedAt: Date | undefined;
  readonly errorCode: string | undefined;
}

/**
 * Uses stolen credentials until AWS refuses them. Only this proves that they are stopped. The read-back of a status or a
 * policy proves only what the control plane says.
 */
export async function useStolenKey(credentials: Config, patience: Patience = {}): Promise<Theft> {
  const { intervalMilliseconds = 20, maximumCalls = 1000, maximumMilliseconds = 10_000 } = patience;
  const send = CALLS[patience.call ?? 'sts:GetCallerIdentity'](credentials);
  const end = Date.now() + maximumMilliseconds;
  let lastAcceptedAt: Date | undefined;
  let calls = 0;
  while (calls < maximumCalls && Date.now() < end && patience.until?.aborted !== true) {
    calls += 1;
    try {
      await send(AbortSignal.timeout(Math.max(end - Date.now(), 0)));
      lastAcceptedAt = new Date();
    } catch (error) {
      // After any other error, such as throttling or a lost connection, a thief tries again.
      if (error instanceof Error && REFUSALS.includes(error.name)) {
        return { calls, lastAcceptedAt, refusedAt: new Date(), errorCode: error.name };
      }
    }
    await setTimeout(intervalMilliseconds);
  }
  return { calls, lastAcceptedAt, refusedAt: undefined, errorCode: undefined };
}
