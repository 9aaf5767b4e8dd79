import type { Case } from './cases/case.ts';
import { knownElsewhere } from './cases/known.ts';
import { memberAccount } from './cases/other-accounts.ts';
import { quarantine } from './cases/quarantine.ts';
import { userCredentialsElsewhere } from './cases/user-credentials.ts';
import { cases } from './cases.ts';
import { tellDeadLetter } from './dead-letters.ts';
import {
  findUnmissed,
  type Necessity,
  proveEnough,
  proveNeeded,
  type Trial,
  type Try,
} from './least-privilege.ts';
import { MEMBER_ACCOUNT_ID } from './ministack.ts';
import { checkAll, type Report } from './report.ts';
import { readRolePolicy } from './role-policy.ts';
import { withoutSchedules } from './rules.ts';
import { invokeForCase, type Proof } from './run-case.ts';
import { MEMBER_ROLE_NAME } from './standing.ts';

/** The function's role, as deployed for other accounts and for revocable roles. */
export async function proveRole(proof: Proof, report: Report): Promise<readonly Necessity[]> {
  const policy = await readRolePolicy(proof.aws, proof.stack.roleName);
  const tries = triesOf([...cases.defaults, ...cases.named], proof);
  // Whatever was denied since the stack came up counts.
  const trial = { ...ofResponder(proof), policy, grants: policy.grants, tries, since: 0 };
  return proveTrial('the role', trial, report);
}

/** The role in another account, that the responder assumes. */
export async function proveMemberRole(proof: Proof, report: Report): Promise<readonly Necessity[]> {
  const policy = await readRolePolicy(proof.member, MEMBER_ROLE_NAME);
  const tries = triesOf([...knownElsewhere, ...memberAccount, ...userCredentialsElsewhere], proof);
  const trial = { ...ofResponder(proof), policy, grants: policy.grants, tries, since: Date.now() };
  return proveTrial(`the role in account ${MEMBER_ACCOUNT_ID}`, trial, report);
}

/** What the parameter quarantineUsers adds. */
export async function proveQuarantinePolicy(proof: Proof, report: Report): Promise<readonly Necessity[]> {
  const policy = await readRolePolicy(proof.aws, proof.stack.roleName);
  const grants = policy.grants.filter(({ policyName }) => policyName === 'quarantine-users');
  const trial = {
    ...ofResponder(proof),
    policy,
    grants,
    tries: triesOf(quarantine, proof),
    since: Date.now(),
  };
  return proveTrial('the role for quarantine', trial, report);
}

/** The role of the function that tells people of dead letters. */
export async function proveDeadLettersRole(proof: Proof, report: Report): Promise<readonly Necessity[]> {
  const { deadLettersRoleName, deadLettersFunctionName } = proof.stack;
  const policy = await readRolePolicy(proof.aws, deadLettersRoleName);
  const tries = [
    { name: 'a dead letter', run: () => withoutSchedules(proof.aws, () => tellDeadLetter(proof)) },
  ];
  const functionNames = [deadLettersFunctionName];
  const trial = { proof, policy, grants: policy.grants, tries, functionNames, since: 0 };
  return proveTrial('the role for dead letters', trial, report);
}

function ofResponder(proof: Proof): Pick<Trial, 'proof' | 'functionNames'> {
  return { proof, functionNames: [proof.stack.functionName] };
}

function triesOf(chosen: readonly Case[], proof: Proof): readonly Try[] {
  return chosen.map((theCase) => ({ name: theCase.name, run: () => invokeForCase(proof, theCase) }));
}

async function proveTrial(name: string, trial: Trial, report: Report): Promise<readonly Necessity[]> {
  const enough = await checkAll(report, `${name} is enough`, () => proveEnough(trial));
  // Where a case fails anyway, its failing without an action shows nothing.
  if (!enough) return [];

  return report.step(`${name} is no more than enough: each action is taken out of it in turn`, async () => {
    const necessities: Necessity[] = [];
    const unmissed = await findUnmissed(trial);
    for (const grant of trial.grants) {
      const necessity = await proveNeeded(trial, grant, unmissed);
      necessities.push(necessity);
      const { verdict, evidence } = necessity;
      const passed = verdict !== 'granted for nothing';
      report.check({ what: `${grant.policyName}: ${grant.action}: ${verdict}`, passed, found: evidence });
    }
    const denied = necessities.some(({ denial }) => denial !== undefined);
    report.check({ what: 'a denied call does show in the log', passed: denied });
    report.check({ what: 'the role is as it was', passed: await trial.policy.isAsItWas() });
    return necessities;
  });
}
