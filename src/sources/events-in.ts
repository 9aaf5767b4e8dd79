import { list, text } from './fields.ts';

/**
 * Security Hub may put several findings into one event, and a button sends all that were chosen. Each is judged by itself, so
 * each becomes an event. The first keeps the id, and the ids of the others stay the same on every retry. Security Hub user guide,
 * "Security Hub event formats for EventBridge".
 */
export function eventsIn(event: unknown): readonly unknown[] {
  const findings = list(event, 'detail', 'findings');
  if (typeof event !== 'object' || findings.length < 2 || text(event, 'source') !== 'aws.securityhub') {
    return [event];
  }
  const id = text(event, 'id') ?? 'unknown';
  return findings.map((finding, index) => ({
    ...event,
    id: index === 0 ? id : `${id}-${index + 1}`,
    detail: { ...detailOf(event), findings: [finding] },
  }));
}

function detailOf(event: object | null): object {
  const detail: unknown = event !== null && 'detail' in event ? event.detail : {};
  return typeof detail === 'object' && detail !== null ? detail : {};
}
