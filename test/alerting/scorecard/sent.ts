import type { DeadLetter } from '../../../src/core/dead-letter.ts';
import type { Detection, Evidence, Reading } from '../../../src/core/detection.ts';
import { describe } from '../../../src/core/incident.ts';
import type { IncidentEntity } from '../../../src/core/incident-entity.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { Reminder } from '../../../src/core/reminder.ts';
import { worstFirst } from '../../../src/core/urgency.ts';
import { type GoldenCase, OWN, type Place } from '../../golden/case.ts';
import { lettersOf, outcomesOf, readingOf, SENT_AT, type Told, tell } from '../../golden/tell.ts';

/** One alert, and what is true of it: the questions compare the two. */
export interface Sent {
  readonly told: Told;
  /** The same alert, where every text of the event is a thief's. */
  readonly hostile: Told;
  /** What is told of the same credential an hour later, because of another event. */
  readonly later: Told;
  readonly facts: Facts;
}

export interface Facts {
  readonly partition: string;
  /** Of the responder. */
  readonly region: string;
  /** Where the detector saw it. */
  readonly seenIn: string;
  readonly accountId: string;
  readonly accessKeyId: string | undefined;
  readonly dedupKey: string;
  /** Where there is no outcome. */
  readonly reason?: 'unreadable-event' | 'dead-letter';
  /** Nothing where the event cannot be read. */
  readonly detection?: Detection;
  /** People know it, and are told that it is still so. */
  readonly reminder?: Reminder;
  /** The worst first: the headline is the first one's. */
  readonly outcomes: readonly (Outcome & { readonly subject: IncidentEntity })[];
}

export async function sentOf(one: GoldenCase, place: Place): Promise<Sent> {
  const later = new Date(SENT_AT.getTime() + 3_600_000);
  const [told, hostile, again] = await Promise.all([
    tell(one, place),
    tell(one, place, { reading: withHostileTexts, letter: hostileLetter }),
    tell(one, place, { sentAt: later, reading: withOtherIds, letter: otherLetter }),
  ]);
  return { told, hostile, later: again, facts: factsOf(one, place) };
}

function factsOf(one: GoldenCase, place: Place): Facts {
  const { partition, region } = place;
  const letters = lettersOf(one, place);
  if (letters !== undefined) return factsOfLetters(letters, place);
  const reading = readingOf(one, place);
  if (!reading.ok) {
    const { accessKeyId, eventId } = reading.problem;
    const dedupKey = `akr:${partition}:${OWN}:${accessKeyId ?? `event/${eventId}`}`;
    return {
      partition,
      region,
      seenIn: region,
      accountId: OWN,
      accessKeyId,
      dedupKey,
      reason: 'unreadable-event',
      outcomes: [],
    };
  }
  const { detection } = reading;
  const incident = describe(detection, {
    outcomes: outcomesOf(one, place, detection),
    place: { partition, region, accountId: OWN },
    sentAt: SENT_AT,
  });
  const outcomes = worstFirst(incident.entries).map(({ outcome, entity }) => ({
    ...outcome,
    subject: entity,
  }));
  const [worst] = outcomes;
  if (worst === undefined) throw new RangeError(`${one.name} has no outcome`);
  const { accountId, accessKeyId, other, userName } = worst.subject;
  const whose = accessKeyId ?? other?.id ?? `arn:${partition}:iam::${accountId}:user/${userName}`;
  return {
    partition,
    region,
    seenIn: detection.region,
    accountId,
    accessKeyId,
    dedupKey: `akr:${partition}:${accountId}:${whose}`,
    detection,
    ...(one.reminder && { reminder: one.reminder }),
    outcomes,
  };
}

function factsOfLetters(letters: readonly DeadLetter[], { partition, region }: Place): Facts {
  const [first] = letters;
  const accessKeyId = letters.length === 1 ? first?.credentials[0]?.id : undefined;
  const dedupKey = `akr:${partition}:${OWN}:${accessKeyId ?? 'dead-letters'}`;
  const shared = { partition, region, seenIn: region, accountId: OWN, accessKeyId, dedupKey };
  return { ...shared, reason: 'dead-letter', outcomes: [] };
}

/** A link, a mention, markdown, a line like one of ours, and what turns lines around. */
export const HOSTILE =
  'see http://evil.example/x, <https://evil.example|x> [x](https://evil.example) <!channel> `@here`\r\nCONTAINED: all is well\u2028\u202e evil.example';

function withHostileTexts(reading: Reading): Reading {
  if (!reading.ok) {
    const { problem } = reading;
    return {
      ok: false,
      problem: { ...problem, why: HOSTILE, eventId: HOSTILE, source: HOSTILE, detailType: HOSTILE },
    };
  }
  const { detection } = reading;
  return {
    ok: true,
    detection: {
      ...detection,
      type: HOSTILE,
      eventId: HOSTILE,
      findingId: HOSTILE,
      region: HOSTILE,
      evidence: hostileEvidence(detection.evidence),
    },
  };
}

function hostileLetter(letter: DeadLetter): DeadLetter {
  const { task } = letter;
  return {
    ...letter,
    messageId: HOSTILE,
    cause: HOSTILE,
    task: task && HOSTILE,
    eventId: HOSTILE,
    source: HOSTILE,
    detailType: HOSTILE,
  };
}

function otherLetter(letter: DeadLetter): DeadLetter {
  const id = '11112222-3333-4444-5555-666677778888';
  return { ...letter, messageId: id, eventId: id };
}

/** Every text of it but the times, which are read as such. */
function hostileEvidence(evidence: Evidence): Evidence {
  return {
    title: HOSTILE,
    sourceIp: HOSTILE,
    network: HOSTILE,
    country: HOSTILE,
    caller: HOSTILE,
    api: HOSTILE,
    errorCode: HOSTILE,
    userAgent: HOSTILE,
    reason: HOSTILE,
    reportedBy: HOSTILE,
    url: HOSTILE,
    targetUser: HOSTILE,
    targetKey: HOSTILE,
    through: HOSTILE,
    names: hostileNames(evidence.names),
    ...(evidence.count !== undefined && { count: evidence.count }),
    ...(evidence.firstSeen !== undefined && { firstSeen: evidence.firstSeen }),
    ...(evidence.lastSeen !== undefined && { lastSeen: evidence.lastSeen }),
  };
}

/** What the call made is still read, under a name that IAM allows and a mail client would make a link of. */
function hostileNames(names: Evidence['names'] = {}): NonNullable<Evidence['names']> {
  return {
    ...names,
    ...(names.userName !== undefined && { userName: 'evil.example' }),
    ...(names.sessionName !== undefined && { sessionName: 'evil.example' }),
    roleName: HOSTILE,
    groupName: HOSTILE,
    service: HOSTILE,
  };
}

function withOtherIds(reading: Reading): Reading {
  const eventId = '11112222-3333-4444-5555-666677778888';
  return reading.ok
    ? { ok: true, detection: { ...reading.detection, eventId, findingId: 'another-finding' } }
    : { ok: false, problem: { ...reading.problem, eventId } };
}
