import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InvalidPatternError, matchesPattern, parsePattern } from '../../local/event-pattern.ts';
import { generateCases } from '../aws-engines/generated-cases.ts';

describe('one field', () => {
  test.each([
    {
      fact: 'a string is matched by the same string only',
      tests: ['AccessKey'],
      accepts: ['AccessKey'],
      refuses: ['accesskey', 'AccessKeys', '', 7, true, null],
    },
    {
      fact: 'any of several values is enough',
      tests: ['a', 7, null],
      accepts: ['a', 7, null],
      refuses: ['7', 'b'],
    },
    { fact: 'the empty string is a value', tests: [''], accepts: [''], refuses: [null, 0, false, ' '] },
    { fact: 'numbers are compared by value', tests: [8.0], accepts: [8, 8.0], refuses: ['8', 8.1] },
    { fact: 'true is not "true"', tests: [true], accepts: [true], refuses: ['true', false, 1] },
    { fact: 'null is not absence', tests: [null], accepts: [null], refuses: ['null', undefined, 0] },
    {
      fact: 'an address is matched however it is written',
      tests: ['2001:db8::1'],
      accepts: ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1'],
      refuses: ['2001:db8::2', '192.0.2.1', 'db8'],
    },
    {
      fact: 'an array of an event is matched by any of its elements',
      tests: ['arn:b'],
      accepts: [['arn:a', 'arn:b'], [['arn:b']]],
      refuses: [['arn:a'], [], [['arn:a'], []]],
    },
    {
      fact: 'prefix is the start of a string',
      tests: [{ prefix: 'AKIA' }],
      accepts: ['AKIA', 'AKIAIOSFODNN7EXAMPLE', ['x', 'AKIAX']],
      refuses: ['ASIAAKIA', 'akiaiosfodnn7example', 7, null, undefined],
    },
    {
      fact: 'an empty prefix matches any string',
      tests: [{ prefix: '' }],
      accepts: ['', 'a'],
      refuses: [7, null],
    },
    {
      fact: 'prefix can ignore case',
      tests: [{ prefix: { 'equals-ignore-case': 'Arn:AWS' } }],
      accepts: ['arn:aws:iam', 'ARN:AWS-CN'],
      refuses: ['xarn:aws', 7],
    },
    {
      fact: 'suffix is the end of a string',
      tests: [{ suffix: '.amazonaws.com' }],
      accepts: ['iam.amazonaws.com', '.amazonaws.com'],
      refuses: ['iam.amazonaws.com.cn', 'amazonaws.com', 'IAM.AMAZONAWS.COM', true],
    },
    {
      fact: 'suffix can ignore case',
      tests: [{ suffix: { 'equals-ignore-case': '.COM' } }],
      accepts: ['a.com', 'a.CoM'],
      refuses: ['a.com.', null],
    },
    {
      fact: 'equals-ignore-case ignores case only',
      tests: [{ 'equals-ignore-case': 'Root' }],
      accepts: ['ROOT', 'root'],
      refuses: ['roots', ' root', 7],
    },
    {
      fact: 'a wildcard stands for any text, none included',
      tests: [{ wildcard: '*:policy/Quarantine*' }],
      accepts: ['arn:aws:iam::aws:policy/QuarantineV3', ':policy/Quarantine', 'a\nb:policy/Quarantine'],
      refuses: ['arn:aws:iam::aws:policy/Quiet', 'Quarantine', ['policy/Quarantine'], null],
    },
    {
      fact: 'a wildcard is not a regular expression',
      tests: [{ wildcard: 'a.c(*)+' }],
      accepts: ['a.c()+', 'a.c(b)+'],
      refuses: ['abc()+', 'a.cc'],
    },
    {
      fact: 'a backslash makes an asterisk or a backslash plain',
      tests: [{ wildcard: String.raw`\**\\` }],
      accepts: ['*\\', '*a\\'],
      refuses: ['a\\', '*a', '*\\a'],
    },
    {
      fact: 'anything-but a string is any other value that is there',
      tests: [{ 'anything-but': 'iam' }],
      accepts: ['sts', '', 7, null, true, ['iam', 'sts']],
      refuses: ['iam', ['iam', 'iam'], [], undefined, {}],
    },
    {
      fact: 'anything-but a list is none of it',
      tests: [{ 'anything-but': [4, 8.5] }],
      accepts: [5, '4', null],
      refuses: [4, 4.0, 8.5],
    },
    {
      fact: 'anything-but prefixes',
      tests: [{ 'anything-but': { prefix: ['us-', 'eu-'] } }],
      accepts: ['ap-south-1', 'xus-', 7],
      refuses: ['us-east-1', 'eu-west-1', undefined],
    },
    {
      fact: 'anything-but a suffix',
      tests: [{ 'anything-but': { suffix: '.png' } }],
      accepts: ['a.jpg', '.pngx'],
      refuses: ['a.png'],
    },
    {
      fact: 'anything-but a string in whatever case',
      tests: [{ 'anything-but': { 'equals-ignore-case': ['Root', 'x'] } }],
      accepts: ['user', null],
      refuses: ['ROOT', 'X'],
    },
    {
      fact: 'anything-but wildcards',
      tests: [{ 'anything-but': { wildcard: ['*/lib/*', 'tmp*'] } }],
      accepts: ['a/bin/b', 'lib', 7],
      refuses: ['a/lib/b', 'tmp', 'tmp/x'],
    },
    {
      fact: 'numeric takes one bound',
      tests: [{ numeric: ['>=', 4] }],
      accepts: [4, 4.0, 8.9, 5e9, [1, 7]],
      refuses: [3.999999, '7', null, true, undefined],
    },
    { fact: 'numeric takes a strict bound', tests: [{ numeric: ['<', 0] }], accepts: [-1], refuses: [0, 1] },
    {
      fact: 'numeric takes a number',
      tests: [{ numeric: ['=', 3.018e2] }],
      accepts: [301.8],
      refuses: [301, '301.8'],
    },
    {
      fact: 'numeric takes a range',
      tests: [{ numeric: ['>', 0, '<=', 5] }],
      accepts: [0.1, 5],
      refuses: [0, 5.1, -1],
    },
    {
      fact: 'numeric compares up to five billion only, as AWS documents',
      tests: [{ numeric: ['>', 1] }],
      accepts: [5e9],
      refuses: [5e9 + 1, 111122223333],
    },
    {
      fact: 'cidr takes an IPv4 network',
      tests: [{ cidr: '10.0.0.0/24' }],
      accepts: ['10.0.0.0', '10.0.0.255', ['x', '10.0.0.7']],
      refuses: ['10.0.1.0', '10.0.0', '10.0.0.256', '2001:db8::1', 'AWS Internal', 10, null],
    },
    {
      fact: 'cidr takes an IPv6 network',
      tests: [{ cidr: '2001:db8::/33' }],
      accepts: ['2001:db8::1', '2001:DB8:7fff::'],
      refuses: ['2001:db8:8000::', '10.0.0.1', '::'],
    },
    {
      fact: 'exists is true of any value',
      tests: [{ exists: true }],
      accepts: ['', 0, false, null, ['x'], [{}, 'x']],
      refuses: [undefined, [], {}, { inner: 1 }, [{ inner: 1 }]],
    },
    {
      fact: 'exists false is the absence of a value: an object is none',
      tests: [{ exists: false }],
      accepts: [undefined, [], {}, { inner: 1 }],
      refuses: ['', null, false, ['x']],
    },
    {
      fact: 'absence or a value',
      tests: [{ exists: false }, { prefix: 'a' }],
      accepts: [undefined, 'abc'],
      refuses: ['b', null],
    },
  ])('$fact', ({ tests, accepts, refuses }) => {
    const matches = parsePattern({ detail: { field: tests } });
    const answers = (values: readonly unknown[]) =>
      values.map((field) => [field, matches({ detail: { field } })]);
    expect(answers(accepts)).toEqual(accepts.map((value) => [value, true]));
    expect(answers(refuses)).toEqual(refuses.map((value) => [value, false]));
  });
});

