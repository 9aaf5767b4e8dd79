/**
 * A sign of life: a schedule puts it on the stack's own bus, and it goes the way of a report, through rule, function and alert
 * topic, into a queue that nobody reads. If none arrives, an alarm tells of it.
 */
export const HEARTBEAT_SOURCE = 'compromised-key-responder.heartbeat';
export const HEARTBEAT_TYPE = 'Key Responder Heartbeat';

/** The bus takes its source from nobody else. */
export function isHeartbeat(event: unknown): boolean {
  return (
    typeof event === 'object' && event !== null && 'source' in event && event.source === HEARTBEAT_SOURCE
  );
}
