import type { ConsolePage, Detection } from '../core/detection.ts';
import type { ResponsePolicy } from '../core/response-policy.ts';

/**
 * One producer of events on EventBridge, with all that belongs to it: its rules, how a matched event is read, and examples.
 * Rules, permissions and the queue policy of serverless.yml, docs/coverage.md and the tests of every source are made of it.
 */
export interface EventSource {
  /** For machines: `guardduty`. */
  readonly id: string;
  /** For people: `GuardDuty`. */
  readonly name: string;
  readonly rules: readonly EventRule[];
  /** Whether the envelope is this producer's; the rules decided already, this chooses the reader. */
  readonly recognizes: (envelope: Envelope) => boolean;
  /** @throws UnreadableFieldError when something is missing that the response depends on. */
  readonly read: (envelope: Envelope) => ReadDetection;
  /** Where this producer writes the access key id: asked only when `read` failed, to help the person who must act. */
  readonly accessKeyId: (envelope: Envelope) => string | undefined;
  /** Where AWS's console shows it; a report has no page. */
  readonly findingPage: (finding: FindingIds) => ConsolePage | undefined;
  /** Events of test/fixtures, by name: each matches one of the rules, and is read. */
  readonly examples: readonly [string, ...string[]];
}

/** A rule of the stack. */
export interface EventRule {
  /** Logical id in the template. */
  readonly id: string;
  /** What a reviewer reads. */
  readonly description: string;
  /** `default` is AWS's own; on the responder's own bus others may put events. */
  readonly bus: 'default' | 'own';
  /** Calls that only read arrive at such a rule alone. EventBridge user guide, "Rule states". */
  readonly seesReadOnlyCalls?: true;
  /** Condition of the template under which the rule exists. */
  readonly condition?: string;
  /** The parameter that the pattern is made of. */
  readonly parameter?: string;
  readonly pattern: (policy: Pick<ResponsePolicy, 'honeyKeys' | 'suspectedApiCalls'>) => object;
}

/** A detection but for what the envelope and the source say of every event alike. */
export type ReadDetection = Omit<Detection, 'source' | 'replayed' | 'receivedBy' | 'findingPage'>;

export interface FindingIds {
  /** Encoded for an address; absent where the detector gives none that can be put into one. */
  readonly findingId?: string;
}

/** EventBridge's envelope. AWS's page: EventBridge user guide, "Event structure". */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly account: string;
  readonly region: string;
  readonly detail: unknown;
}
