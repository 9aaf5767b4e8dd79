import { expect } from '@jest/globals';
import type { Aws } from '../../local/aws.ts';
import type { Json } from '../fixture.ts';
import type { House } from '../house.ts';
import { allows, anyOf, type Calls, firstOf, isRead, together, withoutReads } from './calls.ts';
import type { Ending } from './ending.ts';
import type { Expected, Source } from './row.ts';
import { changesIn } from './world.ts';

export interface Case {
  readonly source: Source;
  readonly outcomes: readonly Expected[];
  /** What is asked of AWS before anything is decided. */
  readonly before?: Calls;
  /** The ledger is told of no deactivation, although keys are Inactive now. */
  readonly remembered?: 0;
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
    endings.some(({ retry }) => retry)
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
    [...(expected.before ?? []), together(...endings.map(({ calls }) => calls)), ...told(aws, expected)],
  );
  expectAlert(aws, expected);
  expectWritten(aws, expected);
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

/** The first call, and every call that changes something or tells somebody; the order of reads is the code's own matter. */
function expectCalls(made: readonly string[], calls: Calls): void {
  const [first] = made;
  // Where the credential itself asks for no call, only reads for the alert come before people are told.
  const firsts = firstOf(calls);
  if (first !== undefined && !isForTheAlert(first) && !firsts.includes(first)) expect(first).toEqual(firsts);
  const changes = made.filter((call) => !isRead(call));
  if (!allows(withoutReads(calls), changes)) expect(changes).toEqual(withoutReads(calls));
}

/** Also the first to be made where nothing is to be done. */
function isForTheAlert(call: string): boolean {
  return ['iam:ListAccountAliases', 'iam:GetLoginProfile'].includes(call);
}

/** The ledger says whether people are told. Then it stores what they were told, while machines are told the same. */
function told(aws: Aws, { outcomes, remembered }: Case): Calls {
  const keys = outcomes.flatMap(({ ending }) =>
    ending.state === 'NO_ACTION' || remembered === 0
      ? []
      : (ending.inactive ?? []).filter((id) => id.startsWith('AKIA')),
  );
  const incidents = outcomesOf(aws)
    .filter(({ state, reason }) => state !== 'TEST' && !ORDINARY.includes(reason))
    .map(({ dedupKey }) => dedupKey.split(':').slice(3).join(':'));
  const writes = Array.from(new Set([...incidents, ...keys]), () => ['dynamodb:UpdateItem']);
  return [
    together(...writes),
    // The count of a storm.
    anyOf('dynamodb:UpdateItem'),
    ...(isTold(outcomes) ? ['sns:Publish'] : []),
    together([anyOf('dynamodb:UpdateItem')], ['events:PutEvents']),
  ];
}

/** A rule cannot tell these from a thief's doing; nobody but machines is told. */
const ORDINARY: readonly string[] = [
  'own-key',
  'no-restraint',
  'own-change',
  'nothing-to-resolve',
  'earlier-activation',
  'trusted',
  'settled',
];

function isTold(outcomes: readonly Expected[]): boolean {
  return outcomes.some(({ ending: { reason } }) => !ORDINARY.includes(reason));
}

function expectAlert(aws: Aws, { outcomes }: Case): void {
  const titles = outcomesOf(aws).map(({ title }) => title);
  expect(titles).toEqual(
    outcomes.map(({ ending: { headline } }) => expect.stringContaining(`: ${headline}`)),
  );
  expect(aws.published).toHaveLength(isTold(outcomes) ? 1 : 0);
  for (const { bodies } of aws.published) {
    const [firstLine = ''] = bodies.email.split('\n');
    expect(titles).toContain(firstLine);
    for (const { ending } of outcomes) {
      if (ending.written !== undefined)
        expect(bodies.email).toContain(`has "${ending.written}" in its place`);
    }
    const worst = outcomes.some(({ ending: { state } }) => state === 'NOT_CONTAINED');
    expect(firstLine.startsWith('NOT CONTAINED: ')).toBe(worst);
  }
}

function expectWritten(aws: Aws, { outcomes }: Case): void {
  const shown = outcomesOf(aws).map(({ key }) => key.written);
  for (const [index, { ending }] of outcomes.entries()) {
    if (ending.written !== undefined) expect(shown[index]).toBe(ending.written);
  }
}

function outcomesOf(aws: Aws): readonly {
  readonly state: string;
  readonly reason: string;
  readonly dedupKey: string;
  readonly title: string;
  readonly key: { readonly written?: string };
  readonly principalType: string;
  readonly detection: { readonly class: string; readonly source: string };
}[] {
  return aws.events.map(({ event: { detail } }) => JSON.parse(JSON.stringify(detail)));
}
