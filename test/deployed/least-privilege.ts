import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { errandFor, type Verdict } from './errands.ts';
import { startAfresh } from './invoke.ts';
import { readLogGroup } from './log-group.ts';
import { ROLELESS_ACCOUNT_ID } from './ministack.ts';
import type { Finding } from './report.ts';
import type { Grant, RolePolicy } from './role-policy.ts';
import type { Proof } from './run-case.ts';

/** A role as it is deployed, and what it must be enough for. */
export interface Trial {
  readonly proof: Proof;
  readonly policy: RolePolicy;
  /** What is taken out of it in turn. */
  readonly grants: readonly Grant[];
  readonly tries: readonly Try[];
  /** Of the functions that have the role, or assume it. */
  readonly functionNames: readonly string[];
  /** From when on no call may have been denied. */
  readonly since: number;
}

/** What a function does with its role, once. */
export interface Try {
  readonly name: string;
  readonly run: () => Promise<{ readonly findings: readonly Finding[]; readonly log: string }>;
}

/** IAM, SNS and EventBridge each have a name of their own for a call that the role may not make. */
const DENIAL = /AccessDenied\w*|AuthorizationError\w*|not authorized/i;
const CLOSE_TO_DENIAL = new RegExp(`.{0,150}(${DENIAL.source}).{0,150}`, 'is');

/** The role as deployed is enough: every case passes, and no log tells of a denied call. */
export async function proveEnough(trial: Trial): Promise<readonly Finding[]> {
  const failure = await findFirstFailure(trial);
  const denial = await findDenialInLogs(trial);
  const { attached } = trial.policy;
  return [
    { what: 'every case passes', passed: failure === undefined, found: failure?.what ?? '' },
    {
      what: `no log tells of a denied call, but for the role that ${ROLELESS_ACCOUNT_ID} has not`,
      passed: denial === undefined,
      found: denial ?? '',
    },
    { what: 'no policy is attached to the role', passed: attached.length === 0, found: attached.join() },
  ];
}

/** What shows that the role needs an action, or that it has it for nothing. */
export interface Necessity {
  readonly grant: Grant;
  readonly verdict: Verdict;
  readonly evidence: string;
  /** The error with which AWS denied the call, where the function logged one. */
  readonly denial: string | undefined;
}

/** Actions without which every case passes. */
export interface Unmissed {
  readonly grants: readonly Grant[];
  /** When they were taken away. */
  readonly since: number;
}

/** What no case can miss on MiniStack, by what is known of it, is taken out all at once: that spares a round for each. */
export async function findUnmissed(trial: Trial): Promise<Unmissed> {
  const grants = trial.grants.filter(({ action }) => errandFor(action) !== undefined);
  const since = Date.now();
  if (grants.length === 0) return { grants, since };
  const failure = await trial.policy.without(grants, () => findFirstFailure(trial));
  return { grants: failure === undefined ? grants : [], since };
}

/** Takes one action out of the deployed role and looks for a case that fails without it. */
export async function proveNeeded(trial: Trial, grant: Grant, unmissed: Unmissed): Promise<Necessity> {
  const { proof, policy, functionNames } = trial;
  const isUnmissed = unmissed.grants.includes(grant);
  const since = isUnmissed ? unmissed.since : Date.now();
  const failure = isUnmissed ? undefined : await findFailureWithout(trial, grant);
  if (failure !== undefined) {
    return { grant, verdict: 'needed', evidence: `fails: ${failure.what}`, denial: failure.denial };
  }
  const errand = errandFor(grant.action);
  const judgement = await errand?.({ proof, policy, grant, functionNames, since });
  const { verdict, evidence } = judgement ?? NEVER_MISSED;
  return { grant, verdict, evidence, denial: undefined };
}

/** The credentials of other accounts and the account's alias outlive the permission to get them. */
const KEPT = ['sts:AssumeRole', 'iam:ListAccountAliases'];

async function findFailureWithout(trial: Trial, grant: Grant): Promise<Failure | undefined> {
  const { proof, policy } = trial;
  return policy.without([grant], async () => {
    if (KEPT.includes(grant.action)) await startAfresh(proof.aws, proof.stack.functionName);
    return findFirstFailure(trial);
  });
}

const NEVER_MISSED = { verdict: 'granted for nothing', evidence: 'every case passes without it' } as const;

interface Failure {
  readonly what: string;
  readonly denial: string | undefined;
}

async function findFirstFailure({ proof, functionNames, tries }: Trial): Promise<Failure | undefined> {
  for (const { name, run } of tries) {
    const since = Date.now();
    const { findings, log } = await run();
    const failure = findings.find(({ passed }) => !passed);
    if (failure === undefined) continue;
    // What comes with the answer is the end of the log, and an alert may fill all of it.
    const inLog = DENIAL.test(log) ? log : await findDenialInLogs({ proof, functionNames, since });
    return { what: `${name}: ${inShort(failure)}`, denial: DENIAL.exec(inLog ?? '')?.[0] };
  }
  return undefined;
}

/** What the function threw says why by itself. */
function inShort({ what, found = '' }: Finding): string {
  const [, why] = /must run again: (.*)$/.exec(found) ?? [];
  return why ?? `not so that ${what}${found === '' ? '' : `, but ${found}`}`;
}

async function findDenialInLogs({
  functionNames,
  ...look
}: Pick<Trial, 'proof' | 'functionNames' | 'since'>): Promise<string | undefined> {
  for (const functionName of functionNames) {
    const denied = await findDenialInLog(functionName, look);
    if (denied !== undefined) return denied;
  }
  return undefined;
}

async function findDenialInLog(
  functionName: string,
  { proof: { aws }, since }: Pick<Trial, 'proof' | 'since'>,
): Promise<string | undefined> {
  const logGroupName = await readLogGroup(aws, functionName);
  let nextToken: string | undefined;
  do {
    const page = await aws.logs.send(
      new FilterLogEventsCommand({ logGroupName, startTime: since, ...(nextToken && { nextToken }) }),
    );
    const denied = page.events
      ?.filter(({ message }) => message?.includes(ROLELESS_ACCOUNT_ID) === false)
      .flatMap(({ message }) => CLOSE_TO_DENIAL.exec(message ?? '')?.[0] ?? [])[0];
    if (denied !== undefined) return denied;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}
