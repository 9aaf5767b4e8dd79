import type { BusEvent } from '../../local/aws/event-bridge.ts';

/** The example account of AWS's documentation, for what names none. */
const SOME_ACCOUNT = '111122223333';

/** The event with every part of EventBridge's envelope; what is missing is filled in. */
export function envelope(event: Partial<BusEvent>, index: number): BusEvent {
  const { source = '', 'detail-type': detailType = '', detail = {}, ...given } = event;
  return {
    ...given,
    version: '0',
    id: textOr(given.id, `event-${index + 1}`),
    'detail-type': detailType,
    source,
    account: textOr(given.account, SOME_ACCOUNT),
    time: textOr(given.time, new Date().toISOString().replace(/\.\d+Z$/, 'Z')),
    region: textOr(given.region, 'us-east-1'),
    resources: Array.isArray(given.resources) ? given.resources : [],
    detail,
  };
}

function textOr(text: unknown, otherwise: string): string {
  return typeof text === 'string' && text !== '' ? text : otherwise;
}
