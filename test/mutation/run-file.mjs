// Runs one of our test files in this process, as often as one likes: src stays loaded, the test file is imported anew.
import { runnerWith } from '../runner/native.mjs';

const TIMEOUT_MS = 60_000;
// What circus reads of jest's two configurations.
const globalConfig = { testTimeout: TIMEOUT_MS, maxConcurrency: 5, updateSnapshot: 'none' };
const config = {
  rootDir: process.cwd(),
  fakeTimers: {},
  setupFilesAfterEnv: [],
  snapshotSerializers: [],
  snapshotFormat: {},
};
const ignore = () => {};

let runs = 0;

/**
 * @param only ids of tests; without it all of the file are run
 * @param onTest hears the id of the test that begins, and undefined when it ends
 * @param bail skips what is left after the first failure
 * @returns what was run, with the message of what failed
 */
export async function runFile(path, { only, onTest = ignore, bail = false } = {}) {
  const results = [];
  let stop = false;
  const events = {
    run_start(_, { rootDescribeBlock }) {
      if (only === undefined) return;
      for (const test of testsIn(rootDescribeBlock)) if (!only.has(idOf(path, test))) test.mode = 'skip';
    },
    test_start({ test }) {
      if (stop) test.mode = 'skip';
      onTest(idOf(path, test));
    },
    test_done({ test }) {
      onTest(undefined);
      const [error] = test.errors;
      if (error !== undefined) stop = bail;
      results.push({
        id: idOf(path, test),
        timeSpentMs: test.duration ?? 0,
        failure: error && textOf(error),
      });
    },
  };
  const handleTestEvent = (event, state) => events[event.name]?.(event, state);
  runs += 1;
  const run = runnerWith({ handleTestEvent, load: (url) => import(`${url}?run=${runs}`) });
  try {
    const { testExecError } = await run(globalConfig, config, undefined, undefined, path, ignore);
    if (testExecError) throw testExecError;
  } catch (error) {
    // The file could not be imported.
    results.push({ id: path, timeSpentMs: 0, failure: textOf(error) });
  }
  return results;
}

const testsIn = ({ children }) =>
  children.flatMap((child) => (child.type === 'describeBlock' ? testsIn(child) : [child]));

function idOf(path, test) {
  const names = [];
  for (let at = test; at.parent; at = at.parent) names.unshift(at.name);
  return `${path}#${names.join(' ')}`;
}

// Circus gives an error, or a pair with the error that knows the place.
function textOf(error) {
  const [first, second] = [error].flat();
  return String(first?.stack ?? first?.message ?? second?.stack ?? first);
}
