// What `@jest/globals` is in test files: the functions of the file that is being run.
const TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');

let current = {};

export function begin(globals) {
  current = globals;
  delete globalThis[TIMEOUT];
}

/** Modules that several files share keep what they import. */
const currentOf = (name) =>
  new Proxy(() => {}, {
    get: (_, property) => current[name][property],
    apply: (_, self, words) => Reflect.apply(current[name], self, words),
  });

export const afterAll = currentOf('afterAll');
export const afterEach = currentOf('afterEach');
export const beforeAll = currentOf('beforeAll');
export const beforeEach = currentOf('beforeEach');
export const describe = currentOf('describe');
export const expect = currentOf('expect');
export const it = currentOf('it');
export const test = currentOf('test');

export const jest = {
  setTimeout(milliseconds) {
    globalThis[TIMEOUT] = milliseconds;
  },
};
