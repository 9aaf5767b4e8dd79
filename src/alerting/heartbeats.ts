import { EventBridgeClient, type EventBridgeClientConfig } from '@aws-sdk/client-eventbridge';
import { HEARTBEAT_SOURCE, HEARTBEAT_TYPE } from '../core/heartbeat.ts';
import type { Permission } from '../core/permission.ts';
import { putToBus } from './outcome-bus.ts';
import { putEntries } from './put-entries.ts';

/** Of the function that tells machines as well. */
export const heartbeatPermissions: readonly Permission[] = [
  putToBus(['compromised-key-responder', HEARTBEAT_SOURCE]),
];

/** Where a heartbeat begins. */
export class Heartbeats {
  readonly #busName: string;
  readonly #client: EventBridgeClient;

  constructor(busName: string, config: EventBridgeClientConfig) {
    this.#busName = busName;
    this.#client = new EventBridgeClient({ maxAttempts: 3, ...config });
  }

  /** Rejects if EventBridge refused it. */
  async put(sentAt: Date): Promise<void> {
    const entry = {
      EventBusName: this.#busName,
      Source: HEARTBEAT_SOURCE,
      DetailType: HEARTBEAT_TYPE,
      // The envelope's time has whole seconds.
      Detail: JSON.stringify({ sentAt: sentAt.toISOString() }),
    };
    await putEntries(this.#client, [entry]);
  }
}
