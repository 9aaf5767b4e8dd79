import { isObject } from '../../local/json-object.ts';
import { printable } from '../../src/core/printable.ts';
import type { Condition } from './first-failing.ts';

/** `detail.eventName is "GetUser", and not "StopLogging" or "DeleteTrail"`. What the event has may be an attacker's text. */
export function inWords({ path, wanted }: Condition, event: unknown): string {
  const found = valuesAt(event, path);
  const [first] = found;
  const has = found.length > 1 ? `has ${found.length} values, such as ${shown(first)}` : `is ${shown(first)}`;
  const is = found.length === 0 ? 'is not there' : has;
  return `${path.join('.')} ${is}, and not ${someOf(wanted.map(wish))}`;
}

/** What AWS or the rule's list has may be long. */
function someOf(wishes: readonly string[]): string {
  const shownOnes = wishes.slice(0, MOST);
  const more = wishes.length - shownOnes.length;
  if (more > 0) return `${shownOnes.join(', ')} or ${more} more`;
  const last = shownOnes.pop() ?? '';
  return shownOnes.length === 0 ? last : `${shownOnes.join(', ')} or ${last}`;
}

const MOST = 4;

function wish(test: unknown): string {
  if (!isObject(test)) return JSON.stringify(test);
  const [[operator, operand] = ['', undefined]] = Object.entries(test);
  switch (operator) {
    case 'exists':
      return operand === true ? 'there' : 'absent';
    case 'prefix':
      return `${JSON.stringify(operand)}…`;
    case 'suffix':
      return `…${JSON.stringify(operand)}`;
    case 'wildcard':
      return `like ${JSON.stringify(operand)}`;
    case 'anything-but':
      return `anything but ${[operand].flat().map(wish).join(', ')}`;
    default:
      return JSON.stringify(test);
  }
}

/** As the matcher finds them: through every list on the way. */
function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path));
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  return isObject(value) && Object.hasOwn(value, key) ? valuesAt(value[key], rest) : [];
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${printable(value, 80)}"`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
