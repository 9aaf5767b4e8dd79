import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteFunctionConcurrencyCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { incidentOf } from './cases/case.ts';
import { asUser, guardDutyFinding } from './events/guard-duty.ts';
import { textAt } from './json.ts';
import { pasteTheRunbook } from './pasting/runbook-lines.ts';
import type { Finding } from './report.ts';
import { countMessages, emptyRetries, waitForLog, waitForRetries } from './retry-queue.ts';
import { type RolePolicy, readRolePolicy } from './role-policy.ts';
import { deliver, withoutSchedules } from './rules.ts';
import type { Proof } from './run-case.ts';
import { createUser, readKeyStatuses, type User } from './users.ts';

/** Lambda tries three times. Between the tries MiniStack waits one and two seconds, where AWS waits as many minutes. */
const SECONDS_FOR_ALL_TRIES = 20;

/** The first wait in the retry queue is a minute. */
const SECONDS_UNTIL_NEXT_TRY = 90;

/** No event is lost: what fails comes back from the retry queue until it is contained and told. All wait at the same time. */
export async function proveWayBack(proof: Proof): Promise<readonly Finding[]> {
  const { aws, stack } = proof;
  await emptyRetries(aws, stack);
  const policy = await readRolePolicy(aws, stack.roleName);
  return withoutSchedules(aws, async () => {
    const outages = [
      await withoutIam(proof, policy),
      await withoutSns(proof, policy),
      await withoutConcurrency(proof),
    ];
    const runbook = await pasteTheRunbook(proof);
    const ends = await Promise.all(outages.map(({ end }) => end()));
    return [
      ...outages.flatMap(({ findings }) => findings),
      ...runbook,
      ...ends.flat(),
      ...(await emptyQueues(proof)),
    ];
  });
}

/** Something does not work for a while, and then it does. */
interface Outage {
  /** What was seen meanwhile. */
  readonly findings: readonly Finding[];
  /** What is seen when the event has come back. */
  readonly end: () => Promise<readonly Finding[]>;
}

async function withoutIam(proof: Proof, policy: RolePolicy): Promise<Outage> {
  const { aws, stack } = proof;
  const target = await createUser(aws, 'unstoppable');
  const [kept, triedAgain] = await untilItFails(proof, {
    policy,
    action: 'iam:UpdateAccessKey',
    target,
    count: 1,
  });
  const [status = ''] = await readKeyStatuses(target);
  const told = await isTold(proof, { target, state: 'NOT_CONTAINED', seconds: 10 });
  return {
    findings: [
      { what: 'people are told NOT_CONTAINED while the role may not change keys', passed: told },
      { what: 'when Lambda gives up, the event is in the retry queue', passed: kept },
      { what: 'and fails there as well', passed: triedAgain && status === 'Active', found: status },
    ],
    end: async () => [
      ...(await containedAndTold(proof, {
        target,
        once: 'once the role may, the event comes back by itself',
      })),
      { what: 'the page is closed under the same name', passed: await isClosed(proof, target) },
    ],
  };

  async function isClosed({ proofStack }: Proof, user: User): Promise<boolean> {
    if (stack.pagerTopicArn === undefined) return true;
    const name = incidentOf(user.accountId, user.keys[0].accessKeyId);
    const isEnd = (json: unknown) =>
      textAt(json, 'AlarmName') === name && textAt(json, 'NewStateValue') === 'OK';
    return (await proofStack.pages?.find(({ json }) => isEnd(json), 10)) !== undefined;
  }
}

async function withoutSns(proof: Proof, policy: RolePolicy): Promise<Outage> {
  const target = await createUser(proof.aws, 'unheard');
  const [kept, triedAgain] = await untilItFails(proof, { policy, action: 'sns:Publish', target, count: 2 });
  const [status = ''] = await readKeyStatuses(target);
  const told = await isTold(proof, { target, state: 'CONTAINED', seconds: 0 });
  return {
    findings: [
      {
        what: 'the key is Inactive while the role may not publish',
        passed: status === 'Inactive',
        found: status,
      },
      { what: 'nobody can be told, so the event is in the retry queue', passed: kept && !told },
      { what: 'and fails there as well, since nobody is told', passed: triedAgain },
    ],
    end: () =>
      containedAndTold(proof, { target, once: 'once the role may publish, it comes back by itself' }),
  };
}

/** As a thief does who wants the responder silent. */
async function withoutConcurrency(proof: Proof): Promise<Outage> {
  const { aws, stack } = proof;
  const FunctionName = stack.functionName;
  const target = await createUser(aws, 'unstarted');
  let status = '';
  await aws.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  try {
    await deliver(aws, stack, { event: guardDutyFinding(asUser(target)), bus: 'default' });
    // MiniStack tries at once, after one second, and after two more.
    await sleep(1_500);
    [status = ''] = await readKeyStatuses(target);
  } finally {
    await aws.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  }
  return {
    findings: [
      { what: 'a function without concurrency does nothing', passed: status === 'Active', found: status },
    ],
    end: () => containedAndTold(proof, { target, once: 'once it has some, the event is tried again' }),
  };
}

interface Failing {
  readonly policy: RolePolicy;
  /** What the role may not do meanwhile. */
  readonly action: string;
  readonly target: User;
  /** How many messages the retry queue has then. */
  readonly count: number;
}

/** @returns whether the event came into the retry queue, and whether it failed there. */
async function untilItFails(
  { aws, stack }: Proof,
  { policy, action, target, count }: Failing,
): Promise<readonly [boolean, boolean]> {
  const needed = policy.grants.filter((grant) => grant.action === action);
  const since = Date.now();
  const seconds = SECONDS_FOR_ALL_TRIES;
  return policy.without(needed, async () => {
    await deliver(aws, stack, { event: guardDutyFinding(asUser(target)), bus: 'default' });
    const kept = await waitForRetries(aws, stack, { count, seconds });
    return [kept, (await waitForLog(aws, stack, { text: 'receives', since, seconds })) > 0];
  });
}

async function containedAndTold(
  proof: Proof,
  { target, once }: { readonly target: User; readonly once: string },
): Promise<readonly Finding[]> {
  const told = await isTold(proof, { target, state: 'CONTAINED', seconds: SECONDS_UNTIL_NEXT_TRY });
  const [status = ''] = await readKeyStatuses(target);
  return [
    { what: `${once} and the key is Inactive`, passed: status === 'Inactive', found: status },
    { what: 'and people are told CONTAINED', passed: told },
  ];
}

async function isTold(
  { proofStack }: Proof,
  { target, state, seconds }: { readonly target: User; readonly state: string; readonly seconds: number },
): Promise<boolean> {
  const incident = incidentOf(target.accountId, target.keys[0].accessKeyId);
  const isAbout = (json: unknown) => textAt(json, 'dedupKey') === incident && textAt(json, 'state') === state;
  return (await proofStack.alerts.find(({ json }) => isAbout(json), seconds)) !== undefined;
}

async function emptyQueues({ aws, stack }: Proof): Promise<readonly Finding[]> {
  await waitForRetries(aws, stack, { count: 0, seconds: 5 });
  const { retryQueueUrl, deadLetterQueueUrl, undeliveredAlertsQueueUrl } = stack;
  const urls = [retryQueueUrl, deadLetterQueueUrl, undeliveredAlertsQueueUrl];
  const found = (await Promise.all(urls.map((url) => countMessages(aws, url)))).join();
  return [{ what: 'and all queues of the stack are empty', passed: found === '0,0,0', found }];
}
