import type { ConsolePage, Detection } from '../core/detection.ts';
import type { Listed } from './listed.ts';

/**
 * One producer of events on EventBridge, with its rules, its reader and its examples. `npm run generate` writes rules,
 * permissions and the queue policy of serverless.yml and docs/coverage.md from it. The tests of sources also use it.
 */
export interface EventSource {
  /** For machines: `guardduty`. */
  readonly id: string;
  /** For people: `GuardDuty`. */
  readonly name: string;
  readonly rules: readonly EventRule[];
  /** The account that administers it gets the findings about its members as well. */
  readonly coversMembers?: true;
  /** Whether the event is from this producer. The rules have already matched, so this only chooses the reader. */
  readonly recognizes: (envelope: Envelope) => boolean;
  /** @throws UnreadableFieldError if the response needs a field and it is missing. */
  readonly read: (envelope: Envelope) => ReadDetection;
  /** Reads the access key id if `read` failed, to help the person who must act. */
  readonly accessKeyId: (envelope: Envelope) => string | undefined;
  /** The page of AWS's console that shows it. A report has none. */
  readonly findingPage: (finding: FindingIds) => ConsolePage | undefined;
  /** Names of events in test/fixtures. Each must match one of the rules and be readable. */
  readonly examples: readonly [string, ...string[]];
}

/** A rule of the stack. */
export interface EventRule {
  /** Logical id in the template. */
  readonly id: string;
  /** For the reviewer of the template. */
  readonly description: string;
  /** `default` has AWS's events. On the responder's own bus, others may put events. */
  readonly bus: 'default' | 'own';
  /** Only such a rule gets read-only calls. EventBridge user guide, "Rule states". */
  readonly seesReadOnlyCalls?: true;
  /** The rule exists only if this condition of the template is true. */
  readonly condition?: string;
  /** The rule on the default bus whose pattern this one has for forwarded events. */
  readonly twinOf?: string;
  /** The parameter that the pattern depends on. */
  readonly parameter?: string;
  readonly pattern: (lists: { readonly honeyKeys: Listed; readonly suspectedApiCalls: Listed }) => object;
}

/** A detection without the parts that every source reads in the same way. */
export type ReadDetection = Omit<
  Detection,
  'source' | 'replayed' | 'receivedBy' | 'coversMembers' | 'findingPage'
>;

export interface FindingIds {
  /** URL-encoded. Absent if the event has no id that is safe in an address. */
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
