import type { Case, KeysThen, Scene } from './cases/case.ts';
import { textAt, valueAt } from './json.ts';
import type { Notification } from './messages/notification.ts';
import { alarmFor, isPage, lookAtPage } from './messages/pager-form.ts';
import { ACCOUNT_ID } from './ministack.ts';
import type { Finding } from './report.ts';
import { admits, type DeployedRule, rulesFor } from './rules.ts';
import type { Proof } from './run-case.ts';
import { readKeyStatuses, type User } from './users.ts';

/**
 * Exactly the rule of the case would bring the event to the function, or its twin if the event were forwarded, and the function
 * would let it in.
 */
export async function lookAtRules(
  { aws, stack }: Proof,
  theCase: Case,
  matching: readonly DeployedRule[],
): Promise<readonly Finding[]> {
  const rules = rulesFor(theCase);
  const admitted = await Promise.all(matching.map((it) => admits(aws, stack, it)));
  return [
    expect(
      `of ${stack.rules.length} deployed rules only ${rules.join(' and ')} ${rules.length === 1 ? 'matches' : 'match'}`,
      matching
        .map((it) => it.logicalId)
        .toSorted()
        .join(),
      rules.toSorted().join(),
    ),
    { what: 'the function admits EventBridge for them', passed: !admitted.includes(false) },
  ];
}

interface Circumstances {
  readonly scene: Scene;
  /** Has a key as well, which must stay Active: the event implicates nothing of theirs. */
  readonly bystander: User;
  /** How long to wait for messages. */
  readonly seconds: number;
}

export interface Surroundings {
  readonly findings: readonly Finding[];
  readonly alert: Notification | undefined;
  readonly outcomes: readonly unknown[];
}

/** What people, machines and IAM say now. */
export async function lookAround(
  { proofStack }: Proof,
  { expected: { state, reason } }: Case,
  { scene: { incidents, keys, headline, facts }, bystander, seconds }: Circumstances,
): Promise<Surroundings> {
  const isOf = (incident: string) => (response: unknown) => textAt(response, 'dedupKey') === incident;
  const [first = ''] = incidents;
  const alert = await proofStack.alerts.find(({ json }) => responsesIn(json).some(isOf(first)), seconds);
  const responses = responsesIn(alert?.json);
  const told = incidents.map((incident) => summary(responses.find(isOf(incident)))).join();

  const wanted = `${state} ${reason}`;
  const all = incidents.map(() => wanted).join();
  // All is told at about the same time: where people heard something else, there is nothing to wait for.
  const patience = told === all ? seconds : 0;
  const outcomes: unknown[] = [];
  for (const incident of incidents) outcomes.push(await proofStack.outcomes.find(isOf(incident), patience));
  const then: readonly KeysThen[] = [...keys, { user: bystander, status: 'Active' }];
  const findings = [
    ...(await Promise.all(then.map(lookAtKeys))),
    expect(`the alert says ${wanted}`, told, all),
    expect(`the outcome event says ${wanted}`, outcomes.map(summary).join(), all),
    ...(headline === undefined ? [] : [lookAtHeadline(alert?.json, headline)]),
    ...(await lookAtPages(proofStack, state, { incidents, seconds: patience })),
    ...(facts?.(alert?.json) ?? []),
  ];
  return { findings, alert, outcomes };
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

/** Whoever is on call is woken, or may sleep again: a message for each credential. */
async function lookAtPages(
  { pages }: Proof['proofStack'],
  state: string,
  { incidents, seconds }: { readonly incidents: readonly string[]; readonly seconds: number },
): Promise<readonly Finding[]> {
  const alarm = alarmFor(state);
  if (pages === undefined || alarm === undefined) return [];
  const findings: Finding[] = [];
  for (const incident of incidents) {
    findings.push(lookAtPage(await pages.find(isPage(incident, alarm), seconds), state, alarm));
  }
  return findings;
}

function expect(what: string, found: string, wanted: string): Finding {
  return { what, passed: found === wanted, found };
}
