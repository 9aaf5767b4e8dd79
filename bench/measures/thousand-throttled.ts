import { type Aws, startAws } from '../../local/aws.ts';
import { type House, openHouseWithPager } from '../../test/house.ts';
import { TimeByHand } from '../../test/time-by-hand.ts';
import { findings, stolenKey } from '../findings.ts';
import { grantRate } from '../granted-rate.ts';
import { runInLambda } from '../lambda-model.ts';
import type { Measurement } from '../measurement.ts';

const PER_SECOND = 20;

/** AWS's time moves in steps, so that a thousand environments wait together. */
const STEP_MS = 250;

/** So long is no call under way on any machine: nothing here is to end by the time of the machine. */
const SOCKETS = { connectionTimeout: 600_000, requestTimeout: 600_000, throwOnRequestTimeout: true };

interface Storm {
  readonly keys: number;
  readonly environments: number;
}

/** Everything is stolen on the same day, and IAM grants few calls: every key must end Inactive, soon, and be told of. */
export async function measureStorm({ keys, environments }: Storm): Promise<Measurement> {
  const aws = await startAws();
  try {
    const ids = Array.from({ length: keys }, (_, index) => {
      const { accessKeyId, userName } = stolenKey(index + 1);
      aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId });
      return accessKeyId;
    });
    const time = new TimeByHand(aws);
    grantRate(aws, { perSecond: PER_SECOND, passed: () => time.passed });
    const houses: House[] = [];
    const open = () => {
      const house = openHouseWithPager(aws, {}, { clock: time.clock, client: { requestHandler: SOCKETS } });
      houses.push(house);
      return house.invoke;
    };
    let stoppedAt = Number.NaN;
    const inactive = () => ids.filter((id) => aws.identities.statusOf(id) === 'Inactive').length;
    const { value: run, reason } = (await time.passDuring(
      runInLambda(findings(1, keys), { environments, open, time }),
      {
        stepMs: STEP_MS,
        onStep: () => {
          if (Number.isNaN(stoppedAt) && inactive() === keys) stoppedAt = time.passed / 1000;
        },
      },
    )) as { value?: Awaited<ReturnType<typeof runInLambda>>; reason?: unknown };
    if (run === undefined) throw reason;
    const floor = keys / PER_SECOND;
    const name = `${keys} findings at once, ${environments} environments, IAM grants ${PER_SECOND} calls a second`;
    const mails = mailsPerKey(aws);
    const right = inactive() === keys && stoppedAt <= 1.5 * floor && ids.every((id) => mails.has(id));
    return {
      rows: [
        {
          measured: `${name}: keys Inactive (must be all) / seconds until then (must be ≤ ${1.5 * floor})`,
          responder: `${inactive()} / ${stoppedAt.toFixed(1)}`,
        },
        { measured: '… calls of IAM, refused ones included', responder: callsOf(aws) },
        {
          measured: '… keys told of / most mails about one / mails / pages / to the retry queue',
          responder: `${mails.size} / ${Math.max(...mails.values())} / ${published(aws, ':alerts')} / ${published(aws, ':pager')} / ${run.failed}`,
        },
      ],
      problems: right ? [] : [`${name}: ${inactive()} Inactive after ${stoppedAt} s, ${mails.size} told`],
    };
  } finally {
    await aws.stop();
  }
}

function callsOf({ requests }: Aws): string {
  const calls = requests.filter(({ service }) => service === 'iam').map(({ action }) => action);
  return [...Map.groupBy(calls, (action) => action)]
    .map(([action, all]) => `${action} ${all.length}`)
    .join(', ');
}

function published(aws: Aws, topic: string): number {
  return aws.published.filter(({ topicArn }) => topicArn.endsWith(topic)).length;
}

/** The digests of a storm count once for each key in them. */
function mailsPerKey(aws: Aws): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const digested = new Set<string>();
  for (const { topicArn, bodies, attributes } of aws.published) {
    if (!topicArn.endsWith(':alerts') || attributes['audience'] !== 'change') continue;
    const alert = JSON.parse(bodies.sqs);
    const members: readonly { readonly accessKeyId?: string }[] = alert.digest?.credentials ?? [];
    for (const { accessKeyId = '' } of members) digested.add(accessKeyId);
    if (alert.reason !== 'storm') counts.set(alert.key?.id, (counts.get(alert.key?.id) ?? 0) + 1);
  }
  for (const id of digested) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
