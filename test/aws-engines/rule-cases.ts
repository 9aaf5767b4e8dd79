import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { matchesPattern } from '../../local/event-pattern.ts';
import { readForwardTemplate } from '../../local/forwarding.ts';
import { isObject } from '../../local/json-object.ts';
import { describeStack, readStack } from '../../local/template.ts';
import { rulesOfTamper } from '../../scripts/generated/direct-rules.ts';
import { sources } from '../../src/sources/index.ts';
import { eventsOn } from '../tamper/own-names.ts';
import type { PatternCase } from './event-ruler.ts';

interface Rule {
  readonly name: string;
  readonly pattern: unknown;
  /** In place of the fixtures. */
  readonly events?: readonly unknown[];
}

const PLACE = { accountId: '111122223333', region: 'us-east-1', partition: 'aws', stackName: 'stack' };

/** The rules of stacks/forward.yml in another Region, with its parameters as they are by default, and a honey key. */
export function readForwardRules(): Rule[] {
  const home = { HomeAccountId: '111122223333', HomeRegion: 'us-east-1', HomeBusName: 'responder' };
  const parameters = { ...home, HoneyKeys: 'AKIAIOSFODNN7EXAMPLE' };
  const { rules } = describeStack(readForwardTemplate(), { ...PLACE, region: 'eu-west-1', parameters });
  return rules.map(({ logicalId, pattern }) => ({ name: `forward.yml ${logicalId}`, pattern }));
}

/** The rules of the packaged stack that listen for events. */
export function readRules(packageFolder: string): Rule[] {
  const { rules } = readStack(packageFolder, PLACE);
  const template = JSON.parse(
    readFileSync(join(packageFolder, 'cloudformation-template-update-stack.json'), 'utf8'),
  );
  const own = eventsOn(template, PLACE);
  return [
    ...rules
      // Those for forwarded events have the same patterns (test/template.test.ts).
      .filter(({ logicalId }) => !logicalId.startsWith('Forwarded'))
      .map(({ logicalId, pattern }) => ({
        ...{ name: logicalId, pattern },
        ...(rulesOfTamper.some(({ id }) => id === logicalId) && { events: someOf(own, pattern) }),
      })),
    // Left out of a package without honey keys.
    {
      name: 'HoneyKeyRule',
      pattern: honeyKeyRule?.pattern({ honeyKeys: ['AKIAIOSFODNN7EXAMPLE'], suspectedApiCalls: [] }),
    },
  ].filter(({ pattern }) => pattern !== undefined);
}

/** The calls on what is ours are hundreds: some that the rule matches, and some that it does not. */
function someOf(events: readonly unknown[], pattern: unknown): readonly unknown[] {
  const isMatch = (event: unknown) => matchesPattern(pattern, event);
  const every = (list: readonly unknown[], most: number) =>
    list.filter((_, index) => index % Math.ceil(list.length / most) === 0);
  return [
    ...every(events.filter(isMatch), 6),
    ...every(
      events.filter((event) => !isMatch(event)),
      20,
    ),
  ];
}

const honeyKeyRule = sources.flatMap(({ rules }) => rules).find(({ id }) => id === 'HoneyKeyRule');

/** The pattern with every event, and with those that it matches once more, changed wherever the pattern looks. */
export function casesOfRule(pattern: unknown, events: readonly unknown[]): PatternCase[] {
  return events.flatMap((event) => {
    const changed = matchesPattern(pattern, event) ? changesOf(event, pattern) : [];
    return [event, ...changed].map((each) => ({ pattern, event: each }));
  });
}

function changesOf(event: unknown, pattern: unknown): unknown[] {
  return fieldsOf(pattern, []).flatMap(({ path, tests }) =>
    [...CHANGES, ...changesNear(tests)].map((change) => changeAt(event, path, change)),
  );
}

interface PatternField {
  readonly path: readonly string[];
  /** What the pattern asks of a value; nothing of an object. */
  readonly tests: readonly unknown[];
}

function fieldsOf(pattern: unknown, path: readonly string[]): PatternField[] {
  if (!isObject(pattern)) return [];
  return Object.entries(pattern).flatMap(([key, value]) => {
    if (key === '$or' && Array.isArray(value)) return value.flatMap((each) => fieldsOf(each, path));
    const here = [...path, key];
    return [{ path: here, tests: Array.isArray(value) ? value : [] }, ...fieldsOf(value, here)];
  });
}

type Change = (value: unknown) => unknown;

const CHANGES: readonly Change[] = [
  ...[undefined, null, '', 'x', 0, 4.5, true, [], {}].map((stranger) => () => stranger),
  (value) => [value],
  (value) => ['x', value],
  (value) => [{}, value],
  (value) => ({ inner: value }),
  // Each field in an element of its own: no element has them all.
  (value) => (isObject(value) ? Object.entries(value).map((entry) => Object.fromEntries([entry])) : value),
];

function changesNear(test: unknown): Change[] {
  if (Array.isArray(test) || isObject(test)) return Object.values(test).flatMap(changesNear);
  if (typeof test === 'number') return [test, test - 1, test + 1, `${test}`].map((value) => () => value);
  if (typeof test !== 'string') return [];
  const matching = test.replaceAll('*', 'x');
  const texts = [matching, `${matching}x`, `x${matching}`, matching.slice(1), matching.slice(0, -1)];
  return [...texts, matching.toUpperCase(), test.replaceAll('*', '')].map((value) => () => value);
}

/** The value with a change at one place, which is made where it is missing. */
function changeAt(value: unknown, [key, ...rest]: readonly string[], change: Change): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((element) => changeAt(element, [key, ...rest], change));
  const object = isObject(value) ? value : {};
  return { ...object, [key]: changeAt(object[key], rest, change) };
}
