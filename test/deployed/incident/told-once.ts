import { availableParallelism } from 'node:os';
import { getCallerIdentity } from '../events/api-calls.ts';
import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { textAt } from '../json.ts';
import { deliver } from '../rules.ts';
import type { Proof } from '../run-case.ts';
import { activateKeys, readKeyStatuses } from '../users.ts';
import {
  audienceOf,
  beginStory,
  isAbout,
  mailsOf,
  outcomeOf,
  pagesOf,
  type Story,
  same,
  tell,
} from './story.ts';

const CALLS = 20;

interface Round {
  readonly heard: number;
  /** Calls to which the ledger did not answer within 300 ms: then people are told, rather twice than never. */
  readonly unasked: number;
  readonly mails: number;
  readonly pages: number;
  readonly status: string;
}

/** A thief tries a honey key again and again, before it is stopped. Then another detector finds the same key. */
export async function tellOnce(proof: Proof): Promise<Story> {
  const { proofStack, standing } = proof;
  const { honeypot } = standing;
  // It starts up to twenty environments, on the few cores that all of them share, unlike on AWS.
  const cold = await callAtOnce(proof);
  let round = cold;
  for (let more = 2; more > 0 && round.unasked > 0; more -= 1) round = await callAtOnce(proof);
  const { heard, unasked, mails, pages, status } = round;
  const isFew = (count: number) => count >= 1 && count <= 1 + unasked;
  const perSlowCall =
    unasked === 0 ? '' : `, and one more for each of ${unasked} calls that the ledger was too slow for`;

  const detector = guardDutyFinding(asUser(honeypot));
  await tell(proof, detector);
  const evidence = await proofStack.alerts.find(isAbout(detector), 5);
  const mailed = (await mailsOf(proof).all(2)).length - mails;
  return {
    findings: [
      same(`each of ${CALLS} calls of a honey key at once has its outcome event`, heard, CALLS),
      same('and the key is Inactive', status, 'Inactive'),
      { what: `and people get one mail${perSlowCall}`, passed: isFew(mails), found: String(mails) },
      { what: `and one page${perSlowCall}`, passed: isFew(pages), found: String(pages) },
      same('a second detector is told as evidence', audienceOf(evidence), 'evidence'),
      same('which the filter of the mailbox keeps out', mailed, 0),
      { what: 'and a queue without a filter gets', passed: evidence !== undefined },
    ],
    figures: [
      [`told once: ${CALLS} calls of a honey key at once`, countsOf(round)],
      [
        `told once: the same, with environments that start on ${availableParallelism()} cores`,
        countsOf(cold),
      ],
      [
        'told once: a second detector',
        `audience ${audienceOf(evidence)}: mails ${mailed}, and a queue gets it`,
      ],
    ],
  };
}

async function callAtOnce(proof: Proof): Promise<Round> {
  const { aws, stack, standing } = proof;
  const { honeypot } = standing;
  await activateKeys(honeypot);
  await beginStory(proof);
  const calls = Array.from({ length: CALLS }, () => getCallerIdentity(honeypot));
  await Promise.all(calls.map((event) => deliver(aws, stack, { event, bus: 'default' })));
  const outcomes: unknown[] = [];
  for (const call of calls) outcomes.push(await outcomeOf(proof, call));
  const [status = ''] = await readKeyStatuses(honeypot);
  return {
    heard: outcomes.filter((outcome) => outcome !== undefined).length,
    unasked: outcomes.filter((outcome) => textAt(outcome, 'transition', 'from') === 'unknown').length,
    mails: (await mailsOf(proof).all(2)).length,
    pages: (await pagesOf(proof).all(1)).length,
    status,
  };
}

function countsOf({ mails, pages, unasked }: Round): string {
  return `mails ${mails}, pages ${pages}, calls that the ledger was too slow for ${unasked}`;
}
