import type { Container } from './container.ts';
import { backoffSeconds } from './core/backoff.ts';
import type { Clock } from './core/clock.ts';
import { errorText } from './core/error-text.ts';
import { printable } from './core/printable.ts';
import { resultOf } from './core/result.ts';
import { UnfinishedResponseError } from './core/unfinished-response.ts';
import type { Invoked, UseCase } from './create-handler.ts';
import type { QueueMessage } from './queue/message.ts';
import { type Content, unwrap } from './queue/unwrap.ts';
import { sentWithoutSecret } from './queue/without-secret.ts';
import type { AnyTask } from './tasks/task.ts';
import { tellUnreadable } from './tell-unreadable.ts';

/** Lambda deletes the other messages. Lambda developer guide, "Implementing partial batch responses". */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export interface TakingBack {
  /** Handles one event. */
  readonly respond: UseCase<Container, unknown>;
  /** The list of tasks is loaded with the first message that holds one. */
  readonly loadTasks: () => Promise<{ readonly tasks: readonly AnyTask[] }>;
}

type Context = Container & Invoked & TakingBack;

/** Handles each message as if it had come directly. One that fails stays in the queue, and stops no other. */
export async function takeBack(messages: readonly QueueMessage[], c: Context): Promise<BatchResponse> {
  const failed: QueueMessage[] = [];
  for (const message of messages) {
    if (!(await isDone({ message, content: unwrap(message) }, c))) failed.push(message);
  }
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

interface Received<K extends Content['kind'] = Content['kind']> {
  readonly message: QueueMessage;
  readonly content: Extract<Content, { readonly kind: K }>;
}

async function isDone({ message, content }: Received, c: Context): Promise<boolean> {
  const { messageId, sentAt: queuedAt } = message;
  // A message without its count was received once.
  const receives = Math.max(message.receives || 1, 1);
  const invocation = { ...c.invocation, deliveryId: messageId, receives, ...(queuedAt && { queuedAt }) };
  let delaySeconds: number;
  try {
    await handle({ message, content }, { ...c, invocation });
    return true;
  } catch (error) {
    c.log({ level: 'error', message: errorText(error), messageId, receives });
    delaySeconds = waitAfter(error, { receives, clock: c.clock });
  }
  // EventBridge, and Lambda when it has killed the function, put events here with all that they hold.
  const mayHoldSecret = content.kind === 'event' && !content.isOwn;
  if (mayHoldSecret && (await sentWithoutSecret({ event: content.event, delaySeconds }, c))) return true;
  const hidden = await resultOf(c.later.get().then((later) => later.postpone(message, delaySeconds)));
  // If not, the queue hides it for its own time.
  if (!hidden.ok) c.log({ level: 'error', message: `sqs:ChangeMessageVisibility ${hidden.error}` });
  return false;
}

/** The wait ends early if people are to be reminded before. */
function waitAfter(
  error: unknown,
  { receives, clock }: { readonly receives: number; readonly clock: Clock },
): number {
  const wait = backoffSeconds(receives);
  if (!(error instanceof UnfinishedResponseError) || error.remindAt === undefined) return wait;
  const untilReminder = Math.ceil((error.remindAt.getTime() - clock.now().getTime()) / 1000);
  return Math.min(wait, Math.max(untilReminder, 0));
}

async function handle({ message, content }: Received, c: Context): Promise<void> {
  switch (content.kind) {
    case 'event':
      if (content.cause !== undefined) c.log({ message: 'comes back', cause: printable(content.cause, 500) });
      await c.respond(content.event, c);
      return;
    case 'task':
      return runTask({ message, content }, c);
    case 'unreadable':
      return tellUnreadableMessage({ message, content }, c);
  }
}

async function runTask({ message, content }: Received<'task'>, c: Context): Promise<void> {
  const { task, payload, remainingSeconds } = content;
  if (remainingSeconds > 0) {
    await (await c.later.get()).send({ task, payload }, { delaySeconds: remainingSeconds });
    return;
  }
  const { tasks } = await c.loadTasks();
  const run = tasks.find(({ name }) => name === task)?.prepare(payload);
  if (run !== undefined) return run(c);
  const why = 'a task in the retry queue is not one of this version, or its payload cannot be read';
  await tellUnreadableMessage({ message, content: { kind: 'unreadable', why } }, c);
}

/** What the message says is in the log only. @throws UntoldError */
async function tellUnreadableMessage(
  { message, content }: Received<'unreadable'>,
  c: Context,
): Promise<void> {
  const { messageId: eventId, body } = message;
  const { why } = content;
  c.log({ level: 'error', message: why, messageId: eventId, body: printable(body, 4_000) });
  const unknown = { source: undefined, detailType: undefined, accountId: undefined, accessKeyId: undefined };
  const { errors } = await tellUnreadable({ why, eventId, ...unknown }, c);
  if (errors.length > 0) throw new UntoldError(errors);
}

export class UntoldError extends Error {
  override readonly name = 'UntoldError';

  constructor(problems: readonly string[]) {
    super(`people could not be told of a message: ${problems.join('; ')}`);
  }
}
