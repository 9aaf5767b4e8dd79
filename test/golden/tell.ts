import type { Alert, AlertContext, Json } from '../../src/alerting/alert.ts';
import type { Page } from '../../src/alerting/pager.ts';
import { type Channels, tellMachines, tellPeople, tellUnreadable } from '../../src/alerting/tell.ts';
import { decide } from '../../src/core/decide.ts';
import type { Detection, Reading } from '../../src/core/detection.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import type { Before } from '../../src/core/ports.ts';
import type { ResponsePolicy } from '../../src/core/response-policy.ts';
import { subjectMatterOf } from '../../src/core/subject-matter.ts';
import { readDetection } from '../../src/sources/index.ts';
import type { Json as Event } from '../fixture.ts';
import { defaultPolicy } from '../policy.ts';
import { type GoldenCase, OWN, type Place } from './case.ts';

/** All that leaves the responder because of one event. */
export interface Told {
  readonly alert: Alert;
  readonly pages: readonly Page[];
  /** The details of the outcome events. */
  readonly outcomes: readonly Json[];
}

/** What a test may change of it. */
interface Changes {
  readonly sentAt?: Date;
  readonly reading?: (reading: Reading) => Reading;
}

/** The event is read and decided as always; only what containment found is the case's own. */
export async function tell(one: GoldenCase, place: Place, changes: Changes = {}): Promise<Told> {
  const { sentAt = SENT_AT, reading: change = (reading: Reading) => reading } = changes;
  const context = contextOf(one, place, sentAt, policyOf(one, place).contain);
  const { channels, told } = channelsThatKeep(one, place);
  const reading = change(readingOf(one, place));
  if (reading.ok) {
    const { detection } = reading;
    const outcomes = outcomesOf(one, place, detection);
    const { deliveries } = await tellPeople(detection, outcomes, context, channels);
    const before = rememberedOf(one, detection, outcomes, place);
    await tellMachines({ detection, outcomes, soFar: { deliveries, before } }, context, channels);
  } else {
    await tellUnreadable(reading.problem, context, channels);
  }
  return told();
}

export const SENT_AT = new Date('2026-05-04T03:12:16.000Z');

export function policyOf({ policy }: GoldenCase, { partition }: Place): ResponsePolicy {
  return { ...defaultPolicy, partition, ...policy };
}

export function readingOf(one: GoldenCase, place: Place): Reading {
  return readDetection(eventIn(one, place));
}

export function outcomesOf(one: GoldenCase, place: Place, detection: Detection): readonly Outcome[] {
  const decisions = decide(detection, policyOf(one, place), one.history);
  const endings = one.endings(place);
  if (endings.length !== decisions.length) {
    throw new RangeError(`${one.name} has ${endings.length} endings of ${decisions.length} decisions`);
  }
  return decisions.flatMap((decision, index) => {
    const ending = endings[index];
    return ending === undefined ? [] : [{ ...ending, decision }];
  });
}

/** The fixture as it would be there: ARNs, Regions and the partition's name. */
function eventIn({ event, seenElsewhere }: GoldenCase, { partition, region, elsewhere }: Place): Event {
  const text = JSON.stringify(event)
    .replaceAll('arn:aws:', `arn:${partition}:`)
    .replaceAll('"partition":"aws"', `"partition":"${partition}"`)
    .replaceAll('us-east-1', seenElsewhere ? elsewhere : region);
  return JSON.parse(text);
}

function contextOf(
  { identityCenter = { url: '', role: '' } }: GoldenCase,
  { partition, region }: Place,
  sentAt: Date,
  mode: string,
): AlertContext {
  return {
    sentAt,
    partition,
    region,
    accountId: OWN,
    ledgerTableName: 'compromised-key-responder-prod-Ledger',
    runbookUrl: 'https://wiki.example.com/akr',
    identityCenter,
    mode,
    version: '0.1.0',
  };
}

function rememberedOf(
  { before = { alerts: 0 } }: GoldenCase,
  detection: Detection,
  outcomes: readonly Outcome[],
  { partition }: Place,
): ReadonlyMap<string, Before> {
  if (before === 'the ledger does not answer') return new Map();
  return new Map(
    outcomes.map((outcome) => [subjectMatterOf(outcome, detection, partition).dedupKey, before]),
  );
}

/** They answer as SNS does, and keep what they are given. */
function channelsThatKeep({ pagerError }: GoldenCase, { partition, region }: Place) {
  const alerts: Alert[] = [];
  const pages: Page[] = [];
  const outcomes: Json[] = [];
  const topic = (name: string) =>
    `arn:${partition}:sns:${region}:${OWN}:compromised-key-responder-prod-${name}`;
  const published = (name: string, messageId: string) =>
    [{ topicArn: topic(name), form: 'full', result: 'published', messageId }] as const;
  const channels: Channels = {
    publishAlert: async (alert) => {
      alerts.push(alert);
      return published('Alerts', '7f6e5d4c-0000-4000-8000-000000000001');
    },
    publishPage: async (page) => {
      pages.push(page);
      return pagerError === undefined
        ? published('Pager', `7f6e5d4c-0000-4000-8000-00000000001${pages.length}`)
        : [{ topicArn: topic('Pager'), form: 'full', result: 'failed', error: pagerError }];
    },
    putOutcomeEvents: async (events) => {
      outcomes.push(...events.map(({ detail }) => detail));
    },
    log: () => {},
  };
  const told = (): Told => {
    const [alert, ...more] = alerts;
    if (alert === undefined || more.length > 0) throw new RangeError('there is one alert for one event');
    return { alert, pages, outcomes };
  };
  return { channels, told };
}
