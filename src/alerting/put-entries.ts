import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';

/** EventBridge API reference, PutEvents: at most ten entries a request. */
const ENTRIES_PER_REQUEST = 10;

export class RefusedEntriesError extends Error {
  override readonly name = 'RefusedEntriesError';
}

/**
 * In their order, in as many requests as they need.
 * @throws RefusedEntriesError if EventBridge refused any of them, and AWS's error if it took no request
 */
export async function putEntries(
  client: EventBridgeClient,
  entries: readonly PutEventsRequestEntry[],
): Promise<void> {
  for (let start = 0; start < entries.length; start += ENTRIES_PER_REQUEST) {
    const some = entries.slice(start, start + ENTRIES_PER_REQUEST);
    const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: some }));
    // A successful request can contain failed entries.
    const codes = Entries.flatMap(({ ErrorCode }) => ErrorCode ?? []);
    if (codes.length === 0) continue;
    throw new RefusedEntriesError(
      `${codes.length} of ${some.length} events were refused: ${[...new Set(codes)].join(', ')}`,
    );
  }
}
