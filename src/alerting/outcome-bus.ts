import { EventBridgeClient, type EventBridgeClientConfig } from '@aws-sdk/client-eventbridge';
import type { Permission } from '../core/permission.ts';
import type { OutcomeMessage } from './machine-schema.ts';
import { putEntries } from './put-entries.ts';

export const outcomeBusPermissions: readonly Permission[] = [putToBus(['compromised-key-responder'])];

/** @param sources no event of another source. One permission has them all: another beside it would hide what each is for. */
export function putToBus(sources: readonly [string, ...string[]]): Permission {
  const [first] = sources;
  return {
    sid: 'OutcomeEvents',
    because:
      'The source is a list, one for each entry of a request. Without Null a call without any would be allowed.',
    actions: ['events:PutEvents'],
    resource: { 'Fn::GetAtt': ['ResponderBus', 'Arn'] },
    condition: {
      'ForAllValues:StringEquals': { 'events:source': sources.length === 1 ? first : sources },
      Null: { 'events:source': 'false' },
    },
    // Not in the role itself: the policy of the bus names the role, so the role cannot name the bus.
    only: { policy: 'OutcomePolicy', policyName: 'outcomes' },
  };
}

const limits: EventBridgeClientConfig = { maxAttempts: 3 };

export interface OutcomeEvent {
  readonly detail: OutcomeMessage;
  /** The ARNs of the principals, or the texts that replace an ARN. */
  readonly resources: readonly string[];
}

/** The stack's own bus: machines read the outcome events there. */
export class OutcomeBus {
  readonly #name: string;
  readonly #client: EventBridgeClient;

  constructor(name: string, config: EventBridgeClientConfig) {
    this.#name = name;
    this.#client = new EventBridgeClient({ ...limits, ...config });
  }

  /** Rejects if EventBridge refused any of them. */
  async put(events: readonly OutcomeEvent[]): Promise<void> {
    const entries = events.map(({ detail, resources }) => ({
      EventBusName: this.#name,
      Source: 'compromised-key-responder',
      DetailType: 'Access Key Response Outcome',
      Resources: [...resources],
      Detail: JSON.stringify(detail),
    }));
    await putEntries(this.#client, entries);
  }
}
