import { describe, expect, test } from '@jest/globals';
import { type Json, withValue } from '../fixture.ts';
import { machineMessages } from '../golden/files.ts';
import { problemsIn, readSchema, type SchemaName, schemaNames, undocumentedIn } from './schema.ts';
import { closedLists } from './schema-words.ts';

const files = (await machineMessages()).map(({ name: file, schema, json }) => ({
  file,
  schema,
  json: json as Json,
}));

describe.each(schemaNames)('%s-1.0.json', (name) => {
  const messages = files.filter(({ schema }) => schema === name);

  test.each(messages)('describes $file', ({ json }) => {
    expect(problemsIn(name, json)).toEqual([]);
  });

  test.each(messages)('leaves no key of $file out', ({ json }) => {
    expect(undocumentedIn(name, json)).toEqual([]);
  });

  test('there are such files', () => {
    expect(messages.length).toBeGreaterThan(30);
  });
});

describe('what is not as promised is refused', () => {
  test.each<[SchemaName, string, string, Json[string] | undefined]>([
    ['alert', 'without its dedup key', 'dedupKey', undefined],
    ['alert', 'with a dedup key of another form', 'dedupKey', 'AKIAIOSFODNN7EXAMPLE'],
    ['alert', 'with a state in lower case', 'state', 'contained'],
    ['alert', 'with a state as people read it', 'state', 'NOT CONTAINED'],
    ['alert', 'with a reason that is not in the runbook', 'reason', 'because'],
    ['alert', 'without a reason', 'reason', undefined],
    ['alert', 'with a time in microseconds', 'sentAt', '2026-05-04T03:12:16.000000Z'],
    ['alert', 'with a time without milliseconds', 'sentAt', '2026-05-04T03:12:16Z'],
    ['alert', 'with a time of another zone', 'sentAt', '2026-05-04T05:12:16.000+02:00'],
    ['alert', 'without the status of the key', 'key.statusNow', undefined],
    ['alert', 'with a key that has no last use, not even an unknown one', 'key.lastUsed', undefined],
    ['alert', 'with a command that is a line of a shell', 'commands', [{ kind: 'contain', argv: 'aws iam' }]],
    [
      'alert',
      'with a command for an account that is none',
      'commands',
      [{ kind: 'undo', argv: ['aws', 'dynamodb'], accountId: 'unknown' }],
    ],
    ['alert', 'with an empty status of the key', 'key.statusNow', ''],
    ['alert', 'with a key id that is none', 'key.id', 'akiaiosfodnn7example'],
    ['alert', 'with keys of the user that are neither a list nor unknown', 'userKeys', 'none'],
    ['alert', 'without the detection', 'detection', undefined],
    ['alert', 'without risks', 'risks', undefined],
    ['alert', 'with a severity of the detector', 'severity', 8],
    ['alert', 'with an account of eleven digits', 'account.id', '11112222333'],
    ['alert', 'with texts of the attacker that are not named as such', 'actor.untrusted', undefined],
    ['alert', 'of another version', 'schemaVersion', '2.0'],
    ['alert', 'of another kind', 'kind', 'access-key-outcome'],
    ['alert', 'with a runbook that is no address', 'links.runbook', 'docs/runbook'],
    ['alert', 'that could not be read, without the problem', 'reason', 'unreadable-event'],
    ['pager', 'without an alarm name', 'AlarmName', undefined],
    ['pager', 'with a third state of an alarm', 'NewStateValue', 'INSUFFICIENT_DATA'],
    ['pager', 'with a change in microseconds', 'StateChangeTime', '2026-05-04T03:12:16.000000Z'],
    ['pager', 'without what an alert has', 'dedupKey', undefined],
    ['outcome', 'without its transition', 'transition', undefined],
    ['outcome', 'from a state that there is not', 'transition.from', 'none'],
    ['outcome', 'without deliveries', 'deliveries', undefined],
    ['outcome', 'with an action that PagerDuty has not', 'pd.action', 'page'],
    ['outcome', 'with nothing for PagerDuty, instead of not naming it', 'pd', null],
    ['outcome', 'of another kind', 'kind', 'access-key-alert'],
  ])('%s %s', (name, _, path, value) => {
    const good = goodMessage(name);
    expect(problemsIn(name, good)).toEqual([]);
    expect(problemsIn(name, withValue(good, path, value))).not.toEqual([]);
  });
});

describe('a key that is not in the schema', () => {
  test.each(schemaNames)('is no problem of a consumer of %s, and is one of ours', (name) => {
    for (const path of ['addedLater', 'key.addedLater', 'detection.addedLater']) {
      const later = withValue(goodMessage(name), path, 'something');
      expect(problemsIn(name, later)).toEqual([]);
      expect(undocumentedIn(name, later)).not.toEqual([]);
    }
  });
});

test.each(closedLists)('$file $path has the words of the code, and no others', ({ file, path, words }) => {
  const place = path.split('.').reduce((schema, step) => schema[step], readSchema(file));
  expect(place['enum'].toSorted()).toEqual(words.toSorted());
});

test('every property is described', () => {
  for (const name of ['common', ...schemaNames] as const) {
    for (const [path, property] of propertiesIn(readSchema(name))) {
      const said = property['description'] ?? referredTo(property)['description'];
      expect([`${name} ${path}`, said]).toEqual([`${name} ${path}`, expect.stringMatching(/\w.*\.$|…$/)]);
    }
  }
});

test('what the attacker may have written is named as untrusted', () => {
  const { actor, target, report } = readSchema('common')['$defs'];
  for (const { properties } of [actor, target, report]) {
    const { untrusted, ...texts } = properties;
    expect(untrusted).toBeDefined();
    for (const [name, { description }] of Object.entries<{ description: string }>(texts)) {
      expect([name, description]).toEqual([name, expect.stringContaining('Untrusted')]);
    }
  }
});

function goodMessage(name: SchemaName): Json {
  const found = files.find(({ file, schema }) => schema === name && file.startsWith('aws/contained/'));
  if (found === undefined) throw new RangeError(`there is no ${name}`);
  return found.json;
}

type Schema = ReturnType<typeof readSchema>;

function propertiesIn(schema: Schema, path = ''): readonly (readonly [string, Schema])[] {
  return Object.entries(schema).flatMap(([name, part]) => {
    if (typeof part !== 'object' || part === null) return [];
    const here = `${path}/${name}`;
    const own =
      name === 'properties' && !path.endsWith('/if')
        ? Object.entries<Schema>(part).map(([property, value]) => [`${here}/${property}`, value] as const)
        : [];
    return [...own, ...propertiesIn(part, here)];
  });
}

/** The definition that stands in for the property. */
function referredTo({ $ref = '' }: Schema): Schema {
  const name = String($ref).split('/').at(-1) ?? '';
  return readSchema('common')['$defs'][name] ?? {};
}
