import { redact } from '../core/redact.ts';
import { resultOf } from '../core/result.ts';
import type { Lazy } from '../lazy.ts';
import type { Later } from './later.ts';

interface Sending {
  readonly event: unknown;
  readonly delaySeconds: number;
}

/**
 * Sends the event to the retry queue without its secrets. An event that holds none is not sent. Never throws.
 * @returns whether it was sent.
 */
export async function sentWithoutSecret(
  { event, delaySeconds }: Sending,
  {
    later,
    log,
  }: {
    readonly later: Lazy<Pick<Later, 'sendAgain'>>;
    readonly log: (entry: Readonly<Record<string, unknown>>) => void;
  },
): Promise<boolean> {
  const redacted = redact(event);
  if (!redacted.heldSecret) return false;
  const answer = await resultOf(later.get().then((it) => it.sendAgain(redacted.event, { delaySeconds })));
  if (!answer.ok) log({ level: 'error', message: `sqs:SendMessage ${answer.error}` });
  return answer.ok;
}
