// Jest's own test runner (circus: hooks, timeouts, each, reports), with the test files imported by Node itself and not
// into a vm context of jest's. Node loads TypeScript as it is, and a worker loads the AWS SDK once, not once for every
// file; so files that run in one worker share their modules and process.env.
import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { begin } from './globals.mjs';

const require = createRequire(import.meta.url);
const circus = require('jest-circus/runner').default;
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');
const globals = new URL('globals.mjs', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals' ? { url: globals, shortCircuit: true } : next(specifier, context),
});

/** What circus asks of a jest-runtime. */
const runtimeWith = (load) => ({
  // Anew for every file, since it keeps what handles the events of one.
  requireInternalModule(path) {
    delete require.cache[path];
    return require(path);
  },
  requireModule: require,
  setGlobalsForRuntime: begin,
  unstable_shouldLoadAsEsm: () => true,
  unstable_importModule: (path) => load(pathToFileURL(path).href),
  enterTestCode() {},
  leaveTestCode() {},
});

/** @param handleTestEvent hears all events of circus @param load imports a test file */
export function runnerWith({ handleTestEvent, load }) {
  const environment = { global: globalThis, handleTestEvent };
  const runtime = runtimeWith(load);
  return async function run(globalConfig, config, _environment, _runtime, ...rest) {
    const variables = { ...process.env };
    // Jest has just made it 100, and the SDK throws and catches errors whenever it looks for a setting.
    Error.stackTraceLimit = 10;
    // Circus adds to them for every file, and takes for granted that each has a globalThis of its own.
    globalThis[EVENT_HANDLERS] = undefined;
    try {
      return await circus(globalConfig, config, environment, runtime, ...rest);
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
      Object.assign(process.env, variables);
    }
  };
}

export default runnerWith({ load: (url) => import(url) });
