import type { Detection } from '../core/detection.ts';

/** One producer of events on EventBridge: what the rules must match, and how a matched event is read. */
export interface EventSource {
  /** Whether the envelope is this producer's; the rules decided already, this chooses the reader. */
  readonly recognizes: (envelope: Envelope) => boolean;
  /** @throws UnreadableFieldError when something is missing that the response depends on. */
  readonly read: (envelope: Envelope) => ReadDetection;
  /** Where this producer writes the access key id: asked only when `read` failed, to help the person who must act. */
  readonly accessKeyId: (envelope: Envelope) => string | undefined;
}

/** A detection but for what the envelope says of every event alike. */
export type ReadDetection = Omit<Detection, 'replayed' | 'receivedBy'>;

/** EventBridge's envelope. AWS's page: EventBridge user guide, "Event structure". */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly account: string;
  readonly region: string;
  readonly detail: unknown;
}
