import { authorizationError } from '../../local/aws/faults.ts';
import type { Queue } from '../../local/aws/queue.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { respondFunction } from '../../src/functions/respond-function.ts';
import { receive } from '../../src/receive.ts';
import { openHouseWithPager } from '../../test/house.ts';
import { TimeByHand } from '../../test/time-by-hand.ts';
import { findings, stolenKey } from '../findings.ts';
import { grantRate } from '../granted-rate.ts';
import { type Environment, type Run, runInLambda } from '../lambda-model.ts';
import type { Measurement } from '../measurement.ts';

/**
 * With so many for each call a second, IAM is what keys wait for. With fewer it is Lambda itself: then nothing may be lost,
 * however long it takes.
 */
const MANY_ENVIRONMENTS = 50;

/** AWS's time moves in steps, so that a thousand environments wait together. */
const STEP_MS = 250;

/** So long is no call under way on any machine: nothing here is to end by the time of the machine. */
const SOCKETS = { connectionTimeout: 600_000, requestTimeout: 600_000, throwOnRequestTimeout: true };

interface Storm {
  readonly keys: number;
  readonly environments: number;
  /** The calls that IAM grants in a second. */
  readonly rate: number;
  /** For so many seconds SNS takes no alert. */
  readonly withoutSns?: number;
}

/**
 * Everything is stolen on the same day, and IAM grants few calls: every key must end Inactive, soon, and be told of. The model
 * leaves out what a call takes by itself (tens of milliseconds), cold starts, how fast Lambda adds environments, and the
 * limits of every other service. IAM is taken to have one rate for all calls, and not to count those it refuses.
 */
export async function measureStorm(
  storm: Storm,
  { progress }: { readonly progress: (line: string) => void },
): Promise<Measurement> {
  const { keys, environments, rate, withoutSns = 0 } = storm;
  const aws = await startAws();
  try {
    const ids = Array.from({ length: keys }, (_, index) => {
      const { accessKeyId, userName } = stolenKey(index + 1);
      aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId });
      return accessKeyId;
    });
    const time = new TimeByHand(aws);
    grantRate(aws, { perSecond: rate, passed: () => time.passed });
    aws.faults.inject({
      ...{ action: 'sns:Publish', fault: authorizationError, times: 'forever' },
      when: () => time.passed < withoutSns * 1000,
    });
    const open = () => openEnvironment(aws, time);
    open();
    const { queues } = aws;
    const retries = queues.find('retries');
    if (retries === undefined) throw new Error('there is no retry queue');
    const watched = watch(aws, { ids, time, retries, progress });
    const settled = await time.passDuring(
      runInLambda(findings(1, keys), { environments, open, clock: time.clock, retries }),
      { stepMs: STEP_MS, onStep: watched.look },
    );
    if (settled.status === 'rejected') throw settled.reason;
    const deadLetters = queues.find('dead-letters')?.messages.length ?? Number.NaN;
    return reportOf(aws, { storm, ids, watched, run: settled.value, deadLetters });
  } finally {
    await aws.stop();
  }
}

/** Without middy, which would end an invocation by the time of the machine. */
function openEnvironment(aws: Aws, time: TimeByHand): Environment {
  const pace = { clock: time.clock, client: { requestHandler: SOCKETS } };
  const { container } = openHouseWithPager(aws, {}, pace);
  const place = `${aws.region}:${aws.accountId}`;
  const invokedFunctionArn = `arn:${aws.partition}:lambda:${place}:function:compromised-key-responder-prod-respond`;
  return (event, deliveryId) => {
    const endsAt = time.passed + respondFunction.timeout * 1000;
    const remainingMs = () => endsAt - time.passed;
    const invocation = { invokedFunctionArn, deliveryId, receives: 0, remainingMs };
    return receive(event, { ...container, invocation });
  };
}

interface Watched {
  readonly look: () => void;
  readonly inactive: () => number;
  /** Seconds until the last key was Inactive. */
  readonly stoppedAt: () => number;
  /** What the retry queue held, visible or not. */
  readonly mostRetries: () => number;
  /** Seconds until the first mail, and the last one. */
  readonly mailedAt: () => readonly [number, number];
  /** Seconds until the last key was read back and told as CONTAINED, or stood in a digest as that. */
  readonly passed: () => number;
}

interface Watching {
  readonly ids: readonly string[];
  readonly time: TimeByHand;
  readonly retries: Queue;
  readonly progress: (line: string) => void;
}

/** How often whoever waits hears how it goes. */
const PROGRESS_MS = 60_000;

function watch(aws: Aws, { ids, time, retries, progress }: Watching): Watched {
  const keys = ids.map((id) => aws.identities.findAccessKey(id)?.key);
  let active = keys;
  let stoppedAt = Number.NaN;
  let mostRetries = 0;
  let mails = 0;
  let firstMailAt = Number.NaN;
  let lastMailAt = Number.NaN;
  let said = 0;
  let saidOf = 0;
  return {
    look: () => {
      if (time.passed >= said + PROGRESS_MS) {
        said = time.passed;
        const seconds = (time.passed / 1000).toFixed(0);
        progress(
          `after ${seconds} s: ${active.length} keys Active, ${retries.messages.length} to read later; IAM answered ${callsOf(answered(aws).slice(saidOf))}`,
        );
        saidOf = answered(aws).length;
      }
      mostRetries = Math.max(mostRetries, retries.messages.length);
      if (aws.published.length > mails) {
        mails = aws.published.length;
        lastMailAt = time.passed / 1000;
        if (Number.isNaN(firstMailAt)) firstMailAt = lastMailAt;
      }
      if (active.length === 0) return;
      active = active.filter((key) => key?.status.read(0) !== 'Inactive');
      if (active.length === 0) stoppedAt = time.passed / 1000;
    },
    inactive: () => keys.filter((key) => key?.status.read(0) === 'Inactive').length,
    stoppedAt: () => stoppedAt,
    mostRetries: () => mostRetries,
    mailedAt: () => [firstMailAt, lastMailAt],
    passed: () => time.passed / 1000,
  };
}

