import type { BusEvent } from '../../local/aws/event-bridge.ts';
import type { RequestRecord } from '../../local/aws/request-log.ts';
import type { PublishedMessage } from '../../local/aws/sns.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { type Container, openContainer } from '../../src/container.ts';
import { decide } from '../../src/core/decide.ts';
import type { Decision } from '../../src/core/decision.ts';
import { isHeartbeat } from '../../src/core/heartbeat.ts';
import { placeOf } from '../../src/core/place.ts';
import { policyIn } from '../../src/core/response-policy.ts';
import type { Invocation } from '../../src/create-handler.ts';
import { respondFunction } from '../../src/functions/respond-function.ts';
import { plantSentinel } from '../../src/incident/sentinel.ts';
import { LedgerTable } from '../../src/incident/table.ts';
import { receive } from '../../src/receive.ts';
import { recall } from '../../src/respond.ts';
import { deployerSettings } from '../../src/settings.ts';
import { eventsIn } from '../../src/sources/events-in.ts';
import { readDetection } from '../../src/sources/index.ts';
import { placeOfStack } from '../events/place-of.ts';
import { SERVICE, type Values } from '../settings/stage-settings.ts';
import { arrange } from './account.ts';

export interface Stack {
  readonly stage: string;
  readonly values: Values;
}

/** What the responder does about an event in an account that has only what the event says. */
export interface Rehearsal {
  readonly place: Pick<Aws, 'accountId' | 'region' | 'partition'>;
  /** Why the responder cannot read it. */
  readonly unreadable?: string;
  readonly isHeartbeat: boolean;
  readonly decisions: readonly Decision[];
  readonly assumed: readonly string[];
  readonly requests: readonly RequestRecord[];
  readonly published: readonly PublishedMessage[];
  readonly outcomes: readonly Ended[];
  /** Lambda runs the event again. */
  readonly again?: string;
}

/** A part of an outcome event. */
export interface Ended {
  readonly state: string;
  readonly reason: string;
  readonly title: string;
}

export async function rehearse(event: BusEvent, stack: Stack): Promise<Rehearsal> {
  const place = placeOfStack(event);
  const aws = await startAws(place);
  try {
    const heartbeat = isHeartbeat(event);
    const house = await openIn(aws, stack);
    const readings = heartbeat ? [] : eventsIn(event).map(readDetection);
    const detections = readings.flatMap((reading) => (reading.ok ? [reading.detection] : []));
    const surroundings = { roleArn: house.roleArn, memberRoleName: stack.values['memberRoleName'] ?? '' };
    const assumed = [...new Set(detections.flatMap((one) => arrange(aws, one, surroundings)))];

    const policy = policyIn(placeOf(house.invocation.invokedFunctionArn), house.container.settings.policy);
    const decisions: Decision[] = [];
    for (const detection of detections) {
      const known = await recall(detection, { place, policy, c: house });
      decisions.push(...decide(detection, { policy, ...known }));
    }

    const before = aws.requests.length;
    const again = await receive(arriving(event), house).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const [unreadable] = readings.flatMap((reading) => (reading.ok ? [] : [reading.problem.why]));
    return {
      place,
      isHeartbeat: heartbeat,
      decisions,
      assumed,
      requests: aws.requests.slice(before),
      published: [...aws.published],
      outcomes: aws.events.map(({ event: { detail } }) => endIn(detail)),
      ...(unreadable !== undefined && { unreadable }),
      ...(again !== undefined && { again }),
    };
  } finally {
    await aws.stop();
  }
}

/** A heartbeat that arrives late proves nothing: the one that is played is sent now. */
function arriving(event: BusEvent): BusEvent {
  if (!isHeartbeat(event)) return event;
  return { ...event, detail: { ...event.detail, sentAt: new Date().toISOString() } };
}

function endIn({ state, reason, title }: Readonly<Record<string, unknown>>): Ended {
  return { state: String(state), reason: String(reason), title: String(title) };
}

type House = Container & {
  readonly container: Container;
  readonly invocation: Invocation;
  readonly roleArn: string;
};

const PATIENT = { connectionTimeout: 60_000, requestTimeout: 60_000, throwOnRequestTimeout: true };

/** The responder as Lambda has it, in this process: its settings, its clients and its own resources, which are empty. */
async function openIn(aws: Aws, { stage, values }: Stack): Promise<House> {
  const name = (resource: string) => `${SERVICE}-${stage}-${resource}`;
  const arn = (service: string, resource: string) =>
    `arn:${aws.partition}:${service}:${aws.region}:${aws.accountId}:${resource}`;
  const alertTopic = arn('sns', name('Alerts'));
  const pagerTopic = values['pagerEndpoint'] === '' ? '' : arn('sns', name('Pager'));
  for (const topic of [alertTopic, pagerTopic].filter((one) => one !== '')) aws.topics.add(topic);
  aws.tables.set(name('Ledger'), 'incident');
  aws.queues.create({ name: name('Retries'), arn: arn('sqs', name('Retries')) });
  const role = aws.identities.createRole({ roleName: name('respond') });
  const credentials = aws.sessions.startForRole(role, name('respond'), 3_600);
  const client = { endpoint: aws.endpoint, region: aws.region, requestHandler: PATIENT };
  let waited = 0;
  const clock = {
    now: () => new Date(Date.now() + waited),
    // Nobody waits for an AWS that answers at once: for whoever asks, the time has passed.
    wait: async (milliseconds: number) => {
      waited += milliseconds;
      aws.elapsed.skip(milliseconds);
    },
    // This AWS answers, however busy the machine is.
    abortAfter: () => new AbortController().signal,
  };
  const environment = {
    ...ofDeployer(values),
    OWN_ROLE_NAME: role.roleName,
    ALERT_TOPIC_ARN: alertTopic,
    PAGER_TOPIC_ARN: pagerTopic,
    OUTCOME_BUS_NAME: `${SERVICE}-${stage}`,
    LEDGER_TABLE_NAME: name('Ledger'),
    RETRY_QUEUE_URL: `${aws.endpoint}/${aws.accountId}/${name('Retries')}`,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };
  const container = openContainer(environment, { log: () => {}, clock, client });
  await plantSentinel(new LedgerTable(name('Ledger'), clientConfig(aws, credentials)), clock.now());
  const invocation = {
    invokedFunctionArn: arn('lambda', `function:${name('respond')}`),
    deliveryId: 'explained',
    receives: 0,
    remainingMs: () => respondFunction.timeout * 1000,
  };
  return { ...container, container, invocation, roleArn: role.arn };
}

function ofDeployer(values: Values): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(deployerSettings).flatMap(([name, setting]) =>
      'variable' in setting ? [[setting.variable, values[name] ?? '']] : [],
    ),
  );
}
