import fc from 'fast-check';
import type { PatternCase } from './event-ruler.ts';

/**
 * Patterns and events of the shapes that rules use, made from so few names and values that they often meet. The same
 * seed makes the same cases. Left out, because the two sides differ on purpose:
 * - a field named twice, beside and inside $or: the local matcher refuses it;
 * - alternatives of one $or that name the same field and share some of its values: the engine can lose the others;
 * - equals-ignore-case in one list with wildcard, and the network 0.0.0.0/0: the engine matches strangers too;
 * - one address written in two ways, IPv6 addresses in IPv4 networks, more than six decimals.
 */
export function generateCases(seed: number, count: number): PatternCase[] {
  return fc.sample(fc.record({ pattern: patterns(3), event: events(3) }), { seed, numRuns: count });
}

function patterns(depth: number): fc.Arbitrary<unknown> {
  const inner = depth > 1 ? patterns(depth - 1) : conditions;
  const alternatives = [
    someOf({ c: conditions, d: conditions }),
    someOf({ e: conditions, 'inner-e': inner }),
    someOf({ f: conditions, 'inner-f': inner }),
  ];
  const $or = fc.shuffledSubarray(alternatives, { minLength: 2 }).chain((chosen) => fc.tuple(...chosen));
  return someOf({ a: conditions, b: conditions, inner, $or });
}

function events(depth: number): fc.Arbitrary<unknown> {
  const object = depth > 1 ? events(depth - 1) : literals;
  const inner = mostly(object, fc.array(object, { maxLength: 3 }), literals);
  const field = mostly(literals, fc.array(literals, { maxLength: 3 }), fc.record({ a: literals }));
  const fields = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, field]));
  return fc.record({ ...fields, inner, 'inner-e': inner, 'inner-f': inner }, { requiredKeys: [] });
}

/** An object of one or two of the fields: with more, next to nothing would match. */
function someOf(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> {
  return fc
    .subarray(Object.entries(fields), { minLength: 1, maxLength: 2 })
    .chain((chosen) => fc.record(Object.fromEntries(chosen)));
}

function mostly(
  usual: fc.Arbitrary<unknown>,
  ...rare: readonly fc.Arbitrary<unknown>[]
): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 6, arbitrary: usual }, ...rare);
}

function oneOrMore<T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> {
  return fc.oneof(item, fc.array(item, { minLength: 1, maxLength: 3 }));
}

function ignoringCase(texts: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.record({ 'equals-ignore-case': texts });
}

const texts = fc.constantFrom('', 'x', 'xy', 'xyz', 'X', 'zx', 'x*', 'x\\y', '4', 'true');
const numbers = fc.constantFrom(-1.5, 0, 4, 4.5, 8.9, 300);
/** The last that EventBridge compares, and some beyond. */
const hugeNumbers = fc.constantFrom(-6e9, -5e9, 5e9, 6e9);
const addresses = fc.constantFrom('10.0.0.1', '10.0.1.1', '192.0.2.7');
const literals = mostly(fc.oneof(texts, numbers), addresses, hugeNumbers, fc.constantFrom(null, true, false));

const networks = fc.constantFrom('10.0.0.0/24', '10.0.0.0/8', '192.0.2.0/25', '10.0.0.1/31');
const wildcards = fc.constantFrom('', '*', 'x*', '*x', '*x*', 'x*z', 'x\\*', 'x\\\\y', 'x\\**');
const comparison = fc.tuple(fc.constantFrom('=', '>', '>=', '<', '<='), numbers);
const upperBound = fc.tuple(fc.constantFrom('<', '<='), fc.constantFrom(301, 5e9));
const range = fc.tuple(fc.constantFrom('>', '>='), numbers, upperBound).map((terms) => terms.flat());
const excluded = fc.oneof(
  oneOrMore(texts),
  oneOrMore(numbers),
  fc.record({ prefix: oneOrMore(fc.constantFrom('x', 'xy', 'true')) }),
  fc.record({ suffix: oneOrMore(fc.constantFrom('y', 'yz', 'ue')) }),
  fc.record({ wildcard: oneOrMore(wildcards) }),
);

const tests = fc.oneof(
  { weight: 4, arbitrary: literals },
  { weight: 2, arbitrary: fc.record({ exists: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ 'anything-but': excluded }) },
  fc.record({ prefix: texts }),
  fc.record({ suffix: texts }),
  fc.record({ wildcard: wildcards }),
  fc.record({ numeric: fc.oneof(comparison, range) }),
  fc.record({ cidr: networks }),
);

const testsIgnoringCase = fc.oneof(
  ignoringCase(texts),
  fc.record({ prefix: ignoringCase(texts) }),
  fc.record({ suffix: ignoringCase(texts) }),
  fc.record({ 'anything-but': ignoringCase(oneOrMore(texts)) }),
);

/** What AWS refuses where a field's tests should be. */
const refused = fc.oneof(
  fc.constantFrom<unknown>(
    [],
    {},
    'x',
    null,
    [{}],
    [['x']],
    [{ unknown: 'x' }],
    [{ prefix: 'x', suffix: 'y' }],
  ),
  fc.constantFrom({ prefix: 4 }, { suffix: { prefix: 'x' } }, { exists: 'x' }).map((test) => [test]),
  fc.constantFrom('x**', 'x\\y', 4).map((wildcard) => [{ wildcard }]),
  fc.constantFrom('10.0.0.1', '10.0.0.1/32', 'x/8', 4).map((cidr) => [{ cidr }]),
  fc
    .constantFrom(null, true, [], [null], ['x', 4], 6e9, { prefix: '' }, { suffix: [] }, { exists: true })
    .map((wrong) => [{ 'anything-but': wrong }]),
  fc
    .constantFrom(
      4,
      [],
      ['='],
      ['>', '4'],
      ['!=', 4],
      ['=', 4, '<', 5],
      ['>', 5, '<', 4],
      ['<', 6e9],
      ['>=', 5e9],
    )
    .map((numeric) => [{ numeric }]),
);

const conditions = fc.oneof(
  { weight: 30, arbitrary: fc.array(tests, { minLength: 1, maxLength: 3 }) },
  { weight: 6, arbitrary: fc.array(testsIgnoringCase, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: refused },
);