interface Ended {
  readonly storm: Storm;
  readonly ids: readonly string[];
  readonly watched: Watched;
  readonly run: Run;
  readonly deadLetters: number;
}

function reportOf(aws: Aws, { storm, ids, watched, run, deadLetters }: Ended): Measurement {
  const { keys, environments, rate, withoutSns = 0 } = storm;
  const floor = keys / rate;
  const most = environments < MANY_ENVIRONMENTS * rate ? Number.POSITIVE_INFINITY : 1.5 * floor;
  const outage = withoutSns > 0 ? `, SNS refuses for ${withoutSns} s` : '';
  const name = `${keys} findings at once, ${environments} environments, IAM grants ${rate} calls a second${outage}`;
  const { mails, lastStates } = mailsPerKey(aws);
  const inactive = watched.inactive();
  const stoppedAt = watched.stoppedAt();
  const unclosed = ids.filter((id) => lastStates.get(id) !== 'CONTAINED').length;
  const mostMails = Math.max(...mails.values());
  const promises = {
    'keys Inactive': inactive === keys,
    'in time': stoppedAt <= most,
    'every key told': ids.every((id) => mails.has(id)),
    'the last word is CONTAINED': unclosed === 0,
    'two mails a key': mostMails <= 2,
    'no dead letter': deadLetters === 0,
  };
  const broken = Object.entries(promises).flatMap(([promise, kept]) => (kept ? [] : [promise]));
  return {
    rows: [
      {
        measured: `${name}: keys Inactive (must be all) / seconds until then (${Number.isFinite(most) ? `must be ≤ ${most}` : `keys ÷ rate: ${floor}`})`,
        responder: `${inactive} / ${stoppedAt.toFixed(1)}`,
      },
      { measured: '… calls of IAM, refused ones included', responder: callsOf(aws.requests) },
      {
        measured:
          '… keys told of / most mails about one (must be ≤ 2) / keys whose last word is not CONTAINED / mails / pages that woke somebody',
        responder: `${mails.size} / ${mostMails} / ${unclosed} / ${published(aws, ':alerts')} / ${pagesOf(aws)}`,
      },
      {
        measured:
          '… invocations by events / by the retry queue / events that failed three times / dead letters (must be 0)',
        responder: `${run.tries} / ${run.polls} / ${run.failed} / ${deadLetters}`,
      },
      {
        measured: '… most events that waited for an environment / most messages in the retry queue',
        responder: `${run.mostWaiting} / ${watched.mostRetries()}`,
      },
      {
        measured: '… seconds until the first mail / the last one',
        responder: watched
          .mailedAt()
          .map((seconds) => seconds.toFixed(0))
          .join(' / '),
      },
      { measured: '… seconds until nothing was left to do', responder: watched.passed().toFixed(0) },
    ],
    problems: broken.map((promise) => `${name}: ${promise}`),
  };
}

/** What IAM granted. */
function answered({ requests }: Aws): Aws['requests'] {
  return requests.filter(({ service, status }) => service === 'iam' && status === 200);
}

function callsOf(requests: Aws['requests']): string {
  const calls = requests.filter(({ service }) => service === 'iam').map(({ action }) => action);
  return [...Map.groupBy(calls, (action) => action)]
    .map(([action, all]) => `${action} ${all.length}`)
    .join(', ');
}

function published(aws: Aws, topic: string): number {
  return aws.published.filter(({ topicArn }) => topicArn.endsWith(topic)).length;
}

function pagesOf({ published: messages }: Aws): number {
  return messages.filter(
    ({ topicArn, bodies }) =>
      topicArn.endsWith(':pager') && JSON.parse(bodies.default).NewStateValue === 'ALARM',
  ).length;
}

interface Member {
  readonly accessKeyId?: string;
  readonly state: string;
}

/** The digests of a storm count once for each key in them. */
function mailsPerKey(aws: Aws) {
  const mails = new Map<string, number>();
  const lastStates = new Map<string, string>();
  const digested = new Set<string>();
  for (const { topicArn, bodies, attributes } of aws.published) {
    if (!topicArn.endsWith(':alerts') || attributes['audience'] !== 'change') continue;
    const alert = JSON.parse(bodies.sqs);
    const members: readonly Member[] = alert.digest?.credentials ?? [];
    for (const { accessKeyId = '', state } of members) {
      digested.add(accessKeyId);
      lastStates.set(accessKeyId, state);
    }
    if (alert.reason === 'storm') continue;
    mails.set(alert.key?.id, (mails.get(alert.key?.id) ?? 0) + 1);
    lastStates.set(alert.key?.id, alert.state);
  }
  for (const id of digested) mails.set(id, (mails.get(id) ?? 0) + 1);
  return { mails, lastStates };
}
