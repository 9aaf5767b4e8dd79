import { readFileSync } from 'node:fs';
import type { BusEvent } from '../../local/aws/event-bridge.ts';

const FINDING = new URL('../../test/fixtures/guardduty-malicious-ip-caller.json', import.meta.url);
const MINUTE_MS = 60_000;

/** The finding of the demo, as if GuardDuty had just made it. */
export function findingOfNow(now: Date): BusEvent {
  const event = JSON.parse(readFileSync(FINDING, 'utf8'));
  const before = (minutes: number) => new Date(now.getTime() - minutes * MINUTE_MS).toISOString();
  const inSeconds = (time: string) => time.replace(/\.\d+Z$/, 'Z');
  const { detail } = event;
  return {
    ...event,
    time: inSeconds(before(0)),
    detail: {
      ...detail,
      createdAt: before(1),
      updatedAt: before(1),
      service: {
        ...detail.service,
        eventFirstSeen: inSeconds(before(14)),
        eventLastSeen: inSeconds(before(3)),
      },
    },
  };
}
