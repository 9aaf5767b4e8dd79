/**
 * Tries each recipe of CONTRIBUTING.md in copies of the tree. With every step done, the checks pass. With one step left
 * out, a check fails and names that step. The last line counts the results. With a part of a recipe's name it tries that one.
 */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { channel } from '../test/recipes/channel.ts';
import { containment } from '../test/recipes/containment.ts';
import { lambdaFunction } from '../test/recipes/function.ts';
import type { Recipe } from '../test/recipes/recipe.ts';
import { source } from '../test/recipes/source.ts';
import { Tree } from '../test/recipes/tree.ts';
import { userCredential } from '../test/recipes/user-credential.ts';
import { onlyWords } from './help.ts';

let passed = 0;
let failed = 0;

function report(isGood: boolean, what: string, output = ''): void {
  if (isGood) passed += 1;
  else failed += 1;
  console.log(`  ${isGood ? 'ok    ' : 'FAILED'}  ${what}${isGood ? '' : `\n${output.slice(-6_000)}`}`);
}

/** The first check that fails, with its output. */
function firstFailure(tree: Tree, { checks }: Recipe): string | undefined {
  for (const check of checks) {
    const { passed: isGood, output } = tree.run(check);
    if (!isGood) return `${check.join(' ')}\n${output}`;
  }
  return undefined;
}

function inCopy(work: (tree: Tree) => void): void {
  const tree = new Tree();
  try {
    work(tree);
  } catch (error) {
    report(false, 'the recipe could be tried', String(error));
  } finally {
    tree.remove();
  }
}

const contributing = readFileSync(new URL('../CONTRIBUTING.md', import.meta.url), 'utf8').replace(
  /\s+/g,
  ' ',
);
function tryOut(recipe: Recipe): void {
  const { adds, steps, mistakes = [] } = recipe;
  console.log(`\n${adds}: ${steps.length} steps, ${steps.reduce((sum, { files }) => sum + files, 0)} files`);
  report(steps.length <= 4, 'has at most four steps');
  for (const { say } of steps) report(contributing.includes(say), `CONTRIBUTING.md says: ${say}`);

  inCopy((tree) => {
    for (const step of steps) step.apply(tree);
    const failure = firstFailure(tree, recipe);
    report(failure === undefined, 'with every step done the checks pass', failure);
  });
  for (const left of steps) {
    inCopy((tree) => {
      for (const step of steps) if (step !== left) step.apply(tree);
      const failure = firstFailure(tree, recipe);
      report(
        failure !== undefined && left.missed.test(failure),
        `without it a check fails and names it: ${left.say}`,
        failure ?? 'no check failed',
      );
    });
  }
  for (const { when, make, found } of mistakes) {
    inCopy((tree) => {
      for (const step of steps) step.apply(tree);
      make(tree);
      const failure = firstFailure(tree, recipe);
      report(
        failure !== undefined && found.test(failure),
        `a check fails when ${when}`,
        failure ?? 'no check failed',
      );
    });
  }
}

/** The slowest first. */
const recipes = [containment, userCredential, source, channel, lambdaFunction];

/** The recipes take turns in two processes, because most of their time goes to checks that use one core. */
async function tryAll(): Promise<void> {
  const waiting = [...recipes];
  const work = async () => {
    for (let recipe = waiting.shift(); recipe !== undefined; recipe = waiting.shift()) {
      const child = spawn(process.execPath, [fileURLToPath(import.meta.url), recipe.adds], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const output = await text(child.stdout);
      const [, good, bad] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
      console.log(output.replace(/\s*\d+ passed, \d+ failed\s*$/, ''));
      if (bad === undefined) report(false, `the recipe "${recipe.adds}" could be tried`);
      passed += Number(good ?? 0);
      failed += Number(bad ?? 0);
    }
  };
  await Promise.all([work(), work()]);
}

onlyWords(/^[^-]/);
const wanted = process.argv[2];
if (wanted === undefined) await tryAll();
else for (const recipe of recipes) if (recipe.adds.includes(wanted)) tryOut(recipe);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
