import { expect } from '@jest/globals';
import type { Aws } from '../../local/aws.ts';
import { stateInWords } from '../../src/alerting/alert.ts';
import type { Source } from '../../src/core/detection.ts';
import type { Json } from '../fixture.ts';
import type { House } from '../house.ts';
import { allows, type Calls, together } from './calls.ts';
import type { Ending } from './ending.ts';
import type { Expected } from './row.ts';
import { changesIn } from './world.ts';

export interface Case {
  readonly source: Source;
  readonly outcomes: readonly Expected[];
  /** What is asked of AWS before anything is decided. */
  readonly before?: Calls;
  /** How many deactivations the ledger is told of, where that is not every key that is Inactive now. */
  readonly remembered?: number;
}

/** Invokes the handler, and holds everything that is true afterwards to what the table says. */
export async function check(house: House, aws: Aws, event: Json, expected: Case): Promise<void> {
  const { source, outcomes } = expected;
  const since = aws.requests.length;
  const ended = await house.invoke(event).then(
    (states) => ({ states }),
    (error: Error) => ({ error: error.name }),
  );

  const endings = outcomes.map(({ ending }) => ending);
  expect(ended).toEqual(
    endings.some(({ unfinished }) => unfinished)
      ? { error: 'UnfinishedResponseError' }
      : { states: endings.map(({ state }) => state) },
  );
  expect(
    outcomesOf(aws).map(({ state, reason, principalType, detection }) => ({
      state,
      reason,
      principalType,
      ...detection,
    })),
  ).toEqual(
    outcomes.map(({ ending: { state, reason }, class: itsClass, principal }) =>
      expect.objectContaining({ state, reason, principalType: principal, class: itsClass, source }),
    ),
  );
  expectChanges(aws, endings);
  expectCalls(
    aws.requests.slice(since).map(({ service, action }) => `${service}:${action}`),
    [...(expected.before ?? []), together(...endings.map(({ calls }) => calls)), told(expected)],
  );
  expectAlert(aws, expected);
}

function expectChanges(aws: Aws, endings: readonly Ending[]): void {
  const all = (changed: (ending: Ending) => readonly string[] | undefined) =>
    [...new Set(endings.flatMap((ending) => changed(ending) ?? []))].toSorted();
  const { inactive, denied, bounded, revoked } = changesIn(aws);
  expect({
    inactive: inactive.toSorted(),
    denied: denied.toSorted(),
    bounded: bounded.toSorted(),
    revoked: revoked.toSorted(),
  }).toEqual({
    inactive: all((ending) => ending.inactive),
    denied: all((ending) => ending.denied),
    bounded: all((ending) => ending.bounded),
    revoked: all((ending) => ending.revoked),
  });
}

function expectCalls(made: readonly string[], calls: Calls): void {
  if (!allows(calls, made)) expect(made).toEqual(calls);
}

/** People and machines in this order, the ledger at the same time. */
function told({ outcomes, remembered }: Case) {
  const keys = outcomes.flatMap(({ ending }) =>
    ending.state === 'NO_ACTION' ? [] : (ending.inactive ?? []),
  );
  const writes = Array.from({ length: remembered ?? keys.length }, () => ['dynamodb:UpdateItem']);
  return together([...(isTold(outcomes) ? ['sns:Publish'] : []), 'events:PutEvents'], ...writes);
}

/** Only of keys that users make for themselves nobody is told: a rule cannot tell those from a thief's. */
function isTold(outcomes: readonly Expected[]): boolean {
  return outcomes.some(({ ending: { reason } }) => reason !== 'own-key');
}

function expectAlert(aws: Aws, { outcomes }: Case): void {
  const titles = outcomesOf(aws).map(({ title }) => title);
  expect(titles).toEqual(
    outcomes.map(({ ending: { state, headline } }) =>
      expect.stringContaining(`${stateInWords(state)}: ${headline}`),
    ),
  );
  expect(aws.published).toHaveLength(isTold(outcomes) ? 1 : 0);
  for (const { bodies } of aws.published) {
    const [firstLine = ''] = bodies.email.split('\n');
    expect(titles).toContain(firstLine);
    const worst = outcomes.some(({ ending: { state } }) => state === 'NOT_CONTAINED');
    expect(firstLine.startsWith('NOT CONTAINED: ')).toBe(worst);
  }
}

function outcomesOf(aws: Aws): readonly {
  readonly state: string;
  readonly reason: string;
  readonly title: string;
  readonly principalType: string;
  readonly detection: { readonly class: string; readonly source: string };
}[] {
  return aws.events.map(({ event: { detail } }) => JSON.parse(JSON.stringify(detail)));
}
