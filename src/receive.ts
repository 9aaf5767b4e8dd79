import type { Container } from './container.ts';
import { backoffSeconds } from './core/backoff.ts';
import { errorText } from './core/error-text.ts';
import { isHeartbeat } from './core/heartbeat.ts';
import { withoutApiKey } from './core/reported-api-key.ts';
import type { State } from './core/state.ts';
import type { Invoked } from './create-handler.ts';
import { messagesIn } from './queue/message.ts';
import { respond } from './respond.ts';
import type { BatchResponse, TakingBack } from './take-back.ts';

/** What Lambda hands over: an event of EventBridge, or what comes back from the retry queue. */
export const receive = receiveWith(() => import('./tasks/index.ts'));

export function receiveWith(loadTasks: TakingBack['loadTasks']) {
  return async (event: unknown, c: Container & Invoked): Promise<readonly State[] | BatchResponse> => {
    const messages = messagesIn(event);
    if (messages === undefined) return respondOnce(event, c);
    const { takeBack } = await import('./take-back.ts');
    return takeBack(messages, { ...c, respond: handle, loadTasks });
  };
}

async function handle(event: unknown, c: Container & Invoked): Promise<readonly State[]> {
  if (!isHeartbeat(event)) return respond(event, c);
  const { passHeartbeatOn } = await import('./pass-heartbeat-on.ts');
  return passHeartbeatOn(event, c);
}

/**
 * If the response throws, Lambda runs the event again and then puts it into the retry queue, as it is. So an event that
 * holds a secret goes there without it, from here, and nothing is thrown. If the queue does not take it, Lambda runs it
 * again, but never a report with an API key: whoever may read the queue could use that.
 */
async function respondOnce(event: unknown, c: Container & Invoked): Promise<readonly State[]> {
  try {
    return await handle(event, c);
  } catch (error) {
    const { sentWithoutSecret } = await import('./queue/without-secret.ts');
    const send = () => sentWithoutSecret({ event, delaySeconds: backoffSeconds(1) }, c);
    const mayBeThrown = withoutApiKey(event) === event;
    let sent = await send();
    const again = () => !sent && !mayBeThrown && c.invocation.remainingMs() > LEAST_MS;
    for (let tries = 1; again() && tries < MOST_TRIES; tries += 1) {
      await c.clock.wait(Math.min(1_000 * 2 ** tries, 10_000));
      sent = await send();
    }
    if (!sent && mayBeThrown) throw error;
    c.log({ level: 'error', message: errorText(error), sentToRetryQueue: sent });
    return [];
  }
}

const MOST_TRIES = 8;
/** One more wait, and one more try, which SQS may leave without an answer. */
const LEAST_MS = 30_000;
