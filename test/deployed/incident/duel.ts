import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { textAt, valueAt } from '../json.ts';
import type { Notification } from '../messages/notification.ts';
import { waitForRetries } from '../retry-queue.ts';
import type { Proof } from '../run-case.ts';
import { createUser, readKeyStatuses } from '../users.ts';
import { exposureOf, type Use } from './exposure.ts';
import { keepSwitchingOn, keepUsing } from './fighters.ts';
import { beginStory, forgetMessages, mailsOf, outcomeOf, pagesOf, type Story, same, tell } from './story.ts';

const SECONDS = 60;
const EVERY_MS = 500;

/**
 * An administrator's key switches a stolen key on again and again, and the thief uses it all the time. The administrator is
 * in `trustedPrincipals`: otherwise it could not go on after the second time.
 */
export async function fightDuel(proof: Proof): Promise<Story> {
  const { aws, stack, proofStack, standing } = proof;
  await beginStory(proof);
  const target = await createUser(aws, 'contested');
  const administrator = standing.trusted;
  const first = await tell(proof, guardDutyFinding(asUser(target)));
  await proofStack.alerts.all(1);
  await forgetMessages(proof);

  const stopThief = keepUsing(aws.endpoint, target.keys[0]);
  const fight = { everyMs: EVERY_MS, seconds: SECONDS };
  const { calls, records } = await keepSwitchingOn(proof, { target, administrator }, fight);
  const outcomes: unknown[] = [];
  for (const record of records) outcomes.push(await outcomeOf(proof, record));
  const settled = await waitForRetries(aws, stack, { count: 0, seconds: 90 });
  const [status = ''] = await readKeyStatuses(target);
  const uses = await stopThief();

  const begin = calls[0]?.from ?? 0;
  const end = calls.at(-1)?.to ?? 0;
  const during = uses.filter(({ from }) => from >= begin && from <= end);
  const passed = during.filter((use) => use.passed).length;
  const { longest, sum } = exposureOf(calls, uses);
  const answered = outcomes.filter((outcome) => textAt(outcome, 'reason') !== '').length;
  const ids = new Set(records.map(({ id }) => id));
  const about = (messages: readonly Notification[]) =>
    messages.filter(({ json }) => ids.has(textAt(json, 'alertId')));
  const mails = about(await mailsOf(proof).all(2));
  const pages = about(await pagesOf(proof).all(1)).filter(
    ({ json }) => textAt(json, 'NewStateValue') === 'ALARM',
  );
  const named = mails.filter(({ json }) => textAt(json, 'title').includes(administrator.name));
  const [own = ''] = await readKeyStatuses(administrator);
  const wins = status === 'Inactive' && uses.at(-1)?.passed === false;
  return {
    findings: [
      same('the stolen key was contained before', textAt(first, 'state'), 'CONTAINED'),
      {
        what: 'it is switched on again for a minute',
        passed: records.length >= 60,
        found: String(records.length),
      },
      same('each re-activation is answered', answered, records.length),
      same('and paged', distinct(pages), records.length),
      same('and mailed', distinct(mails), records.length),
      same('and the administrator is named in each mail', named.length, mails.length),
      { what: 'in the end the key is Inactive and the thief is refused', passed: wins, found: status },
      { what: 'and nothing is left in the retry queue', passed: settled },
      {
        what: 'the thief is refused more often than not',
        passed: passed * 2 < during.length,
        found: share(during),
      },
      { what: 'the key is never Active for five seconds', passed: longest < 5000, found: inSeconds(longest) },
      same('the key of the trusted administrator is left alone', own, 'Active'),
    ],
    figures: [
      [
        'duel: who wins',
        wins ? 'the responder: Inactive, the thief refused' : `the administrator: ${status}`,
      ],
      ['duel: re-activations, each answered', `${records.length} in ${SECONDS} s, ${answered}`],
      ["duel: thief's calls that passed", share(during)],
      ['duel: key Active at most, in sum', `${inSeconds(longest)}, ${inSeconds(sum)}`],
      ['duel: pages, mails', `${pages.length}, ${mails.length}`],
      ['duel: endings', endingsOf(outcomes)],
    ],
  };
}

function distinct(messages: readonly Notification[]): number {
  return new Set(messages.map(({ json }) => textAt(json, 'alertId'))).size;
}

function share(uses: readonly Use[]): string {
  const passed = uses.filter((use) => use.passed).length;
  return `${passed} of ${uses.length} (${((100 * passed) / Math.max(1, uses.length)).toFixed(0)} %)`;
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function endingsOf(outcomes: readonly unknown[]): string {
  const reasons = outcomes.map((outcome) => `${valueAt(outcome, 'reason')}`);
  const counts = [...Map.groupBy(reasons, (reason) => reason)].map(
    ([reason, all]) => `${reason} ${all.length}`,
  );
  return counts.join(', ');
}
