/**
 * EventBridge event patterns, for events that never reach AWS. It gives the same answers as aws/event-ruler, the engine of
 * EventBridge. `npm run test:aws-engines` compares the two. test/aws-engines/generated-cases.ts has the few forms in which
 * they differ.
 */

import {
  InvalidPatternError,
  isAbsent,
  isLeaf,
  type Leaf,
  type LeafTest,
  parseTest,
} from './event-pattern-value.ts';
import { isObject } from './json-object.ts';

export { InvalidPatternError };

/** The condition of a pattern on one field. One of the tests must pass. */
interface Condition {
  readonly path: string;
  readonly tests: readonly LeafTest[];
}

/** One way to match a pattern: all of its conditions must hold. Each `$or` multiplies the ways. */
type Branch = readonly Condition[];

interface Field {
  readonly path: string;
  readonly leaf: Leaf;
  readonly elements: Elements;
}

/** The arrays around a field, each with the index of the element. */
type Elements = ReadonlyMap<symbol, number>;

export function matchesPattern(pattern: unknown, event: unknown): boolean {
  return parsePattern(pattern)(event);
}

/** Throws InvalidPatternError if AWS would refuse the rule. */
export function parsePattern(pattern: unknown): (event: unknown) => boolean {
  const branches = parseFields(pattern, { path: '', insideOr: false });
  return (event) => {
    if (!isObject(event)) throw new TypeError('An event is a JSON object');
    const fields = Map.groupBy(fieldsOf(event, '', new Map()), (field) => field.path);
    return branches.some((branch) => holds(branch, fields, new Map()));
  };
}

interface Place {
  readonly path: string;
  readonly insideOr: boolean;
}

function parseFields(pattern: unknown, place: Place): readonly Branch[] {
  if (!isObject(pattern)) throw new InvalidPatternError(place.path, 'must be an object');
  const fields = Object.entries(pattern);
  if (fields.length === 0) throw new InvalidPatternError(place.path, 'an empty object is not allowed');
  return fields.map(([key, value]) => parseField(key, value, place)).reduce(combine);
}

function parseField(key: string, value: unknown, place: Place): readonly Branch[] {
  if (key === '$or') return parseOr(value, place.path);
  const path = join(place.path, key);
  if (place.insideOr && RESERVED.has(key)) throw new InvalidPatternError(path, 'not a field inside $or');
  if (Array.isArray(value)) return [[parseCondition(value, path)]];
  if (isObject(value)) return parseFields(value, { ...place, path });
  throw new InvalidPatternError(path, 'must be an object or an array');
}

function parseOr(alternatives: unknown, path: string): readonly Branch[] {
  if (!Array.isArray(alternatives) || alternatives.length < 2) {
    throw new InvalidPatternError(join(path, '$or'), 'must be an array of at least two objects');
  }
  return alternatives.flatMap((alternative) => parseFields(alternative, { path, insideOr: true }));
}

/**
 * Inside `$or` these cannot be names of fields. The engine reserves more names, for operators that do not exist yet.
 */
const RESERVED = new Set(
  'exactly prefix suffix equals-ignore-case wildcard anything-but numeric cidr exists = < <= > >='.split(' '),
);

function parseCondition(list: readonly unknown[], path: string): Condition {
  if (list.length === 0) throw new InvalidPatternError(path, 'an empty array is not allowed');
  return { path, tests: list.map((item) => parseTest(item, path)) };
}

function combine(branches: readonly Branch[], others: readonly Branch[]): readonly Branch[] {
  return branches.flatMap((branch) => others.map((other) => merge(branch, other)));
}

function merge(branch: Branch, other: Branch): Branch {
  const twice = branch.find(({ path }) => other.some((condition) => condition.path === path));
  // The engine keeps only the last one without an error, and nobody wants that.
  if (twice) throw new InvalidPatternError(twice.path, 'named twice; beside and inside $or counts as twice');
  // The engine's order matters: in an array of objects, "absent" is about the element that earlier conditions chose.
  return [...branch, ...other].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * `chosen`: the elements where earlier conditions hold. Conditions on two fields of one array must hold in one
 * element.
 */
function holds(branch: Branch, fields: ReadonlyMap<string, readonly Field[]>, chosen: Elements): boolean {
  const [condition, ...rest] = branch;
  if (condition === undefined) return true;
  const candidates = (fields.get(condition.path) ?? []).filter((field) => agree(field.elements, chosen));
  if (candidates.length === 0) return condition.tests.includes(isAbsent) && holds(rest, fields, chosen);
  return candidates.some(
    ({ leaf, elements }) =>
      condition.tests.some((test) => test(leaf)) && holds(rest, fields, new Map([...chosen, ...elements])),
  );
}

function agree(elements: Elements, chosen: Elements): boolean {
  return [...elements].every(([array, index]) => (chosen.get(array) ?? index) === index);
}

function* fieldsOf(value: unknown, path: string, elements: Elements): Generator<Field> {
  if (Array.isArray(value)) {
    const array = Symbol(path);
    for (const [index, element] of value.entries()) {
      yield* fieldsOf(element, path, new Map([...elements, [array, index]]));
    }
  } else if (isObject(value)) {
    for (const [key, child] of Object.entries(value)) yield* fieldsOf(child, join(path, key), elements);
  } else if (isLeaf(value)) {
    yield { path, leaf: value, elements };
  }
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
