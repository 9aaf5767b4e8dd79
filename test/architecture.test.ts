import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize, relative } from 'node:path';
import { expect, test } from '@jest/globals';

/** Who may import what: the first row whose folder holds the file. Paths from the project's root. */
const table: readonly { readonly files: string; readonly may: readonly string[] }[] = [
  { files: 'src/core/', may: ['src/core/'] },
  { files: 'src/sources/', may: ['src/core/', 'src/sources/'] },
  {
    files: 'src/containment/',
    may: [
      'src/core/',
      'src/lazy.ts',
      'src/containment/',
      '@aws-sdk/client-iam',
      '@aws-sdk/client-sts',
      // Which errors the SDK itself tries again.
      '@smithy/core/retry',
      // The first shot goes without the SDK.
      '@smithy/signature-v4',
      'node:crypto',
      'node:https',
      'node:http',
    ],
  },
  {
    files: 'src/alerting/',
    may: ['src/core/', 'src/alerting/', '@aws-sdk/client-sns', '@aws-sdk/client-eventbridge'],
  },
  { files: 'src/incident/', may: ['src/core/', 'src/incident/', '@aws-sdk/client-dynamodb'] },
  {
    files: 'src/queue/',
    may: ['src/core/', 'src/queue/', 'src/sources/fields.ts', 'src/lazy.ts', '@aws-sdk/client-sqs'],
  },
  {
    files: 'src/tasks/',
    may: [
      'src/core/',
      'src/tasks/',
      'src/sources/fields.ts',
      'src/respond.ts',
      'src/container.ts',
      'src/create-handler.ts',
    ],
  },
  // What is deployed, as data: never bundled.
  { files: 'src/functions/', may: ['src/'] },
  { files: 'src/tamper/', may: ['src/tamper/'] },
  {
    files: 'src/respond.ts',
    may: [
      'src/core/',
      'src/sources/',
      'src/containment/attempt.ts',
      'src/container.ts',
      'src/create-handler.ts',
      'src/measure-response.ts',
      'src/read-later.ts',
      'src/tell.ts',
      'src/tell-unreadable.ts',
    ],
  },
  { files: 'src/read-later.ts', may: ['src/core/', 'src/container.ts', 'src/create-handler.ts'] },
  {
    files: 'src/tell-unreadable.ts',
    may: ['src/core/', 'src/container.ts', 'src/create-handler.ts', 'src/tell.ts'],
  },
  {
    files: 'src/tell.ts',
    may: [
      'src/core/',
      'src/container.ts',
      'src/create-handler.ts',
      'src/incident/incidents.ts',
      'src/share-storm.ts',
    ],
  },
  { files: 'src/share-storm.ts', may: ['src/core/', 'src/container.ts'] },
  {
    files: 'src/receive.ts',
    may: [
      'src/core/',
      'src/queue/',
      'src/tasks/index.ts',
      'src/respond.ts',
      'src/pass-heartbeat-on.ts',
      'src/take-back.ts',
      'src/container.ts',
      'src/create-handler.ts',
    ],
  },
  {
    files: 'src/take-back.ts',
    may: [
      'src/core/',
      'src/queue/',
      'src/tasks/task.ts',
      'src/tell-unreadable.ts',
      'src/container.ts',
      'src/create-handler.ts',
    ],
  },
  {
    files: 'src/dead-letter-of.ts',
    may: [
      'src/core/',
      'src/containment/access-key-remedy.ts',
      'src/containment/quarantine-user.ts',
      'src/containment/revoke-role-sessions.ts',
      'src/containment/user-credentials.ts',
      'src/queue/message.ts',
      'src/queue/unwrap.ts',
      'src/sources/',
    ],
  },
  {
    files: 'src/tell-dead-letters.ts',
    may: [
      'src/core/',
      'src/queue/message.ts',
      'src/dead-letter-of.ts',
      'src/send-heartbeat.ts',
      'src/container.ts',
      'src/create-handler.ts',
    ],
  },
  { files: 'src/send-heartbeat.ts', may: ['src/core/', 'src/container.ts'] },
  {
    files: 'src/pass-heartbeat-on.ts',
    may: ['src/core/', 'src/sources/fields.ts', 'src/container.ts', 'src/create-handler.ts'],
  },
  {
    files: 'src/measure-response.ts',
    may: ['src/core/', 'src/sources/fields.ts', 'src/container.ts', 'src/create-handler.ts'],
  },
  { files: 'src/embedded-metrics.ts', may: ['src/core/'] },
  {
    files: 'src/prepare.ts',
    may: [
      'src/core/',
      'src/sources/fields.ts',
      'src/incident/sentinel.ts',
      'src/ledger-container.ts',
      'src/create-handler.ts',
    ],
  },
  { files: 'src/create-handler.ts', may: ['src/core/', '@middy/core'] },
  { files: 'src/lambda-log.ts', may: ['src/create-handler.ts', 'node:console'] },
  { files: 'src/read-settings.ts', may: ['src/core/', 'src/setting.ts', 'src/settings.ts'] },
  { files: 'src/setting', may: ['src/core/', 'src/setting'] },
  { files: 'src/container.ts', may: ['src/'] },
  { files: 'src/ledger-container.ts', may: ['src/'] },
  { files: 'src/answer-limit.ts', may: [] },
  {
    files: 'src/surroundings.ts',
    may: [
      'src/answer-limit.ts',
      'src/core/',
      'src/containment/post.ts',
      'src/create-handler.ts',
      'src/read-settings.ts',
      'src/version.ts',
    ],
  },
  { files: 'src/lazy.ts', may: [] },
  {
    files: 'src/load-ahead.ts',
    may: ['src/core/', 'src/lazy.ts', 'node:diagnostics_channel', 'node:events'],
  },
  { files: 'src/version.ts', may: [] },
  { files: 'handlers/', may: ['src/'] },
];

