import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Aws } from './aws.ts';
import type { Case, People } from './cases.ts';
import { parseJson, textAt } from './json.ts';
import type { ProofStack } from './proof-stack.ts';
import type { Finding } from './report.ts';
import { admits, type DeployedRule, deliver, findMatchingRules } from './rules.ts';
import type { Stack } from './stack.ts';
import { startThief, type ThiefsEnd } from './thief.ts';
import { activateKeys, createUser, readKeyStatuses, type User } from './users.ts';

export interface Proof {
  readonly aws: Aws;
  readonly stack: Stack;
  readonly proofStack: ProofStack;
  /** The targets of the cases that the stack is deployed with settings for. */
  readonly standing: ReadonlyMap<Case, User>;
}

export interface CaseResult {
  readonly findings: readonly Finding[];
  readonly thieves: readonly TimedEnd[];
}

export interface TimedEnd extends ThiefsEnd {
  readonly secondsAfterEvent: string;
}

/** The whole way: through the deployed rules, asynchronously, while thieves use the keys. */
export async function runCase(proof: Proof, theCase: Case): Promise<CaseResult> {
  const { aws, stack } = proof;
  const people = await assemble(proof, theCase);
  const stolen = theCase.expected.keys === 'Inactive' ? people.target.keys : [];
  const atWork = await Promise.all(stolen.map((key) => startThief(aws.endpoint, key)));

  const event = theCase.event(people);
  const matching = await findMatchingRules(aws, stack, event);
  const sentAt = performance.now();
  await deliver(aws, stack, { event, bus: theCase.bus });
  const ends = await Promise.all(atWork.map(({ end }) => end));
  const thieves = ends.map((end) => ({ ...end, secondsAfterEvent: ((end.at - sentAt) / 1000).toFixed(2) }));

  const findings = [
    ...(await lookAtRules(proof, theCase, matching)),
    ...thieves.map(({ refusal, secondsAfterEvent, successfulCalls }) =>
      expect(
        refusal === undefined
          ? `the thief is refused within ${successfulCalls} calls`
          : `${secondsAfterEvent} s after the event the thief is refused`,
        refusal,
        'InvalidClientTokenId',
      ),
    ),
    ...(await lookAround(proof, theCase, { people, seconds: 10 })),
  ];
  return { findings, thieves };
}

export interface Invocation {
  readonly findings: readonly Finding[];
  readonly log: string;
}

/** The short way: the function is invoked and waited for, and what it logged comes back with the answer. */
export async function invokeForCase(proof: Proof, theCase: Case): Promise<Invocation> {
  const { aws, stack } = proof;
  const people = await assemble(proof, theCase);
  const Payload = JSON.stringify(theCase.event(people));
  const request = { FunctionName: stack.functionName, LogType: 'Tail', Payload } as const;
  const answer = await aws.lambda.send(new InvokeCommand(request));
  const thrown =
    answer.FunctionError && textAt(parseJson(answer.Payload?.transformToString()), 'errorMessage');
  const findings = [
    expect('the function succeeds', thrown ?? 'success', 'success'),
    ...(await lookAround(proof, theCase, { people, seconds: 1 })),
  ];
  return { findings, log: Buffer.from(answer.LogResult ?? '', 'base64').toString() };
}

let runs = 0;

async function assemble({ aws, proofStack, standing }: Proof, theCase: Case): Promise<People> {
  await proofStack.alerts.clear();
  await proofStack.outcomes.clear();
  runs += 1;
  const known = standing.get(theCase);
  if (known !== undefined) await activateKeys(aws, known);
  return {
    target: known ?? (await createUser(aws, `target-${runs}`, theCase.keyCount)),
    bystander: await createUser(aws, `bystander-${runs}`),
  };
}

async function lookAtRules(
  { aws, stack }: Proof,
  { rule }: Case,
  matching: readonly DeployedRule[],
): Promise<readonly Finding[]> {
  const admitted = await Promise.all(matching.map((it) => admits(aws, stack, it)));
  return [
    expect(
      `of ${stack.rules.length} deployed rules only ${rule} matches`,
      matching.map((it) => it.logicalId).join(),
      rule,
    ),
    { what: 'the function admits EventBridge for this rule', passed: !admitted.includes(false) },
  ];
}

interface Scene {
  readonly people: People;
  /** How long to wait for messages. */
  readonly seconds: number;
}

/** What people, machines and IAM say now. */
async function lookAround(
  { aws, proofStack }: Proof,
  { expected }: Case,
  { people: { target, bystander }, seconds }: Scene,
): Promise<readonly Finding[]> {
  const concernsTarget = (message: unknown) => textAt(message, 'dedupKey') === expected.dedupKey(target);
  const alert = await proofStack.alerts.find(concernsTarget, seconds);
  const outcome = await proofStack.outcomes.find(concernsTarget, seconds);
  const keys = await readKeyStatuses(aws, target);
  const others = await readKeyStatuses(aws, bystander);
  return [
    expect(`every key of the target is ${expected.keys}`, keys.join(), keys.map(() => expected.keys).join()),
    expect("the bystander's key is Active", others.join(), 'Active'),
    expect(`the alert says ${expected.state}`, textAt(alert, 'state'), expected.state),
    expect(`the outcome event says ${expected.state}`, textAt(outcome, 'state'), expected.state),
  ];
}

function expect(what: string, found: string | undefined, wanted: string): Finding {
  return { what, passed: found === wanted, found: found ?? '' };
}
