import { randomUUID } from 'node:crypto';
import type { Queue } from '../local/aws/queue.ts';
import type { Aws } from '../local/aws.ts';
import { pollOnce } from '../local/lambda/poller.ts';
import { type Container, openContainer } from '../src/container.ts';
import { HIDDEN_SECONDS, MOST_RECEIVES } from '../src/core/backoff.ts';
import type { Clock } from '../src/core/clock.ts';
import type { State } from '../src/core/state.ts';
import { createHandler } from '../src/create-handler.ts';
import { deadlettersFunction } from '../src/functions/deadletters-function.ts';
import type { LambdaFunction } from '../src/functions/lambda-function.ts';
import { respondFunction } from '../src/functions/respond-function.ts';
import { receiveWith } from '../src/receive.ts';
import type { Surroundings } from '../src/surroundings.ts';
import { tasks as allTasks } from '../src/tasks/index.ts';
import type { AnyTask } from '../src/tasks/task.ts';
import { tellDeadLetters } from '../src/tell-dead-letters.ts';
import { credentialListActions } from './credential-calls.ts';
import { deadLetterGrants, grantsUnder } from './grants.ts';
import { withoutWaiting } from './without-waiting.ts';

export interface House {
  /** One invocation of the exported handler's composition; rejects when Lambda would run the event again. */
  readonly invoke: (event: unknown) => Promise<readonly State[]>;
  /** The same for whatever Lambda hands over, messages of a queue too. @param requestId the same for each retry of one event. */
  readonly receive: (event: unknown, requestId?: string) => Promise<unknown>;
  /** Lets the time of AWS pass, and hands over what comes from the retry queue, as Lambda's poller does. */
  readonly passTime: (seconds: number) => Promise<void>;
  readonly container: Container;
  readonly log: readonly object[];
}

/** How often a new environment asks IAM for its first change, if IAM refuses it: by the first shot, and by the SDK. */
export const COLD = 2;

interface Pace extends Pick<Surroundings, 'clock' | 'client' | 'random' | 'post' | 'write'> {
  /** In place of the list in src/tasks. */
  readonly tasks?: readonly AnyTask[];
  /** In place of what the units of `respond` declare. */
  readonly grants?: ReadonlySet<string>;
  /** Gets what is logged, in place of a list of the house's own. */
  readonly log?: object[];
}

/**
 * The handler as Lambda has it, in this process, with clients of its own that talk to the embedded AWS. Nobody waits in
 * it, unless `pace` says otherwise: `{}` is production's.
 */
export function openHouse(
  aws: Aws,
  settings: Readonly<Record<string, string>> = {},
  { tasks = allTasks, grants = grantsUnder(settings), log = [], ...pace }: Pace = withoutWaiting(aws),
): House {
  const place = `${aws.region}:${aws.accountId}`;
  const topic = `arn:${aws.partition}:sns:${place}:alerts`;
  const functionArn = `arn:${aws.partition}:lambda:${place}:function:compromised-key-responder-prod-respond`;
  aws.topics.add(topic);
  const retries = makeQueues(aws);
  // What no unit declares is refused, as it would be on a deployed stack. Houses with other settings have other grants.
  const role = aws.identities.createRole({ roleName: 'respond', grants });
  const { accessKeyId, secretAccessKey, sessionToken } = aws.sessions.startForRole(role, 'respond', 3_600);
  const container = openContainer(
    {
      CONTAIN: 'suspected',
      MINIMUM_SEVERITY: '4',
      EXEMPT_PRINCIPALS: '',
      MAX_PRINCIPALS_PER_HOUR: '20',
      HONEY_KEYS: '',
      CONTAIN_CUSTOM_LISTS: 'false',
      CONTAIN_CUSTOM_RULES: 'false',
      QUARANTINE_USERS: 'false',
      REVOCABLE_ROLES: '',
      MEMBER_ROLE_NAME: '',
      OWN_ROLE_NAME: 'respond',
      LEDGER_TABLE_NAME: 'ledger',
      SUSPECTED_API_CALLS: 'cloudtrail:StopLogging',
      RUNBOOK_URL: 'https://wiki.example.com/akr',
      IDENTITY_CENTER_URL: '',
      IDENTITY_CENTER_ROLE: '',
      PAGER_TOPIC_ARN: '',
      ALERT_TOPIC_ARN: topic,
      OUTCOME_BUS_NAME: 'default',
      RETRY_QUEUE_URL: `${aws.endpoint}/${aws.accountId}/retries`,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      ...settings,
    },
    { log: (entry) => log.push(entry), ...pace, client: { ...placeOf(aws), ...pace.client } },
  );
  const handler = createHandler(
    receiveWith(async () => ({ tasks })),
    container,
  );
  const call = (event: unknown, awsRequestId?: string) =>
    handler(event, contextOf(respondFunction, { functionArn, clock: container.clock, awsRequestId }));
  return {
    receive: call,
    invoke: async (event) => {
      const states = await call(event);
      if ('batchItemFailures' in states) throw new TypeError('messages of a queue go to passTime');
      return states;
    },
    passTime: async (seconds) => {
      aws.elapsed.skip(seconds * 1000);
      const invoke = async (event: unknown) => ({ functionError: undefined, payload: await call(event) });
      await pollOnce({ queue: retries, batchSize: 1, reportsFailures: true, invoke });
    },
    container,
    log,
  };
}

