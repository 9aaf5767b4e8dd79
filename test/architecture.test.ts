import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { expect, test } from '@jest/globals';

/** Who may import what: the first row whose folder holds the file. Paths from the project's root. */
const table: readonly { readonly files: string; readonly may: readonly string[] }[] = [
  { files: 'src/core/', may: ['src/core/'] },
  { files: 'src/sources/', may: ['src/core/', 'src/sources/'] },
  {
    files: 'src/containment/',
    may: ['src/core/', 'src/containment/', '@aws-sdk/client-iam', '@aws-sdk/client-sts'],
  },
  {
    files: 'src/alerting/',
    may: ['src/core/', 'src/alerting/', '@aws-sdk/client-sns', '@aws-sdk/client-eventbridge'],
  },
  { files: 'src/ledger/', may: ['src/core/', 'src/ledger/', '@aws-sdk/client-dynamodb'] },
  { files: 'src/respond.ts', may: ['src/core/', 'src/sources/'] },
  { files: 'src/create-handler.ts', may: ['src/core/', '@middy/core'] },
  { files: 'src/config.ts', may: ['src/core/'] },
  { files: 'src/compose.ts', may: ['src/'] },
  { files: 'src/version.ts', may: [] },
  { files: 'handlers/', may: ['src/compose.ts'] },
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
  if (!['handlers/respond.ts', 'src/compose.ts'].includes(file)) {
    expect(code).not.toMatch(/process\.env|Date\.now|new Date\(\)|Math\.random|randomUUID/);
  }
});

test('every row has files, so that none is left over from what was moved', () => {
  for (const { files: folder } of table) expect(files.some((file) => file.startsWith(folder))).toBe(true);
});

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
