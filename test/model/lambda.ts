import { randomUUID } from 'node:crypto';
import type { Queue } from '../../local/aws/queue.ts';
import type { Aws } from '../../local/aws.ts';
import { pollOnce } from '../../local/lambda/poller.ts';
import { field, list, text } from '../../src/sources/fields.ts';
import { type House, openHouse } from '../house.ts';
import { withoutWaiting } from '../without-waiting.ts';
import { SETTINGS } from './cast.ts';
import type { Sent } from './events.ts';
import type { Via } from './reference.ts';

/** What surrounds the handling of one event. `undefined`: nobody can say which event it is. */
export type Around = (
  handled: { readonly eventId: string; readonly via: Via } | undefined,
  run: () => Promise<unknown>,
) => Promise<unknown>;

/** The responder, with what hands events over to it. */
export interface Responder {
  readonly aws: Aws;
  readonly ownRole: string;
  readonly now: () => number;
  /** So that the next thing happens in another second. */
  readonly tick: () => Promise<void>;
  readonly begin: (around: Around) => Promise<void>;
  readonly send: (sent: Sent, via: Via) => Promise<void>;
  readonly pass: (seconds: number) => Promise<void>;
  /** What will come back, or was given up. */
  readonly waiting: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/** Lambda tries again after one minute, and after two more. Lambda developer guide, "Error handling for asynchronous invocation". */
const RETRIES_SECONDS = [60, 120];

interface Attempt {
  readonly event: unknown;
  readonly via: Via;
  readonly requestId: string;
  readonly tried: number;
  readonly at: number;
}

/** The composition of the handler, in this process and in two environments by turns. All time passes as the test says. */
export function inProcess(aws: Aws, settings: Readonly<Record<string, string>> = SETTINGS): Responder {
  const { client, clock, post } = withoutWaiting(aws);
  const now = () => aws.elapsed.now();
  const pace = { client, post, clock: { ...clock, now: () => new Date(now()) } };
  const PAGER_TOPIC_ARN = `arn:aws:sns:${aws.region}:${aws.accountId}:pager`;
  aws.topics.add(PAGER_TOPIC_ARN);
  const open = () => openHouse(aws, { ...settings, PAGER_TOPIC_ARN }, pace);
  const houses = [open(), open()];
  let turn = 0;
  let retries: readonly Attempt[] = [];
  let around: Around = (_, run) => run();
  const queue = queueOf(aws, 'retries');
  const receive: House['receive'] = (event, requestId) => {
    turn += 1;
    const house = houses[turn % houses.length];
    if (house === undefined) throw new RangeError('there are two environments');
    return house.receive(event, requestId);
  };
  const attempt = async ({ event, via, requestId, tried }: Attempt) => {
    const handled = { eventId: text(event, 'id') ?? '', via };
    try {
      await around(handled, () => receive(event, requestId));
    } catch {
      const seconds = RETRIES_SECONDS[tried];
      if (seconds === undefined) queue.send({ body: JSON.stringify(failed(event)), senderId: 'lambda' });
      else
        retries = [
          ...retries,
          { event, via: 'again', requestId, tried: tried + 1, at: now() + seconds * 1000 },
        ];
    }
  };
  return {
    aws,
    ownRole: 'respond',
    now,
    tick: async () => aws.elapsed.skip(2_000),
    begin: async (its) => {
      aws.reset();
      around = its;
      turn = 0;
      retries = [];
    },
    send: ({ event }, via) => attempt({ event, via, requestId: randomUUID(), tried: 0, at: now() }),
    pass: async (seconds) => {
      aws.elapsed.skip(seconds * 1000);
      const due = retries.filter(({ at }) => at <= now());
      retries = retries.filter((one) => !due.includes(one));
      for (const one of due) await attempt(one);
      const invoke = async (records: unknown) => {
        const eventId = eventIdIn(text(list(records, 'Records')[0], 'body') ?? '');
        const handled = eventId === undefined ? undefined : ({ eventId, via: 'queue' } as const);
        return { functionError: undefined, payload: await around(handled, () => receive(records)) };
      };
      await pollOnce({ queue, batchSize: 1, reportsFailures: true, invoke });
    },
    waiting: () => [
      ...retries.map(({ event }) => JSON.stringify(event)),
      ...['retries', 'dead-letters'].flatMap((name) => queueOf(aws, name).messages.map(({ body }) => body)),
    ],
    stop: () => aws.stop(),
  };
}

function queueOf(aws: Aws, name: string): Queue {
  const queue = aws.queues.find(name);
  if (queue === undefined) throw new Error(`there is no queue ${name}`);
  return queue;
}

/** Lambda guide, "Capturing records of Lambda asynchronous invocations". */
function failed(event: unknown): object {
  return { requestContext: { condition: 'RetriesExhausted' }, requestPayload: event };
}

function eventIdIn(body: string): string | undefined {
  const message: unknown = JSON.parse(body);
  return text(field(message, 'requestPayload') ?? field(message, 'event') ?? message, 'id');
}
