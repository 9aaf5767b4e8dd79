import { join } from 'node:path';
import { type Aws, connect } from './aws.ts';
import { type Case, cases } from './cases.ts';
import { deploy, type Settings } from './deploy.ts';
import { proveFailureQueue } from './failure-queue.ts';
import { proveNothingElse } from './forbidden-calls.ts';
import { type Necessity, proveEnough, proveNeeded } from './least-privilege.ts';
import { ROOT, startMiniStack } from './ministack.ts';
import type { Programs } from './programs.ts';
import { createProofStack } from './proof-stack.ts';
import { makeEnvironment } from './python.ts';
import type { Report } from './report.ts';
import { type RolePolicy, readRolePolicy } from './role-policy.ts';
import { type CaseResult, type Proof, runCase } from './run-case.ts';
import { readStack } from './stack.ts';
import { createUser, type User } from './users.ts';

const environmentFolder = join(import.meta.dirname, '..', '..', '.cache', 'ministack');

export interface Means {
  readonly python: string;
  /** For all that MiniStack keeps. Whoever gives it removes it. */
  readonly folder: string;
  readonly programs: Programs;
  readonly report: Report;
  /** Shows what `npm run deploy` prints while it runs, not only where it fails. */
  readonly verbose: boolean;
}

export async function prove(means: Means): Promise<void> {
  const { python, folder, programs, report } = means;
  const environment = await report.step('Python environment', () =>
    makeEnvironment(python, environmentFolder, programs),
  );
  const endpoint = await report.step('MiniStack, with IAM policies enforced', () =>
    startMiniStack(environment, folder, programs),
  );
  const aws = connect(endpoint, ROOT);

  await deployWith({}, endpoint, means);
  const stack = await readStack(aws);
  const proofStack = await report.step("the test's own queues", () => createProofStack(aws, stack));
  const plain = cases.filter(({ settings }) => settings === undefined);
  const results = await proveCases(plain, { aws, stack, proofStack, standing: new Map() }, report);

  const { standing, settings } = await makeStandingTargets(aws);
  await deployWith(settings, endpoint, means);
  const proof = { aws, stack: await readStack(aws), proofStack, standing };
  const special = cases.filter((theCase) => standing.has(theCase));
  addCasesTable(report, [...results, ...(await proveCases(special, proof, report))]);

  const policy = await readRolePolicy(aws, stack.roleName);
  await proveLeastPrivilege(proof, policy, report);
  await report.step('an event that cannot succeed', async () => {
    for (const finding of await proveFailureQueue(proof, policy)) report.check(finding);
  });
}

async function deployWith(
  settings: Settings,
  endpoint: string,
  { programs, report, verbose }: Means,
): Promise<void> {
  const names = Object.keys(settings).join(' and ');
  await report.step(names === '' ? 'npm run deploy' : `npm run deploy with ${names}`, async () => {
    const show = verbose && { onOutput: (text: string) => process.stdout.write(text) };
    await deploy(programs, { endpoint, settings, ...show });
    report.check({ what: 'the stack comes up', passed: true });
  });
}

/** Whom the settings name must be there before the stack is deployed with them. */
async function makeStandingTargets(aws: Aws) {
  const standing = new Map<Case, User>();
  let settings: Settings = {};
  for (const theCase of cases) {
    if (theCase.settings === undefined) continue;
    const target = await createUser(aws, `standing-target-${standing.size + 1}`);
    standing.set(theCase, target);
    settings = { ...settings, ...theCase.settings(target) };
  }
  return { standing, settings };
}

type NamedResult = readonly [Case, CaseResult];

async function proveCases(
  chosen: readonly Case[],
  proof: Proof,
  report: Report,
): Promise<readonly NamedResult[]> {
  const results: NamedResult[] = [];
  for (const theCase of chosen) {
    await report.step(theCase.name, async () => {
      const result = await runCase(proof, theCase);
      for (const finding of result.findings) report.check(finding);
      results.push([theCase, result]);
    });
  }
  return results;
}

function addCasesTable(report: Report, results: readonly NamedResult[]): void {
  const rows = results.flatMap(([{ name, rule }, { thieves }]) =>
    thieves.map(({ refusal, secondsAfterEvent, successfulCalls }) => [
      name,
      rule,
      `${secondsAfterEvent} s after the event`,
      refusal ?? 'never',
      String(successfulCalls),
    ]),
  );
  report.addTable(['case', 'rule', 'thief refused', 'with', "thief's calls before"], rows);
}

async function proveLeastPrivilege(proof: Proof, policy: RolePolicy, report: Report): Promise<void> {
  const enough = await report.step('the role is enough', async () => {
    const findings = await proveEnough(proof, policy);
    for (const finding of findings) report.check(finding);
    return findings.every(({ passed }) => passed);
  });
  // Where a case fails anyway, its failing without an action shows nothing.
  if (enough)
    await report.step('and no more: each action is taken out of it in turn', () =>
      proveNoMore(proof, policy, report),
    );
  await report.step('the role can do nothing else', async () => {
    for (const finding of await proveNothingElse(proof)) report.check(finding);
  });
}

async function proveNoMore(proof: Proof, policy: RolePolicy, report: Report): Promise<void> {
  const necessities: Necessity[] = [];
  for (const grant of policy.grants) {
    const necessity = await proveNeeded(proof, policy, grant);
    necessities.push(necessity);
    const { verdict, evidence } = necessity;
    const passed = verdict !== 'granted for nothing';
    report.check({ what: `${grant.action}: ${verdict}`, passed, found: evidence });
  }
  const denied = necessities.some(({ denial }) => denial !== undefined);
  report.check({ what: 'a denied call does show in the log', passed: denied });
  report.check({ what: 'the role is as deployed again', passed: await policy.isAsDeployed() });
  addNecessitiesTable(report, necessities);
}

function addNecessitiesTable(report: Report, necessities: readonly Necessity[]): void {
  const rows = necessities.map(({ grant, verdict, evidence, denial }) => [
    grant.action,
    verdict,
    denial ?? '',
    evidence,
  ]);
  report.addTable(['without', 'is', 'denied with', 'evidence'], rows);
}
