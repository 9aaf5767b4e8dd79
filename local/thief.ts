import { setTimeout } from 'node:timers/promises';
import { EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import { IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { clientConfig } from './client-config.ts';

type Config = ReturnType<typeof clientConfig>;
type Send = (abortSignal: AbortSignal) => Promise<unknown>;

/** What a thief may call. None of them changes anything. */
const CALLS = {
  /**
   * Answered even to those to whom it is denied (STS API reference), so a refusal is about the key alone: this shows
   * that a key is Inactive, and never that a user or a role is denied everything.
   */
  'sts:GetCallerIdentity': (config: Config): Send => {
    const client = new STSClient(config);
    return (abortSignal) => client.send(new GetCallerIdentityCommand({}), { abortSignal });
  },
  /** Of the thief's own user. Credentials of GetSessionToken cannot call IAM at all (STS API reference). */
  'iam:ListAccessKeys': (config: Config): Send => {
    const client = new IAMClient(config);
    return (abortSignal) => client.send(new ListAccessKeysCommand({}), { abortSignal });
  },
  /** What a key, a session of a user and a session of a role can all call, and what a deny of everything refuses. */
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

/** AWS's codes for "not you" and "not allowed", in both protocols. */
const REFUSALS = [
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'ExpiredToken',
  'ExpiredTokenException',
  'AccessDenied',
  'AccessDeniedException',
];

export interface Patience {
  /** `sts:GetCallerIdentity` when left out. */
  readonly call?: keyof typeof CALLS;
  readonly intervalMilliseconds?: number;
  readonly maximumCalls?: number;
  readonly maximumMilliseconds?: number;
}

export interface Theft {
  /** How many calls were made, the refused one included. */
  readonly calls: number;
  readonly lastAcceptedAt: Date | undefined;
  /** When AWS first refused the credentials; `undefined` when it never did. */
  readonly refusedAt: Date | undefined;
  readonly errorCode: string | undefined;
}

/**
 * Uses stolen credentials until AWS refuses them: the one proof that they are stopped, where reading a status or a
 * policy back only proves what the control plane says.
 */
export async function useStolenKey(credentials: Config, patience: Patience = {}): Promise<Theft> {
  const { intervalMilliseconds = 20, maximumCalls = 1000, maximumMilliseconds = 10_000 } = patience;
  const send = CALLS[patience.call ?? 'sts:GetCallerIdentity'](credentials);
  const end = Date.now() + maximumMilliseconds;
  let lastAcceptedAt: Date | undefined;
  let calls = 0;
  while (calls < maximumCalls && Date.now() < end) {
    calls += 1;
    try {
      await send(AbortSignal.timeout(Math.max(end - Date.now(), 0)));
      lastAcceptedAt = new Date();
    } catch (error) {
      // A thief tries again after anything else, such as throttling or a lost connection.
      if (error instanceof Error && REFUSALS.includes(error.name)) {
        return { calls, lastAcceptedAt, refusedAt: new Date(), errorCode: error.name };
      }
    }
    await setTimeout(intervalMilliseconds);
  }
  return { calls, lastAcceptedAt, refusedAt: undefined, errorCode: undefined };
}
