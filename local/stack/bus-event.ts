import type { BusEvent } from '../aws/event-bridge.ts';
import { isObject } from '../json-object.ts';

const TEXTS = ['version', 'id', 'detail-type', 'source', 'account', 'time', 'region'];

/** The envelope of every event of EventBridge. */
export const ENVELOPE = [...TEXTS, 'resources', 'detail'];

export function isBusEvent(event: unknown): event is BusEvent {
  if (!isObject(event)) return false;
  const { resources, detail } = event;
  return (
    TEXTS.every((field) => typeof event[field] === 'string') && Array.isArray(resources) && isObject(detail)
  );
}
