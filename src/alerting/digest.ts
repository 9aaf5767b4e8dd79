import { dedupKeyOf } from '../core/dedup-key.ts';
import type { Place } from '../core/place.ts';
import { states } from '../core/state.ts';
import { latestOf, type StormMember } from '../core/storm.ts';
import type { Alert, AlertSettings } from './alert.ts';
import { digestJson } from './digest-json.ts';
import { countsWithin, type Digest } from './digest-model.ts';
import { bodiesOf } from './messages.ts';
import { createPage, type Page } from './pager.ts';
import { subjectLine } from './sanitize.ts';
import { LONGEST } from './subject.ts';

/** SNS takes 262,144 bytes for the texts of all protocols together. */
const IN_ONE_MESSAGE = 250;

export interface Composed {
  readonly alert: Alert;
  readonly page: Page;
}

export interface StormSoFar {
  readonly storm: string;
  readonly members: readonly StormMember[];
  readonly over: boolean;
  readonly place: Place;
  readonly sentAt: Date;
  readonly settings: AlertSettings;
}

/** Every credential of the storm stands in one of the messages. The first one also has the page of the storm. */
export function composeDigest(storm: StormSoFar): readonly Composed[] {
  const members = latestOf(storm.members).toSorted(worseFirst);
  const [worst] = members;
  if (worst === undefined) return [];
  const { place, sentAt, settings, over } = storm;
  const parts = Math.ceil(members.length / IN_ONE_MESSAGE);
  return Array.from({ length: parts }, (_, index) => {
    const digest: Digest = {
      dedupKey: dedupKeyOf({ ...place, about: storm.storm }),
      members: members.slice(index * IN_ONE_MESSAGE, (index + 1) * IN_ONE_MESSAGE),
      total: members.length,
      counts: `${members.length} credentials: ${countsOf(members)}`,
      ...(parts > 1 && { part: `${index + 1} of ${parts}` }),
      over,
      worst,
      place,
      sentAt,
      settings,
    };
    return composeOne(digest);
  });
}

function composeOne(digest: Digest): Composed {
  const { worst, counts, part, over, place } = digest;
  const machine = digestJson(digest);
  const head = `[${worst.severity} DIGEST${part === undefined ? '' : ` ${part}`}] `;
  const where = `, responder in ${place.accountId}`;
  const subject = subjectLine(`${head}${countsWithin(counts, LONGEST - head.length - where.length)}${where}`);
  const bodies = bodiesOf((channel) => channel.renderDigest(digest));
  return {
    alert: { alertId: machine.alertId, subject, bodies, machine },
    page: createPage(machine, { subject, page: over ? 'closed' : 'open', place }),
  };
}

function worseFirst(one: StormMember, other: StormMember): number {
  return (
    one.severity.localeCompare(other.severity) ||
    states.indexOf(one.state) - states.indexOf(other.state) ||
    one.at.localeCompare(other.at)
  );
}

function countsOf(members: readonly StormMember[]): string {
  return states
    .flatMap((state) => {
      const count = members.filter((member) => member.state === state).length;
      return count === 0 ? [] : `${count} ${state.replaceAll('_', ' ')}`;
    })
    .join(', ');
}
