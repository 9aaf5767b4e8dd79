import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../local/aws.ts';
import { matchesPattern } from '../local/event-pattern.ts';
import { containments, measures } from '../src/containment/index.ts';
import { userCredentials } from '../src/containment/user-credentials.ts';
import { credentialKinds } from '../src/core/user-credential.ts';
import { functions } from '../src/functions/index.ts';
import { deployerSettings, stackSettings } from '../src/settings.ts';
import { readDetection, sources } from '../src/sources/index.ts';
import { tasks } from '../src/tasks/index.ts';
import { fixture } from './fixture.ts';
import { openHouse } from './house.ts';
import { defaultPolicy } from './policy.ts';

const root = new URL('../', import.meta.url);
const filesOf = (folder: string) => readdirSync(new URL(folder, root)).filter((file) => file.endsWith('.ts'));
const textOf = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** The names of what the files of a folder declare in this way. */
function declaredIn(folder: string, declaration: RegExp): readonly string[] {
  return filesOf(folder).flatMap((file) =>
    [...textOf(`${folder}/${file}`).matchAll(declaration)].map(([, name = '']) => name),
  );
}

/** One list may be a part of another. */
const listsOf = (folder: string) =>
  folder === 'src/containment'
    ? [`${folder}/index.ts`, `${folder}/user-credentials.ts`]
    : [`${folder}/index.ts`];

describe('the list has everything that is declared, and nothing else', () => {
  test.each<[string, RegExp, readonly unknown[]]>([
    ['src/sources', /^export const (\w+): EventSource = /gm, sources],
    ['src/containment', /^export const (\w+): Containment</gm, Object.values(containments)],
    ['src/containment', /^export const (\w+): (?:Measure|UserCredential) = /gm, measures],
    ['src/functions', /^export const (\w+): LambdaFunction = /gm, functions],
    ['src/tasks', /^export const (\w+): AnyTask = /gm, tasks],
  ])('%s %s', async (folder, declaration, list) => {
    const declared = declaredIn(folder, declaration);
    const listed = listsOf(folder).map(textOf).join();
    expect(declared.filter((name) => !new RegExp(`\\b${name}\\b`).test(listed))).toEqual([]);
    expect(list).toHaveLength(declared.length);
  });
});

test('every kind of user credential that has a name has a unit', () => {
  const kinds = userCredentials.map(({ kind }) => kind);
  expect(kinds.toSorted()).toEqual(Object.keys(credentialKinds).toSorted());
});

describe.each(sources.map((source) => [`${source.name} (${source.id})`, source] as const))(
  '%s',
  (_, source) => {
    let aws: Aws;
    beforeAll(async () => {
      aws = await startAws();
    });
    afterAll(() => aws.stop());
    const policy = { ...defaultPolicy, honeyKeys: ['AKIAIOSFODNN7EXAMPLE'] };

    test.each(source.examples)(
      'has the fixture %s, which one of its rules matches and which it reads',
      (name) => {
        expect(existsSync(new URL(`test/fixtures/${name}.json`, root))).toBe(true);
        const event = fixture(name);
        expect(source.rules.some(({ pattern }) => matchesPattern(pattern(policy), event))).toBe(true);
        expect(readDetection(event)).toMatchObject({ ok: true, detection: { source: { id: source.id } } });
      },
    );

    test.each(source.rules)('has an example for $id', ({ pattern }) => {
      const events = source.examples.map(fixture);
      expect(events.filter((event) => matchesPattern(pattern(policy), event))).not.toEqual([]);
    });

    test.each(source.examples)('the handler ends %s in an outcome that names the source', async (name) => {
      aws.reset();
      await openHouse(aws, { HONEY_KEYS: policy.honeyKeys.join() })
        .invoke(fixture(name))
        .catch(() => {});
      const told = aws.events.map(({ event: { detail } }) => JSON.parse(JSON.stringify(detail)));
      expect(told).not.toEqual([]);
      for (const { detection } of told) expect(detection.source).toBe(source.id);
    });

    test('says where its findings are seen, with and without an id, or that there is no page', () => {
      for (const page of [source.findingPage({}), source.findingPage({ findingId: 'abc' })]) {
        expect(page === undefined || 'service' in page || page.commercialAddress.startsWith('https://')).toBe(
          true,
        );
      }
    });
  },
);

test('no two rules have one name, and each says for whom it is there', () => {
  const rules = sources.flatMap((source) => source.rules);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { id, description } of rules)
    expect([id, description]).toEqual([id, expect.stringMatching(/\.$/)]);
});

describe.each(functions.map((unit) => [unit.name, unit] as const))('the function %s', (name, unit) => {
  test('has its handler, of one statement', () => {
    const code = textOf(`handlers/${name}.ts`);
    const statements = code.match(/^(?!import|\/\*\*| \*|export const handler|\s|\)|$).+$/gm);
    expect(statements).toBeNull();
    expect(code).toContain('export const handler = ');
  });

  test('reads no setting that it does not declare', async () => {
    const variables = Object.fromEntries(
      unit.settings.map((setting) => {
        const declared = { ...deployerSettings, ...stackSettings }[setting];
        return [
          ('variable' in declared && declared.variable) || '',
          SAMPLES[setting] ?? ('default' in declared ? declared.default : ''),
        ];
      }),
    );
    const before = { ...process.env };
    Object.assign(process.env, variables);
    try {
      const { handler } = await import(`../handlers/${name}.ts`);
      expect(handler).toBeInstanceOf(Function);
    } finally {
      for (const variable of Object.keys(variables)) delete process.env[variable];
      Object.assign(process.env, before);
    }
  });
});

const SAMPLES: Readonly<Record<string, string>> = {
  contain: 'observe',
  alertTopicArn: 'arn:aws:sns:us-east-1:111122223333:alerts',
  outcomeBusName: 'compromised-key-responder-prod',
  ledgerTableName: 'ledger',
  retryQueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/retries',
  deadLetterQueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/dead-letters',
  ownRoleName: 'respond',
};

test('every handler is a function of the list', () => {
  const handlers = filesOf('handlers').map((file) => file.replace(/\.ts$/, ''));
  expect(handlers.toSorted()).toEqual(functions.map(({ name }) => name).toSorted());
});

test('every setting that a deployer may choose is read by a function, by the template, or by the deployment', () => {
  const read = new Set(functions.flatMap(({ settings }) => settings));
  const template = textOf('serverless.yml') + textOf('scripts/settings/home-region.ts');
  for (const name of Object.keys(deployerSettings)) {
    const isUsed =
      read.has(name as keyof typeof deployerSettings) ||
      new RegExp(`!Ref ${name}\\b|'${name}'`).test(template);
    expect([name, isUsed]).toEqual([name, true]);
  }
});
