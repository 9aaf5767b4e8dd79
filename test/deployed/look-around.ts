import type { Case, KeysThen, Scene } from './cases/case.ts';
import { textAt, valueAt } from './json.ts';
import { ACCOUNT_ID } from './ministack.ts';
import type { Finding } from './report.ts';
import { admits, type DeployedRule } from './rules.ts';
import type { Proof } from './run-case.ts';
import { readKeyStatuses, type User } from './users.ts';

/** Exactly the rule of the case would bring the event to the function, and the function would let it in. */
export async function lookAtRules(
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

interface Circumstances {
  readonly scene: Scene;
  /** Has a key as well, which must stay Active: the event implicates nothing of theirs. */
  readonly bystander: User;
  /** How long to wait for messages. */
  readonly seconds: number;
}

/** What people, machines and IAM say now. */
export async function lookAround(
  { proofStack: { alerts, outcomes } }: Proof,
  { expected: { state, reason } }: Case,
  { scene: { incidents, keys, headline }, bystander, seconds }: Circumstances,
): Promise<readonly Finding[]> {
  const isOf = (incident: string) => (response: unknown) => textAt(response, 'dedupKey') === incident;
  const [first = ''] = incidents;
  const alert = await alerts.find((it) => responsesIn(it).some(isOf(first)), seconds);
  const told = incidents.map((incident) => summary(responsesIn(alert).find(isOf(incident))));
  const put: string[] = [];
  for (const incident of incidents) put.push(summary(await outcomes.find(isOf(incident), seconds)));

  const wanted = `${state} ${reason}`;
  const all = incidents.map(() => wanted).join();
  const then: readonly KeysThen[] = [...keys, { user: bystander, status: 'Active' }];
  return [
    ...(await Promise.all(then.map(lookAtKeys))),
    expect(`the alert says ${wanted}`, told.join(), all),
    expect(`the outcome event says ${wanted}`, put.join(), all),
    ...(headline === undefined ? [] : [lookAtHeadline(alert, headline)]),
  ];
}

/** One alert tells of every credential that the event is about. */
function responsesIn(alert: unknown): readonly unknown[] {
  const others = valueAt(alert, 'others');
  return alert === undefined ? [] : [alert, ...(Array.isArray(others) ? others : [])];
}

function summary(response: unknown): string {
  return response === undefined ? '' : `${textAt(response, 'state')} ${textAt(response, 'reason')}`;
}

async function lookAtKeys({ user, status }: KeysThen): Promise<Finding> {
  const whose = user.accountId === ACCOUNT_ID ? user.name : `${user.name} in ${user.accountId}`;
  const found = await readKeyStatuses(user);
  return expect(`every key of ${whose} is ${status}`, found.join(), found.map(() => status).join());
}

function lookAtHeadline(alert: unknown, words: string): Finding {
  const found = textAt(alert, 'title');
  return { what: `its headline says: ${words}`, passed: found.includes(words), found };
}

function expect(what: string, found: string, wanted: string): Finding {
  return { what, passed: found === wanted, found };
}
