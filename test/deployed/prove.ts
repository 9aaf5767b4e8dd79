import { connect } from './aws.ts';
import type { Case } from './cases/case.ts';
import { quarantine } from './cases/quarantine.ts';
import { cases } from './cases.ts';
import { proveConditionalGrants } from './conditional-grants.ts';
import { deploy } from './deploy.ts';
import { startEmulator } from './emulator.ts';
import { proveDeadLettersCanDoNothingElse, proveNothingElse } from './forbidden-calls.ts';
import { proveForwarding } from './forwarding.ts';
import { proveHeartbeat } from './heartbeat.ts';
import { proveIncident } from './incident/prove-incident.ts';
import { forgetIncidents } from './ledger.ts';
import { proveLiveCheck } from './live-check/prove-live-check.ts';
import { deployMemberRole } from './member-role.ts';
import { ACCOUNT_ID, MEMBER_ACCOUNT_ID, rootOf } from './ministack.ts';
import { callOut } from './pasting/on-call.ts';
import { addPagerAndMailbox, createProofStack } from './proof-stack.ts';
import { proveRelease } from './prove-release.ts';
import { proveDeadLettersRole, proveMemberRole, proveQuarantinePolicy, proveRole } from './prove-roles.ts';
import { proveQueues } from './queues.ts';
import { checkAll, type Finding, type Report } from './report.ts';
import { liftConditions, readRolePolicy } from './role-policy.ts';
import { rulesFor } from './rules.ts';
import type { BoundedMeans } from './run-bounded.ts';
import { type Proof, runCase } from './run-case.ts';
import { proveSentinel, proveSentinelIsNotReplanted } from './sentinel.ts';
import { readStack } from './stack.ts';
import { type Deployment, makeStanding, type Standing, settingsOf } from './standing.ts';
import { proveWhatArrives } from './subscribers/prove-what-arrives.ts';
import { lookAtSubscriptions } from './subscribers/subscriptions.ts';
import { addCasesTable, addNecessitiesTable, type NamedResult } from './tables.ts';
import { proveTampering, tellsPeople } from './tampering.ts';
import { lookForDifferences, noCertificate, notShown, UNKNOWN_KEYS } from './unlike-aws.ts';
import { proveUpgrade } from './upgrade.ts';
import { proveWayBack } from './way-back.ts';
import { lookAtWhatDeploySays } from './what-deploy-says.ts';

export interface Means extends BoundedMeans {
  /** Shows what `npm run deploy` prints while it runs, not only where it fails. */
  readonly verbose: boolean;
}

/** For whoever works on the live check. */
export async function proveLiveCheckAlone(means: Means): Promise<void> {
  const { report } = means;
  const { endpoint, queueAddress, binFolder } = await startEmulator(means);
  const aws = connect(endpoint, rootOf(ACCOUNT_ID));
  const member = connect(endpoint, rootOf(MEMBER_ACCOUNT_ID));
  const standing = await makeStanding(aws, member);
  await deployAs('defaults', standing, endpoint, means);
  const stack = await readStack(aws);
  await checkAll(report, 'stacks/forward.yml', () => proveForwarding({ aws, stack, standing }));
  await checkAll(report, 'npm run live-check', () =>
    proveLiveCheck(aws, { ...means, stack, binFolder, queueEndpoint: queueAddress.endpoint }),
  );
  await queueAddress.close();
}

