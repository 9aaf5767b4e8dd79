import type { Container } from './container.ts';
import { backoffSeconds } from './core/backoff.ts';
import { errorText } from './core/error-text.ts';
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
    return takeBack(messages, { ...c, respond, loadTasks });
  };
}

/**
 * If the response throws, Lambda runs the event again and then puts it into the retry queue, as it is. So an event that
 * holds a secret goes there without it, from here, and nothing is thrown.
 */
async function respondOnce(event: unknown, c: Container & Invoked): Promise<readonly State[]> {
  try {
    return await respond(event, c);
  } catch (error) {
    const { sentWithoutSecret } = await import('./queue/without-secret.ts');
    const sent = await sentWithoutSecret({ event, delaySeconds: backoffSeconds(1) }, c);
    if (!sent) throw error;
    c.log({ level: 'error', message: errorText(error), sentToRetryQueue: true });
    return [];
  }
}