describe('several fields', () => {
  test.each([
    {
      fact: 'all fields must match',
      pattern: { source: ['aws.iam'], detail: { eventName: ['PutUserPolicy'] } },
      accepts: [{ source: 'aws.iam', detail: { eventName: 'PutUserPolicy', errorCode: 'x' }, region: 'x' }],
      refuses: [
        { source: 'aws.iam', detail: { eventName: 'x' } },
        { source: 'x', detail: { eventName: 'PutUserPolicy' } },
        { source: 'aws.iam', detail: 'PutUserPolicy' },
        { source: 'aws.iam' },
        {},
      ],
    },
    {
      fact: 'two fields of an array of objects must match in one element',
      pattern: { resources: { type: ['Key'], id: ['1'] } },
      accepts: [
        { resources: { type: 'Key', id: '1' } },
        {
          resources: [
            { type: 'Key', id: '2' },
            { type: 'Key', id: '1' },
          ],
        },
        { resources: [[{ type: 'x' }], [{ type: ['x', 'Key'], id: '1' }]] },
      ],
      refuses: [
        {
          resources: [
            { type: 'Key', id: '2' },
            { type: 'User', id: '1' },
          ],
        },
        { resources: [[{ type: 'Key' }, { id: '1' }]] },
        { resources: [[{ type: 'Key' }], [{ id: '1' }]] },
      ],
    },
    {
      fact: 'fields of two arrays may match in any elements of theirs',
      pattern: { users: { name: ['ci'] }, keys: { id: ['1'] } },
      accepts: [{ users: [{ name: 'x' }, { name: 'ci' }], keys: [{ id: '1' }, { id: '2' }] }],
      refuses: [{ users: [{ name: 'x' }], keys: [{ id: '1' }] }],
    },
    {
      fact: 'absence in an array of objects is absence from the element that matched before',
      pattern: { keys: { id: ['1'], status: [{ exists: false }] } },
      accepts: [{ keys: [{ id: '1' }, { id: '2', status: 'Active' }] }],
      refuses: [{ keys: [{ id: '1', status: 'Active' }, { id: '2' }] }],
    },
    {
      fact: '$or needs one of its alternatives, and what stands beside it',
      pattern: {
        source: ['a'],
        detail: { $or: [{ x: ['1'], y: ['1'] }, { z: { inner: [{ exists: true }] } }] },
      },
      accepts: [
        { source: 'a', detail: { x: '1', y: '1' } },
        { source: 'a', detail: { x: '2', z: { inner: null } } },
      ],
      refuses: [
        { source: 'b', detail: { x: '1', y: '1' } },
        { source: 'a', detail: { x: '1', y: '2' } },
        { source: 'a', detail: { z: 'inner' } },
      ],
    },
    {
      fact: '$or may stand at the top and inside an alternative',
      pattern: { $or: [{ a: ['1'] }, { b: ['1'], inner: { $or: [{ c: ['1'] }, { d: ['1'] }] } }] },
      accepts: [{ a: '1' }, { b: '1', inner: { c: '1' } }, { b: '1', inner: { c: '2', d: '1' } }],
      refuses: [{ b: '1' }, { inner: { c: '1' } }, { a: '2', b: '1', inner: {} }],
    },
    {
      fact: 'a dot joins names as an object does',
      pattern: { 'detail.eventName': ['x'] },
      accepts: [{ detail: { eventName: 'x' } }, { 'detail.eventName': 'x' }],
      refuses: [{ eventName: 'x' }],
    },
  ])('$fact', ({ pattern, accepts, refuses }) => {
    const matches = parsePattern(pattern);
    for (const event of accepts) expect([event, matches(event)]).toEqual([event, true]);
    for (const event of refuses) expect([event, matches(event)]).toEqual([event, false]);
  });
});

