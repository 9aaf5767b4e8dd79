import {
  EventBridgeClient,
  type EventBridgeClientConfig,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';

/** What putting an outcome event is allowed to call. */
export const permissions = ['events:PutEvents'];

const limits: EventBridgeClientConfig = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

/** EventBridge API reference, PutEvents: at most ten entries a request. */
const ENTRIES_PER_REQUEST = 10;

export interface OutcomeEvent {
  readonly detail: Readonly<Record<string, unknown>>;
  /** ARNs of the principals concerned. */
  readonly resources: readonly string[];
}

export class OutcomeEventError extends Error {
  override readonly name = 'OutcomeEventError';
}

/** @returns what puts outcome events on the bus, and rejects when any of them was not taken. */
export function outcomeBus(busName: string, config: EventBridgeClientConfig) {
  const client = new EventBridgeClient({ ...limits, ...config });
  return async (events: readonly OutcomeEvent[]): Promise<void> => {
    for (let start = 0; start < events.length; start += ENTRIES_PER_REQUEST) {
      const entries = events.slice(start, start + ENTRIES_PER_REQUEST).map(({ detail, resources }) => ({
        EventBusName: busName,
        Source: 'compromised-key-responder',
        DetailType: 'Access Key Response Outcome',
        Resources: [...resources],
        Detail: JSON.stringify(detail),
      }));
      const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: entries }));
      // A request that succeeds can hold entries that did not.
      if (FailedEntryCount !== undefined && FailedEntryCount > 0) {
        const codes = new Set(Entries?.flatMap(({ ErrorCode }) => ErrorCode ?? []));
        throw new OutcomeEventError(
          `${FailedEntryCount} outcome events were refused: ${[...codes].join(', ')}`,
        );
      }
    }
  };
}
