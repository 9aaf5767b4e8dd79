// Stryker's test runner for test/runner/native.mjs. Modules of src stay loaded while Stryker switches from mutant to
// mutant, so what a module computes when it is loaded is no mutant here (`ignoreStatic`): the first run of a file only loads.
import { runFile } from './run-file.mjs';

// What Stryker puts into src looks at these.
const coverage = { static: {}, perTest: {} };
const stryker = { mutantCoverage: coverage };
globalThis.__stryker__ = stryker;

class NativeRunner {
  #loaded = new Set();

  capabilities() {
    return { reloadEnvironment: false };
  }

  async dryRun({ testFiles }) {
    for (const file of testFiles) await this.#load(file);
    const whenLoaded = { ...coverage.static };
    coverage.static = {};
    coverage.perTest = {};
    const tests = [];
    for (const file of testFiles) tests.push(...(await this.#cover(file)));
    const covered = new Set(Object.values(coverage.perTest).flatMap((hits) => Object.keys(hits)));
    coverage.static = Object.fromEntries(Object.entries(whenLoaded).filter(([id]) => !covered.has(id)));
    return { status: 'complete', tests, mutantCoverage: coverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    let nrOfTests = 0;
    for (const [file, only] of byFile(testFilter)) {
      await this.#load(file);
      const results = await withMutant(activeMutant.id, hitLimit, () => runFile(file, { only, bail: true }));
      nrOfTests += results.length;
      const failed = results.find(({ failure }) => failure !== undefined);
      if (stryker.hitCount > hitLimit) return { status: 'timeout', reason: 'hit limit' };
      if (failed === undefined) continue;
      await confirm(file, failed.id);
      return { status: 'killed', killedBy: [failed.id], failureMessage: failed.failure, nrOfTests };
    }
    return { status: 'survived', nrOfTests };
  }

  async #load(file) {
    if (this.#loaded.has(file)) return;
    await runFile(file);
    this.#loaded.add(file);
  }

  async #cover(file) {
    // What hooks hit, all tests of the file may hit.
    stryker.currentTestId = file;
    const results = await runFile(file, {
      onTest(id) {
        stryker.currentTestId = id ?? file;
      },
    });
    stryker.currentTestId = undefined;
    const { [file]: inHooks = {}, ...perTest } = coverage.perTest;
    coverage.perTest = perTest;
    for (const { id } of results) perTest[id] = { ...inHooks, ...perTest[id] };
    return results.map(({ id, timeSpentMs, failure }) => ({
      id,
      name: id,
      timeSpentMs,
      ...(failure === undefined ? { status: 0 } : { status: 1, failureMessage: failure }),
    }));
  }
}

function byFile(ids) {
  const files = new Map();
  for (const id of ids) {
    const file = id.slice(0, id.indexOf('#'));
    files.set(file, (files.get(file) ?? new Set()).add(id));
  }
  return files;
}

async function withMutant(id, hitLimit, run) {
  stryker.activeMutant = id;
  stryker.hitCount = hitLimit === undefined ? undefined : 0;
  stryker.hitLimit = hitLimit;
  try {
    return await run();
  } finally {
    stryker.activeMutant = undefined;
  }
}

/** An earlier mutant may have left something behind. Stryker then takes a new process and asks again. */
async function confirm(file, id) {
  const results = await runFile(file, id === file ? {} : { only: new Set([id]) });
  if (results.some(({ failure }) => failure !== undefined))
    throw new Error(`${id} fails without a mutant too`);
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'native', injectableClass: NativeRunner }];
