import { contains } from './decision.ts';
import { isDenyRemoval } from './denial.ts';
import type { Detection } from './detection.ts';
import type { PageStatus } from './history.ts';
import type { IncidentEntry } from './incident.ts';
import type { Outcome } from './outcome.ts';
import { reasons } from './reasons/index.ts';
import { isForMachinesOnly } from './urgency.ts';

/** What people would be told of one credential, in a form that can be compared with what they were told last. */
export interface Telling {
  /**
   * The heading, as in `NOT CONTAINED (EXEMPT):`, with its reason if it is final. After a re-activation also its event, because
   * each one is told. People know what begins with it: nobody is told of a state again that the alert of a re-activation named.
   */
  readonly news: string;
  /** It changes nothing that people were told before: a weaker finding about a credential that they know of. */
  readonly onlyIfFirst: boolean;
  /** It changed nothing, and a key that is contained by now has not done it since: its record came late. */
  readonly unlessContained?: true;
  /** It is still being tried, or read again later: whoever knows that it is stopped is told only if that ends otherwise. */
  readonly saysLess?: true;
  /** People decided it themselves, by the undo of an alert. Only chat and queues hear of it. */
  readonly onlyEvidence: boolean;
  /** It says that the credential is, or was, in the wrong hands: whoever switches it on from now on fights back. */
  readonly accuses: boolean;
  readonly page?: PageStatus;
  /** The event runs again, with the page open: it need not tell twice what it told, unless something became worse since. */
  readonly unfinished?: true;
  /** The try has ended and is made again, while the credential is, or may be, alive: from time to time people are reminded. */
  readonly reminds?: true;
}

/** Whether people who were told the earlier news know these. */
export function saysAlready(earlier: string | undefined, { news }: Telling): boolean {
  return earlier?.startsWith(news) === true;
}

/** `undefined` if people are not told of it in any case. */
export function tellingOf(entry: IncidentEntry, { eventId }: Detection): Telling | undefined {
  const { outcome, heading, page } = entry;
  if (isForMachinesOnly(outcome)) return undefined;
  const { affected, classification } = outcome.decision;
  // Each of these is told, although people know the state.
  const again =
    (affected.kind === 'reactivated-key' || isDenyRemoval(affected)) && classification.class === 'confirmed';
  return {
    news: again
      ? // What the ledger knew is told as well, when it answers.
        `${heading}: ${reasons[outcome.reason].ledgerLost ? `${outcome.reason} ` : ''}${eventId}`
      : reasons[outcome.reason].looksAgain
        ? // People who were told more, by the page of a try that goes on, know this. Those who know only this, know no more.
          heading
        : isFinal(outcome)
          ? `${heading}: ${outcome.reason}`
          : `${heading}:`,
    onlyEvidence: outcome.reason === 'restored',
    accuses: isAccusation(entry),
    onlyIfFirst: outcome.state === 'NO_ACTION' && page === undefined,
    ...(isAttempt(entry) && { unlessContained: true as const }),
    ...(!again && goesOn(outcome) && { saysLess: true as const }),
    ...(page !== undefined && { page }),
    ...(outcome.retry && page === 'open' && { unfinished: true as const }),
    ...(isReminded(entry) && { reminds: true as const }),
  };
}

/** Somebody is woken, although the key is no case for containment. A session is another matter: it outlives a containment. */
function isAttempt({ outcome: { state, reason }, entity: { accessKeyId }, page }: IncidentEntry): boolean {
  return (
    state === 'NO_ACTION' &&
    page === 'open' &&
    reasons[reason].heldBack !== true &&
    accessKeyId?.startsWith('AKIA') === true
  );
}

/** What is only being tried is told at its end. */
export function isReminded({ outcome: { retry, state, reason }, page }: IncidentEntry): boolean {
  return retry && page === 'open' && state === 'NOT_CONTAINED' && reason !== 'still-trying';
}

function goesOn({ reason }: Outcome): boolean {
  return reason === 'still-trying' || reasons[reason].looksAgain === true;
}

/** The try is over and is not made again, which people do not know who were told that it goes on. */
function isFinal({ state, retry, decision }: Outcome): boolean {
  return state === 'NOT_CONTAINED' && !retry && contains(decision);
}

/**
 * An outage of the ledger accuses nobody, or every key that is switched on or off meanwhile would become an incident. Nor does
 * a stop by hand: it may end the page of an alert that only could not be sent.
 */
function isAccusation({ outcome: { reason, state, decision }, page }: IncidentEntry): boolean {
  if (reasons[reason].ledgerLost || state === 'RESOLVED' || decision.action === 'confirm-stopped')
    return false;
  return state !== 'NO_ACTION' || page === 'open';
}
