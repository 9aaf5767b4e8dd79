import { randomUUID } from 'node:crypto';
import type { Queue } from '../../local/aws/queue.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { respondFunction } from '../../src/functions/respond-function.ts';
import { receive } from '../../src/receive.ts';
import { text } from '../../src/sources/fields.ts';
import { type House, openHouse } from '../../test/house.ts';
import { TimeByHand } from '../../test/time-by-hand.ts';
import { findings, stolenKey } from '../findings.ts';
import { runInLambda } from '../lambda-model.ts';
import { mailsPerKey } from '../mails-per-key.ts';
import type { Measurement } from '../measurement.ts';

const KEYS = 1_000;
/** What an account may run at once, and what a new account may. */
const ENVIRONMENTS = [1_000, 10];
/** So long is no call under way on any machine: nothing here is to end by the time of the machine. */
const SOCKETS = { connectionTimeout: 600_000, requestTimeout: 600_000, throwOnRequestTimeout: true };

/**
 * Everything is stolen on the same day, and IAM grants every call: nothing may be lost. In a model of Lambda, where an environment
 * handles one event at a time. `npm run measure:throttled` has an IAM that does not grant every call.
 */
export async function respondToThousandAtOnce({
  progress,
}: {
  readonly progress: (line: string) => void;
}): Promise<Measurement> {
  const storms: Measurement[] = [];
  for (const environments of ENVIRONMENTS) {
    progress(`${KEYS} findings at once, ${environments} environments`);
    storms.push(await storm(environments));
  }
  return {
    rows: storms.flatMap(({ rows }) => rows),
    problems: storms.flatMap(({ problems }) => problems),
  };
}

async function storm(environments: number): Promise<Measurement> {
  const aws = await startAws();
  try {
    const ids = openAccount(aws);
    const time = new TimeByHand(aws);
    const { passTime } = openHouseOn(aws, time);
    const open = () => openEnvironment(aws, time);
    const lambda = { environments, open, time, clock: time.clock, retries: retriesOf(aws) };
    const run = await time.passDuring(runInLambda(findings(1, KEYS), lambda));
    if (run.status === 'rejected') throw run.reason;
    // The last digest comes when a storm has been quiet for ten minutes.
    for (let minutes = 0; minutes < 30; minutes += 5) {
      time.pass(5 * 60_000);
      await time.passDuring(passTime(0));
    }
    const { tries, failed } = run.value;
    const mails = mailsPerKey(aws);
    const inactive = ids.filter((id) => aws.identities.statusOf(id) === 'Inactive').length;
    const told = ids.filter((id) => mails.has(id)).length;
    const most = Math.max(...mails.values());
    // A second look tells machines once more, and then the key has been read.
    const outcomes = new Set(aws.events.map(({ event }) => text(event.detail, 'key', 'id'))).size;
    const isRight = inactive === KEYS && told === KEYS && outcomes === KEYS && most <= 2 && failed === 0;
    const name = `${KEYS.toLocaleString('en')} findings at once, ${environments.toLocaleString('en')} environments`;
    const rows = [
      {
        measured: `${name}: keys Inactive / told of / outcomes (must be all)`,
        responder: [inactive, told, outcomes].join(' / '),
      },
      {
        measured: '… most mails about one (must be ≤ 2) / to the retry queue (must be 0) / tries of Lambda',
        responder: [most, failed, tries].join(' / '),
      },
    ];
    const problem = `${name}: ${rows.map(({ responder }) => responder).join(' / ')}`;
    return { rows, problems: isRight ? [] : [problem] };
  } finally {
    await aws.stop();
  }
}

function openHouseOn(aws: Aws, { clock }: TimeByHand): House {
  return openHouse(aws, {}, { clock, client: { requestHandler: SOCKETS } });
}

/** Without middy, which would end an invocation by the time of the machine. */
function openEnvironment(aws: Aws, time: TimeByHand): (event: unknown) => Promise<unknown> {
  const { container } = openHouseOn(aws, time);
  const place = `${aws.region}:${aws.accountId}`;
  const invokedFunctionArn = `arn:${aws.partition}:lambda:${place}:function:compromised-key-responder-prod-respond`;
  return (event) => {
    const endsAt = time.passed + respondFunction.timeout * 1000;
    const remainingMs = () => endsAt - time.passed;
    const invocation = { invokedFunctionArn, deliveryId: randomUUID(), receives: 0, remainingMs };
    return receive(event, { ...container, invocation });
  };
}

function retriesOf({ queues }: Aws): Queue {
  const queue = queues.find('retries');
  if (queue === undefined) throw new Error('there is no retry queue');
  return queue;
}

function openAccount({ identities }: Aws): readonly string[] {
  return Array.from({ length: KEYS }, (_, index) => {
    const { accessKeyId, userName } = stolenKey(index + 1);
    identities.createAccessKey(identities.createUser({ userName }), { accessKeyId });
    return accessKeyId;
  });
}
