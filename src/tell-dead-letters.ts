import type { Container } from './container.ts';
import type { DeadLetter, LetterClaim } from './core/dead-letter.ts';
import { dedupKeyOf } from './core/dedup-key.ts';
import { placeOf } from './core/place.ts';
import { principalKeyOf } from './core/principal-key.ts';
import { type Result, resultOf } from './core/result.ts';
import type { Invoked } from './create-handler.ts';
import { deadLetterOf } from './dead-letter-of.ts';
import type { QueueMessage } from './queue/message.ts';
import { sendHeartbeat } from './send-heartbeat.ts';

/** More new ones than this are told in one alert: nobody reads fifty mails. */
const MOST_SINGLE_ALERTS = 5;

/**
 * Tells people of every dead letter, once, and leaves it where it is. Before that it sends a heartbeat, since a schedule runs it.
 * @returns how many were told.
 * @throws UntoldDeadLettersError if people could not be told. The next run tells them.
 */
export async function tellDeadLetters(_event: unknown, c: Container & Invoked): Promise<number> {
  await sendHeartbeat(c);
  const queue = await c.deadLetters.get();
  const messages = await queue.read();
  const untold = (await untoldOf(messages, c)).map(({ message, left }) => ({
    letter: deadLetterOf(message, placeOf(c.invocation.invokedFunctionArn)),
    left,
  }));
  const groups = untold.length > MOST_SINGLE_ALERTS ? [untold] : untold.map((one) => [one]);
  const problems: string[] = [];
  for (const group of groups) problems.push(...(await tell(group, c)));
  const released = await resultOf(queue.release(messages));
  // If not, they are shown again within a minute.
  if (!released.ok) c.log({ level: 'error', message: `sqs:ChangeMessageVisibility ${released.error}` });
  if (problems.length > 0) throw new UntoldDeadLettersError(problems);
  return untold.length;
}

/** What people were not told of yet. A few questions at a time, and none after a ledger that does not answer has used up the time. */
async function untoldOf(
  messages: readonly QueueMessage[],
  c: Container,
): Promise<readonly { readonly message: QueueMessage; readonly left: LetterClaim }[]> {
  const claims = await c.deadLetterClaims.get();
  const found: { message: QueueMessage; left: LetterClaim }[] = [];
  const until = c.clock.now().getTime() + ASKING_MS;
  for (let start = 0; start < messages.length; start += AT_ONCE) {
    const some = messages.slice(start, start + AT_ONCE);
    const asks = c.clock.now().getTime() < until;
    const won = await Promise.all(
      some.map(({ messageId }) => (asks ? claims.claim(messageId) : claims.knownTo(messageId))),
    );
    for (const [index, message] of some.entries()) {
      const left = won[index];
      if (left !== undefined) found.push({ message, left });
    }
  }
  return found;
}

const AT_ONCE = 10;
/** A few times as long as thousands of answers take. With the reading before it, it leaves a minute for the alert. */
const ASKING_MS = 20_000;

interface Untold {
  readonly letter: DeadLetter;
  /** What people were not told of it before. */
  readonly left: LetterClaim;
}

interface Told {
  readonly mailed: boolean;
  readonly paged: boolean;
}

/**
 * A page wakes people; only the mail has all commands. Where just one of them went out, the next run sends the other one.
 * @returns what kept people from being told. What only machines missed is no reason to tell people again.
 */
async function tell(untold: readonly Untold[], c: Container & Invoked): Promise<readonly string[]> {
  const place = placeOf(c.invocation.invokedFunctionArn);
  const alerts = await c.alerts.get();
  const letters = untold.map(({ letter }) => letter);
  const [{ left: first } = { left: 'all' as const }] = untold;
  // Those of one digest may differ: then all of it is told.
  const left = untold.every((one) => one.left === first) ? first : 'all';
  const report = await alerts.sendDeadLetters(letters, { place, sentAt: c.clock.now(), left });
  const published = report.deliveries.filter(({ result }) => result === 'published');
  const told = {
    mailed: published.some(({ about }) => about === undefined),
    paged: report.pagerless || published.some(({ about }) => about !== undefined),
  };
  const known = { mailed: told.mailed || left === 'page', paged: told.paged || left === 'mail' };
  if (published.length > 0) await mark(letters, { told, known, c });
  if (!known.mailed || !known.paged) return report.errors;
  if (report.errors.length > 0) c.log({ level: 'error', message: report.errors.join('; ') });
  return [];
}

/** @param known with what they were told before. */
async function mark(
  letters: readonly DeadLetter[],
  { c, told, known }: { readonly told: Told; readonly known: Told; readonly c: Container & Invoked },
): Promise<void> {
  const claims = await c.deadLetterClaims.get();
  const store = ({ messageId }: DeadLetter) =>
    known.mailed && known.paged
      ? claims.markTold(messageId)
      : known.mailed
        ? claims.markMailed(messageId)
        : claims.markWoken(messageId);
  const marked = await Promise.all(letters.map((letter) => resultOf(store(letter))));
  // A ledger that does not answer is not asked again for each credential.
  const failed = marked.find((answer) => !answer.ok) ?? (await markGivenUp(letters, { ...told, c }));
  if (failed?.ok === false) c.log({ level: 'error', message: `dynamodb:UpdateItem ${failed.error}` });
}

/** @returns a failure, if there is any. */
async function markGivenUp(
  letters: readonly DeadLetter[],
  { c, ...told }: Told & { readonly c: Container & Invoked },
): Promise<Result<void> | undefined> {
  const { partition } = placeOf(c.invocation.invokedFunctionArn);
  const claims = await c.deadLetterClaims.get();
  const named = letters.flatMap(({ accountId: ofEvent, credentials, users }) => [
    ...credentials.flatMap(({ id: about, accountId = ofEvent }) =>
      accountId === undefined ? [] : [dedupKeyOf({ partition, accountId, about })],
    ),
    ...users.flatMap(({ userName, accountId = ofEvent }) => {
      const principal = { type: 'IAMUser', userName } as const;
      return principalKeyOf({ principal, accountId }, partition) ?? [];
    }),
  ]);
  const marked = await Promise.all(
    [...new Set(named)].map((dedupKey) => resultOf(claims.markGivenUp(dedupKey, told))),
  );
  return marked.find((answer) => !answer.ok);
}

export class UntoldDeadLettersError extends Error {
  override readonly name = 'UntoldDeadLettersError';

  constructor(problems: readonly string[]) {
    super(`people could not be told of every dead letter: ${[...new Set(problems)].join('; ')}`);
  }
}