/** The function that reads the dead letters, as one process has it. A run gives back how many it told. */
export function openDeadLetters(
  aws: Aws,
  {
    settings = {},
    pace = withoutWaiting(aws),
    now = pace.clock.now,
  }: {
    readonly settings?: Readonly<Record<string, string>>;
    readonly pace?: Pace & { readonly clock: Clock };
    readonly now?: () => Date;
  },
): () => Promise<number> {
  const { clock, ...others } = pace;
  const url = `${aws.endpoint}/${aws.accountId}/dead-letters`;
  const { container } = openHouse(
    aws,
    { DEAD_LETTER_QUEUE_URL: url, ...settings },
    { ...others, clock: { ...clock, now }, grants: deadLetterGrants(settings) },
  );
  const place = `${aws.region}:${aws.accountId}`;
  const functionArn = `arn:${aws.partition}:lambda:${place}:function:compromised-key-responder-prod-deadletters`;
  const handler = createHandler(tellDeadLetters, container);
  return async () => handler({}, contextOf(deadlettersFunction, { functionArn, clock: container.clock }));
}

/** As Lambda gives it at the start of an invocation. */
function contextOf(
  { timeout }: LambdaFunction,
  {
    functionArn: invokedFunctionArn,
    clock,
    awsRequestId = randomUUID(),
  }: { readonly functionArn: string; readonly clock: Clock; readonly awsRequestId?: string | undefined },
) {
  const endsAt = clock.now().getTime() + timeout * 1000;
  const getRemainingTimeInMillis = () => endsAt - clock.now().getTime();
  return { invokedFunctionArn, awsRequestId, getRemainingTimeInMillis } as never;
}

/** As serverless.yml has them; test/template.test.ts compares. */
function makeQueues({ queues, region, accountId, partition }: Aws): Queue {
  const arn = (name: string) => `arn:${partition}:sqs:${region}:${accountId}:${name}`;
  queues.create({ name: 'dead-letters', arn: arn('dead-letters') });
  const redrive = { deadLetterArn: arn('dead-letters'), maxReceives: MOST_RECEIVES };
  return queues.create({ name: 'retries', arn: arn('retries'), visibilitySeconds: HIDDEN_SECONDS, redrive });
}

function placeOf({ endpoint, region }: Aws) {
  return { endpoint, region };
}

/** A house that wakes people over a topic of its own. */
export function openHouseWithPager(
  aws: Aws,
  settings: Readonly<Record<string, string>> = {},
  pace: Pace = withoutWaiting(aws),
): House {
  const topic = `arn:${aws.partition}:sns:${aws.region}:${aws.accountId}:pager`;
  aws.topics.add(topic);
  return openHouse(aws, { PAGER_TOPIC_ARN: topic, ...settings }, pace);
}

/** The alerts that a machine subscriber received, in order. */
export function alertsOf(
  aws: Aws,
): readonly { state: string; reason: string; key: { id?: string; statusNow: string } }[] {
  return aws.published.map(({ bodies }) => JSON.parse(bodies.sqs));
}

/** What was asked of IAM about keys, without what is merely good to know and asked at the end. */
export function iamCalls(aws: Aws): readonly string[] {
  const calls = aws.requests.filter(({ service }) => service === 'iam').map(({ action }) => action);
  // What is read for the alert is read after the change, beside the read-back.
  const changed = calls.indexOf('UpdateAccessKey');
  return calls.filter(
    (action, index) =>
      !['ListAccountAliases', 'GetLoginProfile', ...credentialListActions].includes(action) &&
      !(action === 'GetAccessKeyLastUsed' && changed !== -1 && index > changed),
  );
}
