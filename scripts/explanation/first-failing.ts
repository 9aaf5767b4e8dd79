import { matchesPattern } from '../../local/event-pattern.ts';
import { isObject } from '../../local/json-object.ts';

/** A condition of an event pattern: the field, and the values of which one must be there. */
export interface Condition {
  readonly path: readonly string[];
  readonly wanted: readonly unknown[];
  /** It is one of alternatives. */
  readonly isInOr: boolean;
}

/**
 * The first condition that an event does not meet, as the pattern is read. Of alternatives that all fail, the first of each.
 * Empty if the event matches. Only the matcher judges, of ever longer beginnings of the pattern.
 */
export function firstFailing(pattern: unknown, event: unknown): readonly Condition[] {
  if (matchesPattern(pattern, event)) return [];
  const failing = waysOf(pattern).map((way) => firstIn(way, event));
  const [common] = failing.filter((condition) => !condition.isInOr);
  if (common !== undefined) return [common];
  return failing.filter((one, index) => failing.findIndex((other) => isSame(one, other)) === index);
}

type Way = readonly Condition[];

function firstIn(way: Way, event: unknown): Condition {
  // What every alternative needs comes first.
  const ordered = [...way.filter(({ isInOr }) => !isInOr), ...way.filter(({ isInOr }) => isInOr)];
  const index = ordered.findIndex((_, at) => !matchesPattern(patternOf(ordered.slice(0, at + 1)), event));
  const found = ordered[index];
  if (found === undefined) throw new Error('a pattern that does not match must have a condition that fails');
  return found;
}

function isSame(one: Condition, other: Condition): boolean {
  return JSON.stringify([one.path, one.wanted]) === JSON.stringify([other.path, other.wanted]);
}

/** Each way to match: one of each of the alternatives, with everything else. */
function waysOf(
  pattern: unknown,
  place: Omit<Condition, 'wanted'> = { path: [], isInOr: false },
): readonly Way[] {
  const { path, isInOr } = place;
  if (Array.isArray(pattern)) return [[{ ...place, wanted: pattern }]];
  const parts = Object.entries(isObject(pattern) ? pattern : {}).map(([key, value]) =>
    key === '$or' && Array.isArray(value)
      ? value.flatMap((alternative) => waysOf(alternative, { path, isInOr: true }))
      : waysOf(value, { path: [...path, key], isInOr }),
  );
  return parts.reduce<readonly Way[]>(
    (ways, part) => ways.flatMap((way) => part.map((more) => [...way, ...more])),
    [[]],
  );
}

function patternOf(conditions: readonly Condition[]): object {
  return conditions.reduce<object>((pattern, { path, wanted }) => withCondition(pattern, path, wanted), {});
}

function withCondition(
  pattern: object,
  [key = '', ...rest]: readonly string[],
  wanted: readonly unknown[],
): object {
  const inside: unknown = Reflect.get(pattern, key);
  return {
    ...pattern,
    [key]: rest.length === 0 ? wanted : withCondition(isObject(inside) ? inside : {}, rest, wanted),
  };
}
