import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { reasons } from '../src/core/reasons/index.ts';
import { packagedTemplate, resourcesOf } from './packaged.ts';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

test('the runbook has a heading for every reason, since alerts link to them, and none that no alert links to', () => {
  const headings = [...read('docs/runbook.md').matchAll(/^## ([a-z-]+)$/gm)].map(([, heading]) => heading);
  expect(headings.toSorted()).toEqual(
    [...Object.keys(reasons), 'unreadable-event', 'storm', 'dead-letter'].toSorted(),
  );
});

test('the answers to checkov are about what the templates have', () => {
  const named = [...read('docs/checkov.md').matchAll(/^\| CKV\w+ [^|]*\|([^|]*)\|/gm)].flatMap(
    ([, where = '']) => [...where.matchAll(/`(\w+)`/g)].map(([, id]) => id),
  );
  expect(named.length).toBeGreaterThan(10);
  const deployed = [
    ...Object.keys(packagedTemplate().Resources),
    ...[...read('stacks/forward.yml').matchAll(/^ {2}(\w+):$/gm)].map(([, id]) => id),
    ...[...read('stacks/terraform/main.tf').matchAll(/^resource "(\w+)"/gm)].map(([, type]) => type),
  ];
  for (const id of named) expect(deployed).toContain(id);
});

/**
 * By names that CloudFormation made: it leaves 13 characters for an end of its own and a hyphen, and gives the stack and the logical
 * id a half each of what is left, the longer half to the stack. No page of AWS says so.
 */
function nameOfRule(stackName: string, logicalId: string): string {
  const [stack, id] =
    `${stackName}-${logicalId}`.length <= 51
      ? [stackName, logicalId]
      : [stackName.slice(0, 25), logicalId.slice(0, 25)];
  return `${stack}-${id}-1A2B3C4D5E6F`;
}

test("the deployer may make each rule, also one whose name has the stack's name cut", () => {
  const [, json = ''] = /^```json\n(.*?)^```$/ms.exec(read('docs/deploy.md')) ?? [];
  const statements: { readonly Sid: string; readonly Resource: string }[] = JSON.parse(json).Statement;
  const allowed = statements.find(({ Sid }) => Sid === 'Rules')?.Resource.replace('*', '') ?? 'none';
  const ofDefaultBus = resourcesOf('AWS::Events::Rule').filter(
    ([, { Properties }]) => !('EventBusName' in Properties),
  );
  const names = ofDefaultBus.map(([id]) => nameOfRule('compromised-key-responder-prod', id));
  expect(Math.max(...names.map(({ length }) => length))).toBeLessThanOrEqual(64);
  for (const name of names) {
    const arn = `arn:aws:events:us-east-1:111122223333:rule/${name}`;
    expect([name, arn.startsWith(allowed)]).toEqual([name, true]);
  }
});

test('no line to paste gives an option several values after its sign of equality: the CLI takes the first alone', () => {
  const pages = [
    'README.md',
    ...readdirSync('docs')
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ];
  const lines = pages.flatMap((page) =>
    [
      ...read(page)
        .replaceAll('\\\n', ' ')
        .matchAll(/^```\w*\n(.*?)^```$/gms),
    ].flatMap(([, block = '']) => block.split('\n').filter((line) => /^\s*aws /.test(line))),
  );
  expect(lines.length).toBeGreaterThan(20);
  for (const line of lines) expect(line).not.toMatch(/ --[a-z-]+=[^\s'"$<]+ +(?!--)[^\s|&;>)-]/);
});
