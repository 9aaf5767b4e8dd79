/** The tests of an event pattern on one value: a literal, or a match expression such as `{"prefix": "aws."}`. */
import { BlockList, isIP } from 'node:net';
import { isObject, type JsonObject } from './json-object.ts';

/** AWS refuses this pattern for every event. */
export class InvalidPatternError extends Error {
  override readonly name = 'InvalidPatternError';

  constructor(path: string, problem: string) {
    super(`Event pattern at ${path || 'the top'}: ${problem}`);
  }
}

export type Leaf = string | number | boolean | null;
export type LeafTest = (leaf: Leaf) => boolean;
type TextTest = (text: string) => boolean;

/** The test for `{"exists": false}`. No leaf passes it. A field without a leaf passes only with it. */
export const isAbsent: LeafTest = () => false;

export function parseTest(item: unknown, path: string): LeafTest {
  // IP addresses are compared by value: "::1" is also "0:0:0:0:0:0:0:1".
  if (typeof item === 'string' && isIP(item)) return inSubnet(item, addressSize(item));
  if (isLeaf(item)) return (leaf) => leaf === item;
  if (!isObject(item)) throw new InvalidPatternError(path, 'a value is a string, number, boolean or null');

  const [operator, operand] = onlyEntry(item, path);
  switch (operator) {
    case 'exists':
      return parseExists(operand, path);
    case 'anything-but':
      return parseAnythingBut(operand, path);
    case 'numeric':
      return parseNumeric(operand, path);
    case 'cidr':
      return parseCidr(operand, path);
    default: {
      const test = parseTextTest(operator, operand, path);
      return (leaf) => typeof leaf === 'string' && test(leaf);
    }
  }
}

function parseExists(operand: unknown, path: string): LeafTest {
  if (typeof operand !== 'boolean') throw new InvalidPatternError(path, 'exists must be true or false');
  return operand ? () => true : isAbsent;
}

function parseAnythingBut(operand: unknown, path: string): LeafTest {
  if (isObject(operand)) {
    const [operator, texts] = onlyEntry(operand, path);
    const tests = asList(texts, path).map((text) => parseExcludedText(operator, text, path));
    return (leaf) => !(typeof leaf === 'string' && tests.some((test) => test(leaf)));
  }
  const values = asList(operand, path);
  if (values.some((value) => typeof value !== 'string') && values.some((value) => !isComparable(value))) {
    throw new InvalidPatternError(path, 'anything-but takes strings, or numbers from -5e9 to 5e9, not both');
  }
  return (leaf) => !values.includes(leaf);
}

function parseExcludedText(operator: string, text: unknown, path: string): TextTest {
  if (isObject(text)) throw new InvalidPatternError(path, `anything-but takes ${operator} of strings only`);
  if (text === '' && (operator === 'prefix' || operator === 'suffix')) {
    throw new InvalidPatternError(path, `anything-but with an empty ${operator} leaves nothing`);
  }
  return parseTextTest(operator, text, path);
}

function parseTextTest(operator: string, operand: unknown, path: string): TextTest {
  if ((operator === 'prefix' || operator === 'suffix') && isObject(operand)) {
    return parseIgnoringCase(operator, operand, path);
  }
  const create = TEXT_OPERATORS.get(operator);
  if (!create) throw new InvalidPatternError(path, `unrecognized match type ${operator}`);
  if (typeof operand !== 'string') throw new InvalidPatternError(path, `${operator} must be a string`);
  return create(operand, path);
}

function parseIgnoringCase(operator: string, operand: JsonObject, path: string): TextTest {
  const [option, text] = onlyEntry(operand, path);
  if (option !== 'equals-ignore-case') throw new InvalidPatternError(path, `unrecognized option ${option}`);
  const test = parseTextTest(operator, typeof text === 'string' ? text.toLowerCase() : null, path);
  return (leaf) => test(leaf.toLowerCase());
}

