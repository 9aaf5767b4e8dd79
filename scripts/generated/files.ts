import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { reasons } from '../../src/core/reasons/index.ts';
import { coverage } from '../coverage-tables/page.ts';
import { costLines } from './cost-table.ts';
import { forwardParts } from './forward.ts';
import { iamEndpointsFile } from './iam-endpoints.ts';
import { machineTypes } from './machine-types.ts';
import { memberRoleLines } from './member-role.ts';
import { metricsLines } from './metrics-table.ts';
import { runbookLines } from './runbook-sections.ts';
import { settingsLines } from './settings-table.ts';
import { stackParts } from './stack.ts';

const root = new URL('../../', import.meta.url);

/** Every file with generated parts: its path from the root, and its expected content. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['serverless.yml', withParts('serverless.yml', stackParts)],
    ['stacks/member-role.yml', withParts('stacks/member-role.yml', { permissions: memberRoleLines })],
    ['stacks/forward.yml', withParts('stacks/forward.yml', forwardParts)],
    ['docs/settings.md', withParts('docs/settings.md', { parameters: settingsLines })],
    ['docs/cost.md', withParts('docs/cost.md', { resources: costLines })],
    ['docs/slo.md', withParts('docs/slo.md', { metrics: metricsLines })],
    ['docs/runbook.md', withParts('docs/runbook.md', { reasons: runbookLines })],
    ['docs/coverage.md', await coverage()],
    ['docs/schemas/common-1.0.json', withReasons('docs/schemas/common-1.0.json')],
    ['src/containment/iam-endpoints.ts', formatted('iam-endpoints.ts', iamEndpointsFile())],
    ['src/alerting/machine-schema.ts', formatted('machine-schema.ts', await machineTypes())],
  ]);
}

export function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

/** Replaces the text between `>>> name` and `<<< name`. The rest of the file is written by hand. */
function withParts(path: string, parts: Readonly<Record<string, () => readonly string[]>>): string {
  return Object.entries(parts).reduce((text, [name, lines]) => {
    const part = new RegExp(
      `^( *(?:#|<!--) >>> ${name}(?: -->)?\n)[^]*?^( *(?:#|<!--) <<< ${name}(?: -->)?$)`,
      'm',
    );
    if (!part.test(text)) throw new Error(`${path} has no part called ${name}`);
    return text.replace(part, (_, start: string, end: string) => `${start}${lines().join('\n')}\n${end}`);
  }, read(path));
}

/** Writes the closed list of reasons. */
function withReasons(path: string): string {
  const schema = JSON.parse(read(path));
  schema.$defs.reason.enum = [...Object.keys(reasons), 'unreadable-event', 'dead-letter', 'storm'];
  return formatted('schema.json', JSON.stringify(schema));
}

function formatted(name: string, text: string): string {
  const { stdout, status } = spawnSync('biome', ['check', '--write', `--stdin-file-path=${name}`], {
    input: text,
    encoding: 'utf8',
    cwd: root,
  });
  if (status !== 0)
    throw new Error('biome could not format the file (use `npm run generate`, which finds biome)');
  return stdout;
}
