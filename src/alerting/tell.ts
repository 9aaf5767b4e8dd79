import type { EventBridgeClientConfig } from '@aws-sdk/client-eventbridge';
import type { SNSClientConfig } from '@aws-sdk/client-sns';
import { attempt } from '../core/attempt.ts';
import type { Detection, UnreadableEvent } from '../core/detection.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Delivery, Failures, SoFar, Told } from '../core/ports.ts';
import { alarmOf, isOrdinary } from '../core/urgency.ts';
import type { AlertContext, Json } from './alert.ts';
import { composeMessages, type Messages } from './compose.ts';
import { outcomeJson } from './machine-json.ts';
import { type OutcomeEvent, outcomeBus } from './outcome-event.ts';
import type { Page } from './pager.ts';
import { type Topics, topicsAt } from './sns.ts';
import { type Story, storyOf } from './story.ts';
import { composeUnreadable } from './unreadable.ts';

/** Who is told: people through the topics, machines through the bus, and the log in any case. */
export interface Channels extends Topics {
  readonly putOutcomeEvents: (events: readonly OutcomeEvent[]) => Promise<void>;
  readonly log: (entry: Json) => void;
}

export interface ChannelSettings {
  readonly alertTopicArn: string;
  readonly pagerTopicArn: string;
  readonly outcomeBusName: string;
}

export function openChannels(
  settings: ChannelSettings,
  client: SNSClientConfig & EventBridgeClientConfig,
  log: Channels['log'],
): Channels {
  return {
    ...topicsAt(settings, client),
    putOutcomeEvents: outcomeBus(settings.outcomeBusName, client),
    log,
  };
}

export async function tellPeople(
  detection: Detection,
  outcomes: readonly Outcome[],
  context: AlertContext,
  channels: Channels,
): Promise<Told> {
  const messages = composeMessages(detection, outcomes, context);
  // The log is the copy that is left when every channel fails.
  channels.log({ message: 'outcome', alert: messages.alert.machine });
  return outcomes.every(isOrdinary) ? { deliveries: [], failures: [] } : deliver(messages, channels);
}

/** Whoever is to be woken is woken whatever becomes of the alert; where that reached nobody, the pager is what is left. */
async function deliver({ alert, pages, instead }: Messages, channels: Channels): Promise<Told> {
  const [published, paged] = await Promise.all([channels.publishAlert(alert), publishAll(pages, channels)]);
  const reached = published.some(isPublished);
  const woken = pages.some(({ body }) => body['NewStateValue'] === 'ALARM');
  if (!reached && !woken) paged.push(await channels.publishPage(instead));

  const deliveries = [published, ...paged].flat();
  // The plainest form went out: people know, and whoever mends the full one must too.
  if (deliveries.some(({ result, form }) => result === 'published' && form === 'minimal'))
    channels.log({ level: 'error', message: 'SNS refused the full alert', deliveries });
  return { deliveries, failures: [...new Set([published, ...paged].flatMap(failureOf))] };
}

/** GuardDuty names up to 400 actors in one attack sequence: a few at a time, the worst first. */
const PAGES_AT_ONCE = 20;

async function publishAll(
  pages: readonly Page[],
  { publishPage }: Channels,
): Promise<(readonly Delivery[])[]> {
  const paged: (readonly Delivery[])[] = [];
  for (let start = 0; start < pages.length; start += PAGES_AT_ONCE) {
    paged.push(...(await Promise.all(pages.slice(start, start + PAGES_AT_ONCE).map(publishPage))));
  }
  return paged;
}

/** @param tries one message, in its full form and then, if that was refused, in its minimal one. */
function failureOf(tries: readonly Delivery[]): readonly string[] {
  const [first] = tries;
  return first === undefined || tries.some(isPublished) ? [] : [`sns:Publish ${first.error}`];
}

function isPublished({ result }: Delivery): boolean {
  return result === 'published';
}

/** Machines are told as well when people could not be, with the failure in the event. */
export async function tellMachines(
  { detection, outcomes, soFar }: Response,
  context: AlertContext,
  channels: Channels,
): Promise<Failures> {
  const events = outcomes.map((outcome) => {
    const story = storyOf(detection, outcome, context);
    return {
      detail: {
        ...outcomeJson(story),
        transition: transitionOf(story, soFar),
        ...pagerDutyEvent(story),
        deliveries: deliveriesFor(story.subject.dedupKey, soFar.deliveries),
      },
      resources: [story.subject.arn],
    };
  });
  return put(events, channels);
}

/** Those of the event, and of the credential itself: the pages of hundreds of others would not fit into an event. */
function deliveriesFor(dedupKey: string, deliveries: readonly Delivery[]): readonly Delivery[] {
  return deliveries.flatMap(({ about, ...delivery }) =>
    about === undefined || about === dedupKey ? [delivery] : [],
  );
}

interface Response {
  readonly detection: Detection;
  readonly outcomes: readonly Outcome[];
  readonly soFar: SoFar;
}

/** `from` is `null` for the first that is told of it, and `unknown` where the ledger does not say. */
function transitionOf({ subject, outcome }: Story, { before }: SoFar): Json {
  const known = before.get(subject.dedupKey);
  if (known === undefined) return { from: 'unknown', to: outcome.state };
  return { from: known.state ?? null, to: outcome.state, alertsBefore: known.alerts };
}

/**
 * Ready for the Events API v2, since an input transformer of EventBridge cannot branch; nothing where nobody is woken and
 * no page ends. PagerDuty, "Send an Event".
 */
function pagerDutyEvent({ outcome, urgency }: Story): Json {
  const alarm = alarmOf(outcome);
  if (alarm === undefined) return {};
  const severity = { P1: 'critical', P2: 'error', P3: 'info' }[urgency.severity];
  return { pd: { action: alarm === 'open' ? 'trigger' : 'resolve', severity } };
}

export async function tellUnreadable(
  problem: UnreadableEvent,
  context: AlertContext,
  channels: Channels,
): Promise<Failures> {
  const messages = composeUnreadable(problem, context);
  channels.log({ message: 'outcome', alert: messages.alert.machine });
  const { deliveries, failures } = await deliver(messages, channels);
  const detail = {
    ...messages.alert.machine,
    kind: 'access-key-outcome',
    transition: { from: 'unknown', to: 'NOT_CONTAINED' },
    pd: { action: 'trigger', severity: 'critical' },
    deliveries: deliveriesFor(messages.instead.about, deliveries),
  };
  const machines = await put([{ detail, resources: [] }], channels);
  return { failures: [...failures, ...machines.failures] };
}

async function put(events: readonly OutcomeEvent[], channels: Channels): Promise<Failures> {
  const answer = await attempt(() => channels.putOutcomeEvents(events));
  return { failures: answer.ok ? [] : [`events:PutEvents ${answer.error}`] };
}
