/**
 * Compares with AWS's own engines. EventBridge is built on event-ruler: the local matcher must give the same answers, for
 * the deployed rules and for generated patterns. cfn-lint has CloudFormation's schemas: it checks the templates, and they say
 * what a deployer must be allowed. CDK includes the template of a release. PowerShell's
 * grammar is no engine of AWS, but beside them: it says what somebody who pastes a line of an alert there would run.
 * `npm run test:aws-engines -- 42` generates from another seed.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { changedByCdk, installCdk } from '../test/aws-engines/cdk.ts';
import { installCfnLint, lint } from '../test/aws-engines/cfn-lint.ts';
import { compare, type Group } from '../test/aws-engines/compare.ts';
import { lookAtDeployerPolicy } from '../test/aws-engines/deployer-policy.ts';
import { askEventRuler, installEventRuler } from '../test/aws-engines/event-ruler.ts';
import { generateCases } from '../test/aws-engines/generated-cases.ts';
import { installPowerShellGrammar } from '../test/aws-engines/powershell.ts';
import { pastedIntoPowerShell } from '../test/aws-engines/powershell-lines.ts';
import { casesOfRule, readForwardRules, readRules } from '../test/aws-engines/rule-cases.ts';
import { run } from '../test/aws-engines/run.ts';
import { requireTools } from '../test/aws-engines/tools.ts';
import { onlyWords } from './help.ts';

const root = join(import.meta.dirname, '..');
const cache = join(root, '.cache', 'aws-engines');
const packageFolder = join(root, '.serverless');
/** An optional folder beside the project, with recorded answers of event-ruler. */
const record = join(root, '..', 'shared', 'event-patterns', 'cases.tsv');
const GENERATED_CASES = 6000;
const SHOWN_DISAGREEMENTS = 10;
/** If a group has fewer matches than this, the comparison proves too little. */
const LEAST_SHARE_OF_MATCHES = 0.1;

onlyWords(/^\d+$/);
let passed = 0;
let failed = 0;

try {
  const seed = Number(process.argv[2] ?? 1);
  run('node', ['scripts/package.ts', '--quiet', '--settings=local/settings']);
  const { python } = requireTools();
  comparePatterns(seed);
  lintTemplates(python);
  readPastedLines(python);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function comparePatterns(seed: number): void {
  console.log('event-ruler: downloading, unless it is in the cache');
  const jars = installEventRuler(cache);
  console.log(`event-ruler: answering (generated cases from seed ${seed})`);
  const groups = [...recordedCases(), ...ruleCases(), generatedCases(seed)];
  const questions = groups.flatMap((group) => group.questions);
  const answers = askEventRuler(jars, questions);
  for (const group of groups) report(group, answers.splice(0, group.questions.length));
}

function recordedCases(): Group[] {
  if (!existsSync(record)) return [];
  const lines = readFileSync(record, 'utf8').trimEnd().split('\n');
  return [{ name: 'cases on record', questions: lines.map((line) => line.slice(line.indexOf('\t') + 1)) }];
}

function ruleCases(): Group[] {
  const fixtures = join(root, 'test', 'fixtures');
  const files = readdirSync(fixtures).filter((file) => file.endsWith('.json'));
  const events = files.map((file) => JSON.parse(readFileSync(join(fixtures, file), 'utf8')));
  return [...readRules(packageFolder), ...readForwardRules()].map(({ name, pattern, events: own }) => ({
    name,
    questions: casesOfRule(pattern, own ?? events).map((patternCase) => JSON.stringify(patternCase)),
  }));
}

function generatedCases(seed: number): Group {
  const cases = generateCases(seed, GENERATED_CASES);
  return { name: 'generated cases', questions: cases.map((patternCase) => JSON.stringify(patternCase)) };
}

function report(group: Group, answers: readonly string[]): void {
  const { counts, disagreements } = compare(group, answers);
  const total = group.questions.length;
  const { true: yes, false: no, ERR: refused } = counts;
  console.log(`  ${group.name}: ${total} cases, ${yes} true, ${no} false, ${refused} ERR`);
  passed += total - disagreements.length;
  failed += disagreements.length;
  const shown = disagreements.slice(0, SHOWN_DISAGREEMENTS);
  for (const disagreement of shown) console.log(`FAILED  ${disagreement}`);
  if (yes < total * LEAST_SHARE_OF_MATCHES) {
    fail(
      `${group.name}: too few matches for agreement to mean something; is an event of it in test/fixtures?`,
    );
  }
}

function lintTemplates(python: string): void {
  console.log('cfn-lint: installing, unless it is in the cache');
  const cfnLint = installCfnLint(cache, python);
  const packaged = readdirSync(packageFolder).filter((name) => name.startsWith('cloudformation-template-'));
  const release = join(cache, 'release');
  run(process.execPath, [join(root, 'scripts', 'release.ts'), `--out=${release}`]);
  const templates = [
    join(release, 'compromised-key-responder.json'),
    ...packaged.map((name) => join(packageFolder, name)),
    ...readdirSync(join(root, 'stacks'))
      .filter((name) => name.endsWith('.yml'))
      .map((name) => join(root, 'stacks', name)),
  ];
  for (const template of templates) {
    const findings = lint(cfnLint, template);
    console.log(`  ${basename(template)}: ${findings.length} findings`);
    if (findings.length === 0) passed += 1;
    for (const finding of findings) fail(finding);
  }
  checkDeployerPolicy(cfnLint, join(release, 'compromised-key-responder.json'));
  includeInCdk(join(release, 'compromised-key-responder.json'));
}

function includeInCdk(template: string): void {
  console.log('CDK: installing, unless it is in the cache');
  const changed = changedByCdk(installCdk(cache), template);
  console.log(`  the release as CfnInclude: ${changed.length} resources changed`);
  if (changed.length === 0) passed += 1;
  for (const id of changed) fail(`CDK changes ${id}`);
}

function checkDeployerPolicy(cfnLint: string, template: string): void {
  const { checked, wrong } = lookAtDeployerPolicy(cfnLint, {
    template,
    guide: join(root, 'docs', 'deploy.md'),
  });
  console.log(
    `  the deployer's policy: ${checked} permissions of CloudFormation's handlers, ${wrong.length} findings`,
  );
  if (wrong.length === 0) passed += 1;
  for (const finding of wrong) fail(finding);
}

function readPastedLines(python: string): void {
  console.log("PowerShell's grammar: installing, unless it is in the cache");
  const read = installPowerShellGrammar(cache, python);
  const pasted = pastedIntoPowerShell(readFileSync(join(root, 'docs', 'runbook.md'), 'utf8'));
  const readings = read(pasted.map(({ text }) => text));
  const wrong = pasted.filter(({ isRight }, index) => {
    const reading = readings[index];
    return reading === undefined || !isRight(reading);
  });
  console.log(`  ${pasted.length} texts, ${wrong.length} read otherwise`);
  passed += pasted.length - wrong.length;
  for (const { what } of wrong) fail(`in PowerShell ${what}`);
}

function fail(what: string): void {
  failed += 1;
  console.log(`FAILED  ${what}`);
}
