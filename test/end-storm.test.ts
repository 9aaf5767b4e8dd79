import { expect, test } from '@jest/globals';
import { endStorm, UntoldStormError } from '../src/tasks/end-storm.ts';

test('the end of a storm is the task of a message that names a storm', () => {
  expect(endStorm.prepare({ storm: 'storm/mokbpzr4' })).toBeInstanceOf(Function);
});

test.each([
  undefined,
  'storm/mokbpzr4',
  {},
  { storm: 5 },
  { storm: '' },
  { storm: 'a storm/mokbpzr4' },
  { storm: 'storm/mokbpzr4/0' },
  { storm: 'storm/MOKBPZR4' },
  { storm: `storm/${'a'.repeat(21)}` },
])('and of no other: %j', (payload) => {
  expect(endStorm.prepare(payload)).toBeUndefined();
});

test('what kept it from being told is in its error', () => {
  const error = new UntoldStormError(['sns:Publish AccessDenied', 'events:PutEvents Throttling']);
  expect([error.name, error.message]).toEqual([
    'UntoldStormError',
    'the end of a storm of alerts is not told: sns:Publish AccessDenied; events:PutEvents Throttling',
  ]);
});