describe('a pattern that AWS refuses', () => {
  test.each<[unknown, RegExp]>([
    ['source', /the top: must be an object/],
    [[], /the top: must be an object/],
    [{}, /the top: an empty object/],
    [{ detail: {} }, /detail: an empty object/],
    [{ detail: { a: [] } }, /detail\.a: an empty array/],
    [{ detail: { a: 'x' } }, /detail\.a: must be an object or an array/],
    [{ a: [['x']] }, /a: a value is/],
    [{ a: [{}] }, /a: a match expression has one key/],
    [{ a: [{ prefix: 'x', suffix: 'y' }] }, /one key/],
    [{ a: [{ startsWith: 'x' }] }, /unrecognized match type startsWith/],
    [{ a: [{ constructor: 'x' }] }, /unrecognized match type constructor/],
    [{ a: [{ prefix: 7 }] }, /prefix must be a string/],
    [{ a: [{ suffix: ['x'] }] }, /suffix must be a string/],
    [{ a: [{ prefix: { suffix: 'x' } }] }, /unrecognized option suffix/],
    [{ a: [{ prefix: { 'equals-ignore-case': 7 } }] }, /prefix must be a string/],
    [{ a: [{ wildcard: 'a**b' }] }, /no \*\*/],
    [{ a: [{ wildcard: 'a\\b' }] }, /backslash/],
    [{ a: [{ wildcard: 'a\\' }] }, /backslash/],
    [{ a: [{ exists: 'yes' }] }, /true or false/],
    [{ a: [{ 'anything-but': true }] }, /anything-but takes/],
    [{ a: [{ 'anything-but': [null] }] }, /anything-but takes/],
    [{ a: [{ 'anything-but': ['x', 7] }] }, /not both/],
    [{ a: [{ 'anything-but': [] }] }, /empty list/],
    [{ a: [{ 'anything-but': { prefix: '' } }] }, /empty prefix/],
    [{ a: [{ 'anything-but': { prefix: [] } }] }, /empty list/],
    [{ a: [{ 'anything-but': { prefix: { 'equals-ignore-case': 'x' } } }] }, /strings only/],
    [{ a: [{ 'anything-but': { exists: true } }] }, /unrecognized match type exists/],
    [{ a: [{ numeric: 7 }] }, /numeric takes/],
    [{ a: [{ numeric: [] }] }, /numeric takes/],
    [{ a: [{ numeric: [7] }] }, /operator/],
    [{ a: [{ numeric: ['!=', 7] }] }, /numeric takes/],
    [{ a: [{ numeric: ['>'] }] }, /numbers from/],
    [{ a: [{ numeric: ['>', '7'] }] }, /numbers from/],
    [{ a: [{ numeric: ['>', 6e9] }] }, /numbers from/],
    [{ a: [{ numeric: ['<', 5, '>', 1] }] }, /numeric takes/],
    [{ a: [{ numeric: ['=', 5, '<', 6] }] }, /numeric takes/],
    [{ a: [{ numeric: ['>', 5, '<', 5] }] }, /5 is not below 5/],
    [{ a: [{ cidr: '10.0.0.0' }] }, /cidr is/],
    [{ a: [{ cidr: '10.0.0.0/32' }] }, /cidr is/],
    [{ a: [{ cidr: '10.0.0.0/8/8' }] }, /cidr is/],
    [{ a: [{ cidr: 'example.com/8' }] }, /cidr is/],
    [{ a: [{ cidr: 8 }] }, /cidr is/],
    [{ $or: { a: ['x'] } }, /\$or: must be an array of at least two/],
    [{ $or: [{ a: ['x'] }] }, /at least two/],
    [{ detail: { $or: ['x', 'y'] } }, /detail: must be an object/],
    [{ $or: [{}, { a: ['x'] }] }, /empty object/],
    [{ $or: [{ numeric: ['>', 7] }, { a: ['x'] }] }, /numeric: not a field inside \$or/],
  ])('%j is an InvalidPatternError that says what and where', (pattern, message) => {
    expect(() => parsePattern(pattern)).toThrow(InvalidPatternError);
    expect(() => parsePattern(pattern)).toThrow(message);
  });

  test.each([
    { detail: { a: ['x'], $or: [{ a: ['y'] }, { b: ['z'] }] } },
    { detail: { $or: [{ a: ['y'] }, { b: ['z'] }], a: ['x'] } },
    { detail: { a: ['x'] }, 'detail.a': ['y'] },
  ])('%j names a field twice, of which AWS would keep one: it is refused too', (pattern) => {
    expect(() => parsePattern(pattern)).toThrow(/detail\.a: named twice/);
  });
});

