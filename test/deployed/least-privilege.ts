import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { cases } from './cases.ts';
import { type Circumstances, errands } from './errands.ts';
import { describe, type Finding } from './report.ts';
import type { Grant, RolePolicy } from './role-policy.ts';
import { invokeForCase, type Proof } from './run-case.ts';

/** IAM, SNS and EventBridge each have a name of their own for a call that the role may not make. */
const DENIAL = /AccessDenied\w*|AuthorizationError\w*|not authorized/i;
const CLOSE_TO_DENIAL = new RegExp(`.{0,150}(${DENIAL.source}).{0,150}`, 'is');

/** The role as deployed is enough: every case passes, and no log tells of a denied call. */
export async function proveEnough(proof: Proof, policy: RolePolicy): Promise<readonly Finding[]> {
  const failure = await findFirstFailure(proof);
  const denial = await findDenialInLogs(proof);
  return [
    { what: 'every case passes', passed: failure === undefined, found: failure?.what ?? '' },
    { what: 'no log tells of a denied call', passed: denial === undefined, found: denial ?? '' },
    {
      what: 'no policy is attached to the role',
      passed: policy.attached.length === 0,
      found: policy.attached.join(),
    },
  ];
}

/** What shows that the role needs an action, or that it has it for nothing. */
export interface Necessity {
  readonly grant: Grant;
  readonly verdict: 'needed' | 'not enforced by MiniStack' | 'granted for nothing';
  readonly evidence: string;
  /** The error with which AWS denied the call, where the function logged one. */
  readonly denial: string | undefined;
}

/** Takes one action out of the deployed role and looks for a case that fails without it. */
export async function proveNeeded(proof: Proof, policy: RolePolicy, grant: Grant): Promise<Necessity> {
  const since = Date.now();
  const failure = await policy.without([grant], () => findFirstFailure(proof));
  if (failure !== undefined) {
    return { grant, verdict: 'needed', evidence: `fails: ${failure.what}`, denial: failure.denial };
  }
  return { grant, denial: undefined, ...(await lookAtErrand({ proof, policy, grant, since })) };
}

async function lookAtErrand(circumstances: Circumstances): Promise<Pick<Necessity, 'verdict' | 'evidence'>> {
  const errand = errands.find(({ actions }) => actions.includes(circumstances.grant.action));
  if (errand === undefined)
    return { verdict: 'granted for nothing', evidence: 'every case passes without it' };
  const { done, evidence } = await errand.look(circumstances);
  return { verdict: done ? 'not enforced by MiniStack' : 'needed', evidence };
}

interface Failure {
  readonly what: string;
  readonly denial: string | undefined;
}

async function findFirstFailure(proof: Proof): Promise<Failure | undefined> {
  for (const theCase of cases) {
    const { findings, log } = await invokeForCase(proof, theCase);
    const failure = findings.find(({ passed }) => !passed);
    if (failure !== undefined)
      return { what: `${theCase.name}: ${describe(failure)}`, denial: DENIAL.exec(log)?.[0] };
  }
  return undefined;
}

async function findDenialInLogs({ aws, stack }: Proof): Promise<string | undefined> {
  const logGroupName = `/aws/lambda/${stack.functionName}`;
  let nextToken: string | undefined;
  do {
    const page = await aws.logs.send(
      new FilterLogEventsCommand({ logGroupName, ...(nextToken && { nextToken }) }),
    );
    const denied = page.events?.flatMap(({ message }) => CLOSE_TO_DENIAL.exec(message ?? '')?.[0] ?? [])[0];
    if (denied !== undefined) return denied;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}
