import type { BusEvent } from '../aws/event-bridge.ts';
import { isObject } from '../json-object.ts';

const TEXTS = ['version', 'id', 'detail-type', 'source', 'account', 'time', 'region'];

/** What every event of EventBridge has. */
export const ENVELOPE = [...TEXTS, 'resources', 'detail'];

export function isBusEvent(event: unknown): event is BusEvent {
  if (!isObject(event)) return false;
  const { resources, detail } = event;
  return (
    TEXTS.every((field) => typeof event[field] === 'string') && Array.isArray(resources) && isObject(detail)
  );
}