test('what is no JSON object is no event', () => {
  for (const event of [undefined, null, 'x', []]) {
    expect(() => matchesPattern({ a: [{ exists: false }] }, event)).toThrow(TypeError);
  }
});

describe('any pattern and event', () => {
  const cases = generateCases(1, 500);
  const answer = ({ pattern, event }: { pattern: unknown; event: unknown }) => {
    try {
      return matchesPattern(pattern, event);
    } catch (error) {
      if (error instanceof InvalidPatternError) return error.name;
      throw error;
    }
  };
  const valid = cases.filter((each) => answer(each) !== 'InvalidPatternError');

  test('is answered with true, false or an InvalidPatternError', () => {
    const anyEvent = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(fc.jsonValue(), anyEvent, (pattern, event) => {
        expect([true, false, 'InvalidPatternError']).toContain(answer({ pattern, event }));
      }),
    );
    expect(new Set(cases.map(answer))).toEqual(new Set([true, false, 'InvalidPatternError']));
  });

  test('$or is true where one of its alternatives is', () => {
    valid.forEach(({ pattern, event }, index) => {
      const other = valid[(index + 1) % valid.length]?.pattern;
      const either = matchesPattern(pattern, event) || matchesPattern(other, event);
      expect(matchesPattern({ $or: [pattern, other] }, event)).toBe(either);
    });
  });

  test('two fields are true where both are', () => {
    valid.forEach(({ pattern, event }, index) => {
      const other = valid[(index + 1) % valid.length] ?? { pattern, event };
      const both = matchesPattern(pattern, event) && matchesPattern(other.pattern, other.event);
      expect(matchesPattern({ x: pattern, y: other.pattern }, { x: event, y: other.event })).toBe(both);
    });
  });

  test('a value may stand in an array of one', () => {
    const wrap = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, [wrap(child)]]))
        : value;
    for (const { pattern, event } of valid) {
      expect(matchesPattern(pattern, wrap(event))).toBe(matchesPattern(pattern, event));
    }
  });
});

// Beside the project some keep answers on record that the engine itself gave: a line each, the answer, a tab, the case.
const record = new URL('../../../shared/event-patterns/cases.tsv', import.meta.url);
if (existsSync(record)) {
  const lines = readFileSync(record, 'utf8').trimEnd().split('\n');

  test.each(lines.map((line) => line.split('\t')))(
    'aws/event-ruler says %s of %s',
    (engine = '', line = '') => {
      const { pattern, event } = JSON.parse(line);
      if (engine.startsWith('ERR')) expect(() => matchesPattern(pattern, event)).toThrow(InvalidPatternError);
      else expect(String(matchesPattern(pattern, event))).toBe(engine);
    },
  );
}