/** The same stack, deployed thrice with more and more parameters, and what must hold each time. Then an older one. */
export async function prove(means: Means): Promise<void> {
  const { report } = means;
  const { endpoint, queueAddress, ...emulator } = await startEmulator(means);
  const { binFolder, certificate } = emulator;
  const aws = connect(endpoint, rootOf(ACCOUNT_ID));
  const member = connect(endpoint, rootOf(MEMBER_ACCOUNT_ID));
  const standing = await makeStanding(aws, member);
  const onCall = await callOut(endpoint, { ...means, binFolder, queueEndpoint: queueAddress.endpoint });
  const results: NamedResult[] = [];

  await deployAs('defaults', standing, endpoint, means);
  const stack = await readStack(aws);
  const proofStack = await report.step("the test's own queues", () => createProofStack(aws, stack));
  const proof: Proof = { aws, member, stack, proofStack, standing, onCall };
  results.push(...(await proveCases(cases.defaults, proof, report)));

  await report.step(`stacks/member-role.yml in account ${MEMBER_ACCOUNT_ID}`, () =>
    deployMemberRole(member, stack),
  );
  await deployAs('named', standing, endpoint, means);
  const named = await withPagerAndMailbox({ ...proof, stack: await readStack(aws) }, report);
  await checkAll(report, 'stacks/forward.yml in another Region and another account', () =>
    proveForwarding(named),
  );
  await checkAll(report, 'npm run live-check', () =>
    proveLiveCheck(aws, { ...means, stack: named.stack, binFolder, queueEndpoint: queueAddress.endpoint }),
  );
  await forgetIncidents(named);
  await checkAll(report, 'a rule that a thief switches off', () => proveTampering(named));
  results.push(...(await proveCases(cases.named, named, report)));
  const necessities = [...(await proveRole(named, report)), ...(await proveMemberRole(named, report))];
  await checkAll(report, 'the role can do nothing else', () => proveNothingElse(named, 'named'));
  await forgetIncidents(named);
  await checkAll(report, 'a heartbeat', () => proveHeartbeat(named));
  await checkAll(report, 'an event that cannot succeed at first', () => proveWayBack(named));
  await forgetIncidents(named);
  necessities.push(...(await proveDeadLettersRole(named, report)));
  await checkAll(report, 'the role for dead letters can do nothing else', () =>
    proveDeadLettersCanDoNothingElse(named),
  );
  await checkAll(report, 'the queues', () => proveQueues(named, 'named'));
  const figures = [
    ...(await proveIncident(named, report)),
    ...(await proveWhatArrives(named, report, certificate)),
  ];
  await checkAll(report, 'an erased ledger', () => proveSentinel(named));

  await deployAs('everything', standing, endpoint, means);
  const everything = { ...named, stack: await readStack(aws) };
  await checkAll(report, 'the erased ledger after another deployment', () =>
    proveSentinelIsNotReplanted(everything),
  );
  await checkAll(report, 'the role can do nothing else, with every parameter on', () =>
    proveNothingElse(everything, 'everything'),
  );
  await checkAll(report, 'the queues, with operators', () => proveQueues(everything, 'everything'));
  results.push(...(await proveCases(cases.everything, everything, report)));
  await checkAll(report, 'where MiniStack is unlike AWS', () => lookForDifferences(everything));
  await report.step(`the role without its conditions on ${UNKNOWN_KEYS.join(' and ')}`, () =>
    liftConditions(aws, stack.roleName, UNKNOWN_KEYS),
  );
  results.push(...(await proveCases(quarantine, everything, report)));
  necessities.push(...(await proveQuarantinePolicy(everything, report)));
  await checkAll(report, 'a stack from before the sentinel, deployed again', () =>
    proveUpgrade({ ...means, proof: everything }),
  );
  await queueAddress.close();
  await proveRelease(means, emulator);

  report.check(haveAllRules(everything, results));
  addCasesTable(report, results);
  report.addTable(['one incident over time', 'found'], figures);
  addNecessitiesTable(report, necessities);
  const alsoNotShown = certificate === undefined ? [noCertificate] : [];
  report.addTable(['not shown on MiniStack', 'because'], [...notShown, ...alsoNotShown]);
}

async function withPagerAndMailbox(proof: Proof, report: Report): Promise<Proof> {
  const proofStack = await report.step("the test's own pager and mailbox", () =>
    addPagerAndMailbox(proof.aws, proof.stack, proof.proofStack),
  );
  return { ...proof, proofStack };
}

async function deployAs(
  deployment: Deployment,
  standing: Standing,
  endpoint: string,
  { programs, report, verbose }: Means,
): Promise<void> {
  const settings = settingsOf(deployment, standing);
  const names = Object.keys(settings).join(', ');
  await report.step(names === '' ? 'npm run deploy' : `npm run deploy with ${names}`, async () => {
    let output = '';
    const onOutput = (text: string) => {
      output += text;
      if (verbose) process.stdout.write(text);
    };
    await deploy(programs, { endpoint, settings, onOutput });
    report.check({ what: 'the stack comes up', passed: true });
    const aws = connect(endpoint, rootOf(ACCOUNT_ID));
    const stack = await readStack(aws);
    const findings = [
      ...lookAtWhatDeploySays(output, deployment),
      ...proveConditionalGrants(await readRolePolicy(aws, stack.roleName), stack, deployment),
      ...(await lookAtSubscriptions(aws, stack, deployment)),
    ];
    for (const finding of findings) report.check(finding);
  });
}

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

function haveAllRules({ stack }: Proof, results: readonly NamedResult[]): Finding {
  const proved = new Set(results.flatMap(([theCase]) => rulesFor(theCase)));
  const found = stack.rules
    .filter((rule) => !tellsPeople(rule))
    .map(({ logicalId }) => logicalId)
    .filter((rule) => !proved.has(rule));
  return { what: 'every deployed rule has its case', passed: found.length === 0, found: found.join() };
}
