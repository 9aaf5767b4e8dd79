// `npm run mutate`. Test files are tried in this order, so the quick ones come first. Those of `respond/` and `faults/` play whole
// invocations: a change that they do not notice takes half a minute or more, so name the ones that matter.
const testFiles = [
  'test/core/*.test.ts',
  'test/sources/*.test.ts',
  'test/queue/*.test.ts',
  'test/golden/*.test.ts',
  'test/alerting/!(many-credentials|pasting|scorecard).test.ts',
  'test/incident/*.test.ts',
  'test/{dead-letter-of,embedded-metrics,lambda-log,lazy,prepare,settings}.test.ts',
  'test/respond/*.test.ts',
  'test/faults/dead-letters.test.ts',
];

export default {
  testRunner: 'native',
  plugins: ['./test/mutation/runner.mjs'],
  testFiles,
  // Stryker would rewrite ours with the API of TypeScript, which TypeScript 7 does not have.
  tsconfigFile: 'none',
  mutate: ['src/core/**/*.ts', 'src/incident/*.ts', 'src/alerting/*.ts', 'src/*.ts'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  checkers: [],
  disableTypeChecks: false,
  concurrency: 1,
  timeoutMS: 60_000,
  dryRunTimeoutMinutes: 30,
  maxTestRunnerReuse: 400,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.cache/stryker/report.json' },
  tempDirName: '.cache/stryker/sandbox',
  ignorePatterns: ['.cache', 'dist', '.serverless', 'release', 'coverage'],
  thresholds: { high: 95, low: 85, break: 85 },
  allowConsoleColors: false,
};
