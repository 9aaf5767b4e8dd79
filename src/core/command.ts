import type { IncidentEntity } from './incident-entity.ts';
import type { Outcome } from './outcome.ts';
import type { Place } from './place.ts';

/** A command as the AWS CLI takes it. */
export interface Command {
  readonly argv: readonly string[];
  /** Where it is to be run in another account than the credential's. */
  readonly accountId?: string;
}

/** What a person can run beside, after or against what a containment did. */
export interface Remedy {
  /** Shows what is true now. */
  readonly inspect?: (facts: RemedyFacts) => readonly Command[];
  /** Stops what is still alive. */
  readonly byHand?: (facts: RemedyFacts) => readonly Command[];
  /** Takes back what the responder did, and what a person did by hand after its alert. */
  readonly undo?: (facts: RemedyFacts) => readonly Command[];
  /** What is left to do when the incident is over. */
  readonly finish?: (facts: RemedyFacts) => readonly Command[];
}

export interface RemedyFacts {
  readonly outcome: Outcome;
  readonly entity: IncidentEntity;
  /** Where the responder and its ledger are. */
  readonly place: Place;
  readonly ledgerTableName: string;
  readonly sentAt: Date;
}

/** Outside the commercial partition the CLI talks to the wrong endpoint unless it is told a Region of the right one. */
export function awsCommand({ partition, region }: Place, words: readonly string[]): Command {
  return { argv: ['aws', ...words, ...(partition === 'aws' ? [] : [`--region=${region}`])] };
}
