import type { Alert, AlertSettings } from '../../src/alerting/alert.ts';
import { Alerts } from '../../src/alerting/alerts.ts';
import type { Page } from '../../src/alerting/pager.ts';
import { remedies } from '../../src/containment/index.ts';
import { CLAIMED_BY_NOBODY, type Claim, type Claims, NO_CLAIMS } from '../../src/core/claims.ts';
import type { DeadLetter } from '../../src/core/dead-letter.ts';
import { decide } from '../../src/core/decide.ts';
import type { Detection, Reading } from '../../src/core/detection.ts';
import { describe, type Incident } from '../../src/core/incident.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import type { ResponsePolicy } from '../../src/core/response-policy.ts';
import { deadLetterOf } from '../../src/dead-letter-of.ts';
import { readDetection } from '../../src/sources/index.ts';
import type { Json as Event } from '../fixture.ts';
import { defaultPolicy } from '../policy.ts';
import { type GoldenCase, OWN, type Place } from './case.ts';

export type Json = Readonly<Record<string, unknown>>;

/** All that leaves the responder because of one event. */
export interface Told {
  readonly alert: {
    readonly subject: string;
    /** What SNS gets for each protocol. */
    readonly bodies: Alert['bodies'];
    readonly text: string;
    readonly sms: string;
    readonly chat: Json;
    readonly machine: Json;
  };
  readonly pages: readonly (Omit<Page, 'body'> & { readonly body: Json })[];
  /** The details of the outcome events. */
  readonly outcomes: readonly Json[];
}

/** What a test may change of it. */
interface Changes {
  readonly sentAt?: Date;
  readonly reading?: (reading: Reading) => Reading;
  readonly letter?: (letter: DeadLetter) => DeadLetter;
}

/** The event is read and decided as always; only what containment found is the case's own. */
export async function tell(one: GoldenCase, place: Place, changes: Changes = {}): Promise<Told> {
  const { sentAt = SENT_AT, reading: change = (reading: Reading) => reading } = changes;
  const { letter: changeLetter = (letter: DeadLetter) => letter } = changes;
  const { alerts, told } = alertsThatKeep(one, place);
  const reading = change(readingOf(one, place));
  const where = { ...place, accountId: OWN };
  const letters = lettersOf(one, place);
  if (letters !== undefined) {
    await alerts.sendDeadLetters(letters.map(changeLetter), { place: where, sentAt });
  } else if (reading.ok) {
    const { detection } = reading;
    const outcomes = outcomesOf(one, place, detection);
    const incident = describe(detection, { outcomes, place: where, sentAt });
    const claims = claimsOf(one, incident);
    const composed = alerts.compose(incident, claims);
    await alerts.emitOutcomes(composed, await alerts.sendAlert(composed));
  } else {
    await alerts.sendUnreadable(reading.problem, { place: where, sentAt, claim: CLAIMED_BY_NOBODY });
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

export function lettersOf(one: GoldenCase, place: Place): readonly DeadLetter[] | undefined {
  return one
    .givenUp?.(eventIn(one, place))
    .map((message) => deadLetterOf(message, { ...place, accountId: OWN }));
}

export function outcomesOf(one: GoldenCase, place: Place, detection: Detection): readonly Outcome[] {
  const decisions = decide(detection, { policy: policyOf(one, place), history: one.history });
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

function settingsOf(one: GoldenCase, place: Place): AlertSettings {
  const { identityCenter = { url: '', role: '' }, runbookUrl = '' } = one;
  return {
    ledgerTableName: 'compromised-key-responder-prod-Ledger',
    runbookUrl,
    deadLetterQueueUrl: `https://sqs.${place.region}.amazonaws.com/${OWN}/compromised-key-responder-prod-DeadLetters`,
    identityCenter,
    policy: policyOf(one, place),
    version: '0.1.0',
  };
}

/** People are told of everything, and the ledger says what they were told before. */
function claimsOf({ before, reminder }: GoldenCase, { entries }: Incident): Claims {
  if (before === 'the ledger does not answer') return NO_CLAIMS;
  const claim: Claim = {
    audience: 'change',
    page: true,
    previous: before ?? { alerts: 0, eventsSince: 0, detectors: [] },
    reactivations: [],
    ...(reminder && { reminder }),
  };
  return { ...NO_CLAIMS, credentials: new Map(entries.map(({ entity }) => [entity.dedupKey, claim])) };
}

/** Topics and a bus that answer as AWS does, and keep what they are given. */
function alertsThatKeep(one: GoldenCase, place: Place) {
  const { partition, region } = place;
  const { pagerError } = one;
  const sent: Alert[] = [];
  const pages: Told['pages'][number][] = [];
  const outcomes: Json[] = [];
  const topic = (name: string) =>
    `arn:${partition}:sns:${region}:${OWN}:compromised-key-responder-prod-${name}`;
  const published = (name: string, messageId: string) =>
    [{ topicArn: topic(name), form: 'full', result: 'published', messageId }] as const;
  const alerts = new Alerts({
    settings: {
      ...settingsOf(one, place),
      alertTopicArn: topic('Alerts'),
      pagerTopicArn: topic('Pager'),
      outcomeBusName: 'outcomes',
    },
    remedies,
    client: { region },
    log: () => {},
    topics: {
      pagerless: false,
      publishAlert: async (alert) => {
        sent.push(alert);
        return published('Alerts', '7f6e5d4c-0000-4000-8000-000000000001');
      },
      publishHeartbeat: async () => [],
      publishPage: async (page) => {
        pages.push({ ...page, body: { ...page.body } });
        return pagerError === undefined
          ? published('Pager', `7f6e5d4c-0000-4000-8000-00000000001${pages.length}`)
          : [{ topicArn: topic('Pager'), form: 'full', result: 'failed', error: pagerError }];
      },
    },
    bus: {
      put: async (events) => {
        outcomes.push(...events.map(({ detail }) => ({ ...detail })));
      },
    },
  });
  const told = (): Told => {
    const [alert, ...more] = sent;
    if (alert === undefined || more.length > 0) throw new RangeError('there is one alert for one event');
    const { subject, bodies } = alert;
    const { email = '', sms = '', https = '{}', sqs = '{}' } = bodies;
    return {
      alert: { subject, bodies, text: email, sms, chat: JSON.parse(https), machine: JSON.parse(sqs) },
      pages,
      outcomes,
    };
  };
  return { alerts, told };
}
