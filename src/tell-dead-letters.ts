import type { Container } from './container.ts';
import type { DeadLetter } from './core/dead-letter.ts';
import type { DeliveryReport } from './core/delivery.ts';
import { placeOf } from './core/place.ts';
import { resultOf } from './core/result.ts';
import type { Invoked } from './create-handler.ts';
import { deadLetterOf } from './dead-letter-of.ts';
import type { QueueMessage } from './queue/message.ts';

/** More new ones than this are told in one alert: nobody reads fifty mails. */
const MOST_SINGLE_ALERTS = 5;

/**
 * Tells people of every dead letter, once, and leaves it where it is.
 * @returns how many were told.
 * @throws UntoldDeadLettersError if people could not be told. The next run tells them.
 */
export async function tellDeadLetters(_event: unknown, c: Container & Invoked): Promise<number> {
  const queue = await c.deadLetters.get();
  const messages = await queue.read();
  const letters = (await newOf(messages, c)).map((message) =>
    deadLetterOf(message, placeOf(c.invocation.invokedFunctionArn)),
  );
  const groups = letters.length > MOST_SINGLE_ALERTS ? [letters] : letters.map((letter) => [letter]);
  const problems: string[] = [];
  for (const group of groups) problems.push(...(await tell(group, c)));
  const released = await resultOf(queue.release(messages));
  // If not, they are shown again within a minute.
  if (!released.ok) c.log({ level: 'error', message: `sqs:ChangeMessageVisibility ${released.error}` });
  if (problems.length > 0) throw new UntoldDeadLettersError(problems);
  return letters.length;
}

/** What nobody was told of yet. A few questions at a time. */
async function newOf(messages: readonly QueueMessage[], c: Container): Promise<readonly QueueMessage[]> {
  const claims = await c.deadLetterClaims.get();
  const found: QueueMessage[] = [];
  for (let start = 0; start < messages.length; start += AT_ONCE) {
    const some = messages.slice(start, start + AT_ONCE);
    const won = await Promise.all(some.map(({ messageId }) => claims.claim(messageId)));
    found.push(...some.filter((_, index) => won[index]));
  }
  return found;
}

const AT_ONCE = 10;

/** @returns what kept people from being told. What only machines missed is no reason to tell people again. */
async function tell(letters: readonly DeadLetter[], c: Container & Invoked): Promise<readonly string[]> {
  const place = placeOf(c.invocation.invokedFunctionArn);
  const alerts = await c.alerts.get();
  const report = await alerts.sendDeadLetters(letters, { place, sentAt: c.clock.now() });
  if (!reachedPeople(report)) return report.errors;
  if (report.errors.length > 0) c.log({ level: 'error', message: report.errors.join('; ') });
  const claims = await c.deadLetterClaims.get();
  const marked = await Promise.all(letters.map(({ messageId }) => resultOf(claims.markTold(messageId))));
  const [failed] = marked.filter((answer) => !answer.ok);
  if (failed !== undefined) c.log({ level: 'error', message: `dynamodb:UpdateItem ${failed.error}` });
  return [];
}

function reachedPeople({ deliveries }: DeliveryReport): boolean {
  return deliveries.some(({ result }) => result === 'published');
}

export class UntoldDeadLettersError extends Error {
  override readonly name = 'UntoldDeadLettersError';

  constructor(problems: readonly string[]) {
    super(`people could not be told of every dead letter: ${[...new Set(problems)].join('; ')}`);
  }
}
