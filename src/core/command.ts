import type { IncidentEntity } from './incident-entity.ts';
import type { Made } from './made.ts';
import type { Outcome } from './outcome.ts';
import type { Place } from './place.ts';

/** One command of the AWS CLI. */
export interface Command {
  readonly argv: readonly string[];
  /** The account to run it in, if that is not the credential's account. */
  readonly accountId?: string;
}

/** The commands that a person can run about a containment. */
export interface Remedy {
  /** Shows what is true now. */
  readonly inspect?: (facts: RemedyFacts) => readonly Command[];
  /** Stops what is still alive. */
  readonly byHand?: (facts: RemedyFacts) => readonly Command[];
  /** Restores what the responder changed, and what a person changed by hand after its alert. */
  readonly undo?: (facts: RemedyFacts) => readonly Command[];
  /** What to do when the incident is over. */
  readonly finish?: (facts: RemedyFacts) => readonly Command[];
}

export interface RemedyFacts {
  readonly outcome: Outcome;
  readonly entity: IncidentEntity;
  /** What the call of the event made. */
  readonly made: Made | undefined;
  /** Keys that were made after the first evidence. */
  readonly youngerKeys: readonly string[];
  /** Where the responder and its ledger run. */
  readonly place: Place;
  readonly ledgerTableName: string;
  readonly sentAt: Date;
  /** The containment that an undo is bound to, by the dedup key of the key. */
  readonly containmentOf: (dedupKey: string) => string;
}

/** Outside the commercial partition the CLI calls the wrong endpoint, unless the command names a Region. */
export function awsCommand({ partition, region }: Place, words: readonly string[]): Command {
  return { argv: ['aws', ...words, ...(partition === 'aws' ? [] : [`--region=${region}`])] };
}
