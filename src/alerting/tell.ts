import type { EventBridgeClientConfig } from '@aws-sdk/client-eventbridge';
import type { SNSClientConfig } from '@aws-sdk/client-sns';
import type { Detection, UnreadableEvent } from '../core/detection.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Told } from '../core/ports.ts';
import type { Alert, AlertContext } from './alert.ts';
import { composeAlert, composeUnreadableAlert } from './compose.ts';
import { outcomeJson } from './machine-json.ts';
import { type OutcomeEvent, outcomeBus } from './outcome-event.ts';
import { alertTopic } from './sns.ts';
import { subjectMatterOf } from './subject-matter.ts';

/** Who is told: people through the topic, machines through the bus, and the log in any case. */
export interface Channels {
  readonly publishAlert: (alert: Alert) => Promise<void>;
  readonly putOutcomeEvents: (events: readonly OutcomeEvent[]) => Promise<void>;
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
}

export interface ChannelSettings {
  readonly alertTopicArn: string;
  readonly outcomeBusName: string;
}

export function openChannels(
  { alertTopicArn, outcomeBusName }: ChannelSettings,
  client: SNSClientConfig & EventBridgeClientConfig,
  log: Channels['log'],
): Channels {
  return {
    publishAlert: alertTopic(alertTopicArn, client),
    putOutcomeEvents: outcomeBus(outcomeBusName, client),
    log,
  };
}

export async function tell(
  detection: Detection,
  outcomes: readonly Outcome[],
  context: AlertContext,
  channels: Channels,
): Promise<Told> {
  const events = outcomes.map((outcome) => ({
    detail: outcomeJson(detection, outcome, context),
    resources: [subjectMatterOf(outcome, detection, context.partition).arn],
  }));
  const alert = composeAlert(detection, outcomes, context);
  return deliver({ alert, events, tellPeople: !outcomes.every(isOrdinary) }, channels);
}

/** Everyday work that a rule cannot tell apart: in the log and on the bus, and in nobody's mailbox. */
function isOrdinary({ reason }: Outcome): boolean {
  return reason === 'own-key';
}

export async function tellUnreadable(
  problem: UnreadableEvent,
  context: AlertContext,
  channels: Channels,
): Promise<Told> {
  const alert = composeUnreadableAlert(problem, context);
  const event = { detail: { ...alert.machine, kind: 'access-key-outcome' }, resources: [] };
  return deliver({ alert, events: [event], tellPeople: true }, channels);
}

interface Message {
  readonly alert: Alert;
  readonly events: readonly OutcomeEvent[];
  readonly tellPeople: boolean;
}

/** People first; machines are told as well when people could not be, with the failure in the event. */
async function deliver({ alert, events, tellPeople }: Message, channels: Channels): Promise<Told> {
  // The log is the copy that is left when every channel fails.
  channels.log({ message: 'outcome', alert: alert.machine });
  const published = tellPeople
    ? await failureOf('sns:Publish', () => channels.publishAlert(alert))
    : undefined;
  const result = published === undefined ? { result: 'published' } : { result: 'failed', error: published };
  const deliveries = tellPeople ? [{ channel: 'alert-topic', ...result }] : [];
  const put = await failureOf('events:PutEvents', () =>
    channels.putOutcomeEvents(events.map((event) => ({ ...event, detail: { ...event.detail, deliveries } }))),
  );
  return { failures: [published, put].filter((failure) => failure !== undefined) };
}

async function failureOf(name: string, call: () => Promise<void>): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return `${name} ${error instanceof Error ? error.name : 'UnknownError'}`;
  }
}