const TEXT_OPERATORS: ReadonlyMap<string, (operand: string, path: string) => TextTest> = new Map([
  ['prefix', (start) => (text) => text.startsWith(start)],
  ['suffix', (end) => (text) => text.endsWith(end)],
  ['equals-ignore-case', (other) => (text) => text.toLowerCase() === other.toLowerCase()],
  ['wildcard', parseWildcard],
]);

function parseWildcard(wildcard: string, path: string): TextTest {
  if (!/^(?:[^*\\]|\*(?!\*)|\\[*\\])*$/.test(wildcard)) {
    throw new InvalidPatternError(path, 'wildcard allows no ** and a backslash only before * or \\');
  }
  const source = wildcard.replace(/\\?./gs, (token) => (token === '*' ? '.*' : literal(token.slice(-1))));
  const expression = new RegExp(`^${source}$`, 's');
  return (text) => expression.test(text);
}

function literal(character: string): string {
  return /\w/.test(character) ? character : `\\${character}`;
}

interface Comparison {
  readonly operator: string;
  readonly bound: number;
}

function parseNumeric(operand: unknown, path: string): LeafTest {
  const terms: readonly unknown[] = Array.isArray(operand) ? operand : [];
  const comparisons: Comparison[] = [];
  for (let index = 0; index < terms.length; index += 2) {
    comparisons.push(parseComparison(terms[index], terms[index + 1], path));
  }
  if (!/^(?:=|[<>]=?|>=?,<=?)$/.test(comparisons.map(({ operator }) => operator).join())) {
    throw new InvalidPatternError(path, 'numeric takes one comparison, or > or >= and then < or <=');
  }
  const lower = comparisons.find(({ operator }) => operator.startsWith('>'))?.bound ?? -LARGEST_NUMBER;
  const upper = comparisons.find(({ operator }) => operator.startsWith('<'))?.bound ?? LARGEST_NUMBER;
  if (lower >= upper) throw new InvalidPatternError(path, `numeric: ${lower} is not below ${upper}`);
  return (leaf) => isComparable(leaf) && comparisons.every((comparison) => compare(leaf, comparison));
}

function parseComparison(operator: unknown, bound: unknown, path: string): Comparison {
  if (typeof operator !== 'string') throw new InvalidPatternError(path, 'numeric: an operator is missing');
  if (!isComparable(bound)) throw new InvalidPatternError(path, 'numeric compares numbers from -5e9 to 5e9');
  return { operator, bound };
}

function compare(value: number, { operator, bound }: Comparison): boolean {
  switch (operator) {
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    default:
      return value === bound;
  }
}

function parseCidr(operand: unknown, path: string): LeafTest {
  const [address = '', bits = '', ...rest] = typeof operand === 'string' ? operand.split('/') : [];
  // The engine wants a plain string for a single address, not /32 or /128.
  if (!isIP(address) || !/^\d+$/.test(bits) || Number(bits) >= addressSize(address) || rest.length > 0) {
    throw new InvalidPatternError(path, 'cidr is an address, / and a number below 32 (IPv6: 128)');
  }
  return inSubnet(address, Number(bits));
}

function inSubnet(address: string, bits: number): LeafTest {
  const subnet = new BlockList();
  subnet.addSubnet(address, bits, isIP(address) === 4 ? 'ipv4' : 'ipv6');
  return (leaf) =>
    typeof leaf === 'string' && isIP(leaf) > 0 && subnet.check(leaf, isIP(leaf) === 4 ? 'ipv4' : 'ipv6');
}

function addressSize(address: string): number {
  return isIP(address) === 4 ? 32 : 128;
}

function onlyEntry(object: JsonObject, path: string): [string, unknown] {
  const [entry, ...rest] = Object.entries(object);
  if (!entry || rest.length > 0) throw new InvalidPatternError(path, 'a match expression has one key');
  return entry;
}

function asList(operand: unknown, path: string): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (list.length === 0) throw new InvalidPatternError(path, 'an empty list is not allowed');
  return list;
}

/** EventBridge compares numbers from -5.0e9 to 5.0e9. Outside this range only an equal literal matches. */
const LARGEST_NUMBER = 5e9;

function isComparable(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= LARGEST_NUMBER;
}

export function isLeaf(value: unknown): value is Leaf {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