const root = join(import.meta.dirname, '..');
const files = ['src', 'handlers'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`),
);

test.each(files)('%s imports only what its row allows', (file) => {
  const row = table.find(({ files: folder }) => file.startsWith(folder));
  expect(row).toBeDefined();
  const foreign = importsOf(file).filter((target) => !row?.may.some((allowed) => target.startsWith(allowed)));
  expect(foreign).toEqual([]);
});

test.each(files)('%s leaves the environment, the clock and chance to its caller', (file) => {
  const code = readFileSync(join(root, file), 'utf8');
  if (!file.startsWith('handlers/') && file !== 'src/surroundings.ts') {
    expect(code).not.toMatch(/process\.env|Date\.now|new Date\(\)|Math\.random|randomUUID/);
  }
});

test('every row has files, so that none is left over from what was moved', () => {
  for (const { files: folder } of table) expect(files.some((file) => file.startsWith(folder))).toBe(true);
});

test('no two files of src have the same name, the lists aside', () => {
  const names = files
    .filter((file) => file.startsWith('src/') && !file.endsWith('/index.ts'))
    .map((file) => basename(file));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('no import leads back to where it came from', () => {
  expect(files.filter((file) => reachable(file).has(file))).toEqual([]);
});

test('nothing that runs in Lambda is in src/functions or src/tamper', () => {
  const fromHandlers = files
    .filter((file) => file.startsWith('handlers/'))
    .flatMap((file) => [...reachable(file)]);
  expect(fromHandlers.filter((file) => /^src\/(?:functions|tamper)\//.test(file))).toEqual([]);
});

/** Everything that a file imports, directly or not; types alone lead nowhere. */
function reachable(file: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (from: string): void => {
    for (const target of importsOf(from).filter((path) => path.endsWith('.ts') && !found.has(path))) {
      found.add(target);
      visit(target);
    }
  };
  visit(file);
  return found;
}

/** Static and dynamic imports, relative ones as paths from the root. */
function importsOf(file: string): readonly string[] {
  const code = readFileSync(join(root, file), 'utf8');
  const targets = [
    ...code.matchAll(/(?:^(?:import|export|\})[^'\n]*\bfrom|\bimport)\s*\(?\s*'([^']+)'/gm),
  ].map(([, target = '']) => target);
  return targets.map((target) =>
    target.startsWith('.') ? relative(root, normalize(join(root, dirname(file), target))) : target,
  );
}
