// `npm run mutate`. Test files are tried in this order, so the quick ones come first.
const testFiles = [
  'test/core/*.test.ts',
  'test/sources/*.test.ts',
  'test/queue/*.test.ts',
  'test/incident/*.test.ts',
  'test/golden/*.test.ts',
];

export default {
  testRunner: 'native',
  plugins: ['./test/mutation/runner.mjs'],
  testFiles,
  // Ours is not there for TypeScript 7, which has no API for it.
  tsconfigFile: 'none',
  mutate: ['src/core/**/*.ts'],
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
