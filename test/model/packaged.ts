import { setTimeout } from 'node:timers/promises';
import { deployLocally } from '../../local/stack.ts';
import { text } from '../../src/sources/fields.ts';
import { SETTINGS } from './cast.ts';
import type { Around, Responder } from './lambda.ts';

const PAGER_TOPIC_ARN = 'arn:aws:sns:us-east-1:111122223333:pager';
const OWN_BUS = 'compromised-key-responder-prod';

/**
 * The packaged zip under AWS's runtime client, behind the rules of the packaged template. The function's time is real, so it
 * takes seconds, and Lambda tries again before anything else can happen.
 */
export async function packaged(): Promise<Responder> {
  const stack = await deployLocally({ environment: { ...SETTINGS, PAGER_TOPIC_ARN } });
  const { aws, description } = stack;
  aws.topics.add(PAGER_TOPIC_ARN);
  const respond = description.functions.find(({ logicalId }) => logicalId === 'RespondLambdaFunction');
  let around: Around = (_, run) => run();
  return {
    aws,
    ownRole: respond?.roleArn.split('/').at(-1) ?? '',
    now: () => Date.now(),
    tick: () => setTimeout(1_000),
    begin: async (its) => {
      await stack.reset();
      around = its;
    },
    send: async ({ id, event }, via) => {
      const bus = text(event, 'source')?.startsWith('aws.') === true ? 'default' : OWN_BUS;
      const deliver = async () => {
        stack.deliver(event, bus);
        await stack.settled();
      };
      await around({ eventId: id, via }, deliver);
    },
    pass: async (seconds) => {
      await around(undefined, () => stack.pass(seconds));
    },
    waiting: () =>
      ['RetryQueue', 'DeadLetterQueue'].flatMap((name) =>
        stack.queue(name).map(({ body }) => JSON.stringify(body)),
      ),
    stop: () => stack.stop(),
  };
}
