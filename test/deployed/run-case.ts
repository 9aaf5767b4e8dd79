import type { Aws } from './aws.ts';
import type { Case, Scene } from './cases/case.ts';
import { invoke } from './invoke.ts';
import { forgetIncidents } from './ledger.ts';
import { lookAround, lookAtRules } from './look-around.ts';
import { lookAtAlertForm, lookAtOutcomeForm } from './messages/alert-form.ts';
import type { Notification } from './messages/notification.ts';
import type { OnCall } from './pasting/on-call.ts';
import type { ProofStack } from './proof-stack.ts';
import type { Finding } from './report.ts';
import { emptyRetries, waitForRetries } from './retry-queue.ts';
import { deliver, findMatchingRules } from './rules.ts';
import type { Stack } from './stack.ts';
import type { Standing } from './standing.ts';
import { startThief, type Theft, type Thief, type ThiefsEnd } from './thief.ts';
import { createUser, type User } from './users.ts';

/** Where things are proved. */
export interface Proof {
  readonly aws: Aws;
  /** The account that has the role for the responder. */
  readonly member: Aws;
  readonly stack: Stack;
  readonly proofStack: ProofStack;
  readonly standing: Standing;
  readonly onCall: OnCall;
}

export interface CaseResult {
  readonly findings: readonly Finding[];
  readonly thieves: readonly TimedEnd[];
}

export interface TimedEnd extends ThiefsEnd {
  readonly what: string;
  readonly secondsAfterEvent: string;
}

/** The whole way: through the deployed rules, asynchronously, while thieves use what they stole. */
export async function runCase(proof: Proof, theCase: Case): Promise<CaseResult> {
  const { aws, stack } = proof;
  const { scene, bystander } = await setTheScene(proof, theCase);
  const atWork = await Promise.all(
    scene.thefts.map(async (theft) => ({ theft, thief: await startThief(aws.endpoint, theft) })),
  );

  const { event } = scene;
  const matching = await findMatchingRules(aws, stack, event);
  const sentAt = performance.now();
  await deliver(aws, stack, { event, bus: theCase.bus });
  await Promise.all(
    atWork.filter(({ theft }) => theft.refusedWith !== 'never').map(({ thief }) => thief.end),
  );
  const around = await lookAround(proof, theCase, { scene, bystander, seconds: 10 });
  const ends = await Promise.all(atWork.map((one) => endOf(one, sentAt)));
  const kept = theCase.expected.retried ? [await lookForFailure(proof)] : [];
  return {
    findings: [
      ...(await lookAtRules(proof, theCase, matching)),
      ...ends.map(judge),
      ...around.findings,
      lookAtAlertForm(around.alert),
      lookAtOutcomeForm(around.outcomes),
      ...((await scene.afterwards?.()) ?? []),
      ...kept,
    ],
    thieves: ends.map(({ end }) => end),
  };
}

export interface Invocation {
  readonly findings: readonly Finding[];
  readonly log: string;
  readonly scene: Scene;
  /** What a queue got of it. */
  readonly alert: Notification | undefined;
}

/** The short way: the function is invoked and waited for, and what it logged comes back with the answer. */
export async function invokeForCase(proof: Proof, theCase: Case): Promise<Invocation> {
  const { scene, bystander } = await setTheScene(proof, theCase);
  const { thrown = 'success', log } = await invoke(proof.aws, proof.stack, scene.event);
  const around = await lookAround(proof, theCase, { scene, bystander, seconds: 1 });
  const { reason, retried } = theCase.expected;
  const asExpected = retried ? thrown.includes(reason) : thrown === 'success';
  const findings = [
    { what: retried ? 'the function throws' : 'the function succeeds', passed: asExpected, found: thrown },
    ...around.findings,
    ...((await scene.afterwards?.()) ?? []),
  ];
  return { findings, log, scene, alert: around.alert };
}

async function setTheScene(proof: Proof, theCase: Case): Promise<{ scene: Scene; bystander: User }> {
  await forgetIncidents(proof);
  const bystander = await createUser(proof.aws, 'bystander');
  const scene = await theCase.prepare(proof, bystander);
  await proof.proofStack.alerts.clear();
  await proof.proofStack.pages?.clear();
  await proof.proofStack.outcomes.clear();
  return { scene, bystander };
}

interface AtWork {
  readonly theft: Theft;
  readonly thief: Thief;
}

async function endOf({ theft, thief }: AtWork, sentAt: number): Promise<{ theft: Theft; end: TimedEnd }> {
  // Those who are refused have been; the others make one more call, now that people have been told of them.
  thief.leave();
  const end = await thief.end;
  const secondsAfterEvent = ((end.at - sentAt) / 1000).toFixed(2);
  return { theft, end: { ...end, what: theft.what, secondsAfterEvent } };
}

async function lookForFailure({ aws, stack }: Proof): Promise<Finding> {
  const passed = await waitForRetries(aws, stack, { count: 1, seconds: 20 });
  await emptyRetries(aws, stack);
  return { what: 'Lambda tries again, and the event comes into the retry queue', passed };
}

function judge({ theft, end }: { theft: Theft; end: TimedEnd }): Finding {
  const { refusedWith: found, secondsAfterEvent, successfulCalls } = end;
  const what =
    theft.refusedWith === 'never'
      ? `the thief's ${theft.what} works on after the alert`
      : found === 'never'
        ? `the thief's ${theft.what} is refused within ${successfulCalls} calls`
        : `${secondsAfterEvent} s after the event the thief's ${theft.what} is refused with ${theft.refusedWith}`;
  return { what, passed: found === theft.refusedWith, found };
}
