import type { Queue } from '../local/aws/queue.ts';
import type { Aws } from '../local/aws.ts';
import { openDeadLetters } from './house.ts';
import { withoutWaiting } from './without-waiting.ts';

const FIVE_MINUTES = 300_000;

/** The queue of dead letters, and the function that tells of them, by the time that passes in this AWS. */
export interface DeadLetters {
  /** A cold start of the function. Each run is the schedule's next, five minutes later. */
  readonly open: (to?: { readonly pager?: true; readonly log?: object[] }) => () => Promise<number>;
  readonly leave: (body: unknown, attributes?: Readonly<Record<string, string>>) => void;
  readonly queue: () => Queue;
}

export function deadLettersIn(aws: Aws): DeadLetters {
  const pagerTopic = `arn:aws:sns:${aws.region}:${aws.accountId}:pager`;
  // It is made with the function.
  const queue = () => {
    const found = aws.queues.find('dead-letters');
    if (found === undefined) throw new Error('there is no queue of dead letters');
    return found;
  };
  return {
    open: ({ pager = false, log = [] } = {}) => {
      if (pager) aws.topics.add(pagerTopic);
      const run = openDeadLetters(aws, {
        settings: pager ? { PAGER_TOPIC_ARN: pagerTopic } : {},
        pace: { ...withoutWaiting(aws), log },
        now: () => new Date(aws.elapsed.now()),
      });
      return () => {
        aws.elapsed.skip(FIVE_MINUTES);
        return run();
      };
    },
    leave: (body, attributes = {}) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      queue().send({ body: text, senderId: 'lambda', attributes });
    },
    queue,
  };
}

/** What SNS took: mails, and the pages that wake people. A page is closed with its mail. */
export function toldOf({ published }: Aws) {
  const to = (name: string) => published.filter(({ topicArn }) => topicArn.endsWith(`:${name}`));
  // Where SNS refuses the full form, the short one begins with the state.
  const wakes = /^ALARM:|"NewStateValue":"ALARM"/;
  return { mails: to('alerts'), wakings: to('pager').filter(({ message }) => wakes.test(message)) };
}
