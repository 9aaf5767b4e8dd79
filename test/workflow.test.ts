import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

const folder = new URL('../.github/workflows/', import.meta.url);
const workflows = readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]);

test('a workflow runs all that must hold', () => {
  expect(workflows.map(([file]) => file)).toContain('ci.yml');
  expect(read('ci.yml')).toMatch(/^ +- run: \.ci\/run$/m);
});

test('it runs for every push and every pull request, and ends by itself', () => {
  expect(read('ci.yml')).toMatch(/^on:\n {2}push:\n {2}pull_request:\n$/m);
  expect(read('ci.yml')).toMatch(/^ {4}timeout-minutes: 30$/m);
  expect(read('ci.yml')).toMatch(/^concurrency:\n {2}group: .+\n {2}cancel-in-progress: true$/m);
});

describe.each(workflows)('%s', (_, workflow = '') => {
  test('names each action by the SHA of a commit, and says which version that is', () => {
    const actions = [...workflow.matchAll(/\buses:(.*)$/gm)].map(([, action = '']) => action.trim());
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('may read the repository and nothing else', () => {
    expect(workflow.match(/\bpermissions:.*(?:\n .*)*/g)).toEqual(['permissions:\n  contents: read']);
  });

  test('leaves no token in the checkout, and is given no secret', () => {
    const checkouts = workflow.match(/uses: actions\/checkout@.*/g) ?? [];
    const without = workflow.match(
      /uses: actions\/checkout@.*\n {8}with:\n {10}persist-credentials: false$/gm,
    );
    expect(without?.length).toBe(checkouts.length);
    expect(workflow).not.toMatch(/\bsecrets\b|\bpull_request_target\b|\bworkflow_run\b/);
  });
});

function read(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8');
}
