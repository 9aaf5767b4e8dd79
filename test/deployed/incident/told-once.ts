import { setTimeout as sleep } from 'node:timers/promises';
import { getCallerIdentity } from '../events/api-calls.ts';
import type { AwsEvent } from '../events/envelope.ts';
import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { textAt } from '../json.ts';
import { present } from '../present.ts';
import { deliver } from '../rules.ts';
import type { Proof } from '../run-case.ts';
import { activateKeys, readKeyStatuses } from '../users.ts';
import {
  audienceOf,
  beginStory,
  type Figure,
  isAbout,
  mailsOf,
  outcomeOf,
  pagesOf,
  type Story,
  same,
  tell,
} from './story.ts';

const CALLS = 20;

/**
 * Milliseconds between two calls, in each round until the ledger answered every call. All environments share a few cores
 * with the emulator, unlike on AWS: a busy machine takes longer than the 300 ms that an alert waits for the ledger.
 */
const ROUNDS = [0, 0, 50, 250] as const;

interface Round {
  readonly gapMs: number;
  readonly heard: number;
  /** Calls to which the ledger did not answer in time: then people are told, rather twice than never. */
  readonly unasked: number;
  readonly mails: number;
  readonly pages: number;
  readonly status: string;
}

/** A thief tries a honey key again and again, before it is stopped. Then another detector finds the same key. */
export async function tellOnce(proof: Proof): Promise<Story> {
  const { proofStack, standing } = proof;
  const { honeypot } = standing;
  const rounds: Round[] = [];
  for (const gapMs of ROUNDS) {
    rounds.push(await call(proof, gapMs));
    if (rounds.at(-1)?.unasked === 0) break;
  }
  const last = present(rounds.at(-1), 'a round');
  const { heard, mails, pages, status } = last;
  const isExplained = rounds.every((one) => Math.max(one.mails, one.pages) <= 1 + one.unasked);

  const detector = guardDutyFinding(asUser(honeypot));
  await tell(proof, detector);
  const evidence = await proofStack.alerts.find(isAbout(detector), 5);
  const mailed = (await mailsOf(proof).all(2)).length - mails;
  return {
    findings: [
      same(`each of ${CALLS} calls of a honey key, ${pace(last)}, has its outcome event`, heard, CALLS),
      same('and the key is Inactive', status, 'Inactive'),
      { what: 'and people get one mail', passed: mails === 1, found: countsOf(last) },
      { what: 'and one page', passed: pages === 1, found: countsOf(last) },
      {
        what: 'people are told twice only of calls that the ledger was too slow for',
        passed: isExplained,
        found: rounds.map(countsOf).join('; '),
      },
      same('a second detector is told as evidence', audienceOf(evidence), 'evidence'),
      same('which the filter of the mailbox keeps out', mailed, 0),
      { what: 'and a queue without a filter gets', passed: evidence !== undefined },
    ],
    figures: [
      ...rounds.map(
        (round): Figure => [`told once: ${CALLS} calls of a honey key, ${pace(round)}`, countsOf(round)],
      ),
      [
        'told once: a second detector',
        `audience ${audienceOf(evidence)}: mails ${mailed}, and a queue gets it`,
      ],
    ],
  };
}

async function call(proof: Proof, gapMs: number): Promise<Round> {
  const { aws, stack, standing } = proof;
  const { honeypot } = standing;
  await activateKeys(honeypot);
  await beginStory(proof);
  const calls = Array.from({ length: CALLS }, () => getCallerIdentity(honeypot));
  const deliverLater = async (event: AwsEvent, index: number) => {
    await sleep(index * gapMs);
    await deliver(aws, stack, { event, bus: 'default' });
  };
  await Promise.all(calls.map(deliverLater));
  const outcomes: unknown[] = [];
  for (const one of calls) outcomes.push(await outcomeOf(proof, one));
  const [status = ''] = await readKeyStatuses(honeypot);
  return {
    gapMs,
    heard: outcomes.filter((outcome) => outcome !== undefined).length,
    unasked: outcomes.filter((outcome) => textAt(outcome, 'transition', 'from') === 'unknown').length,
    mails: (await mailsOf(proof).all(2)).length,
    pages: (await pagesOf(proof).all(1)).length,
    status,
  };
}

function pace({ gapMs }: Round): string {
  return gapMs === 0 ? 'all at once' : `one every ${gapMs} ms`;
}

function countsOf({ mails, pages, unasked }: Round): string {
  return `mails ${mails}, pages ${pages}, calls that the ledger was too slow for ${unasked}`;
}
