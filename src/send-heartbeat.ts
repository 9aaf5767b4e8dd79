import type { Container } from './container.ts';
import { resultOf } from './core/result.ts';

/** Never throws: what else the schedule starts matters more. If none is sent, none arrives, and an alarm tells of it. */
export async function sendHeartbeat({ heartbeats, clock, log }: Container): Promise<void> {
  const sent = await resultOf(heartbeats.get().then((bus) => bus.put(clock.now())));
  if (!sent.ok) log({ level: 'error', message: `events:PutEvents ${sent.error}: no heartbeat was sent` });
}
