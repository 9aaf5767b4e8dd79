import type { Clients } from './clients.ts';
import type { Leftovers } from './leftovers.ts';

/** One thing that only a real account can show. */
export interface Point {
  readonly name: string;
  readonly shows: string;
  /** It can show nothing of a stack that only observes. */
  readonly stopsDecoys?: true;
  /** How long AWS may take to answer, if nobody says otherwise with --wait. */
  readonly waitSeconds: number;
  /** Every call that it would make, what it costs and what it leaves behind. */
  readonly plan: (target: Target) => readonly string[];
  readonly run: (means: Means) => Promise<Verdict>;
}

/** Where it runs, and what it may do there. */
export interface Target {
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
  /** A Region that has stacks/forward.yml. */
  readonly otherRegion: string | undefined;
  /** It may change parameters of the stack, and puts the old values back. */
  readonly changeStack: boolean;
  /** It may call IAM so often that IAM refuses everybody in the account for some seconds. */
  readonly throttleIam: boolean;
}

export interface Means extends Target {
  /** Of the caller: aws, aws-us-gov or aws-cn. */
  readonly partition: string;
  readonly clients: Clients;
  readonly leftovers: Leftovers;
  /** Ends all waiting. */
  readonly signal: AbortSignal;
  /** Another address than AWS's own is called. */
  readonly emulated: boolean;
  /** How long AWS may take until a new rule or policy counts. */
  readonly settleSeconds: number;
  readonly waitSeconds: number;
}

export interface Verdict {
  readonly result: 'PASS' | 'FAIL' | 'NOT SHOWN';
  readonly sentence: string;
}

export function pass(sentence: string): Verdict {
  return { result: 'PASS', sentence };
}

export function fail(sentence: string): Verdict {
  return { result: 'FAIL', sentence };
}

export function notShown(sentence: string): Verdict {
  return { result: 'NOT SHOWN', sentence };
}

/** A point of several parts passes if each of them does. */
export function together(verdicts: readonly Verdict[]): Verdict {
  const worst = (['FAIL', 'NOT SHOWN'] as const).find((one) => verdicts.some(({ result }) => result === one));
  return { result: worst ?? 'PASS', sentence: verdicts.map(({ sentence }) => sentence).join('; ') };
}

/** What no emulator sends is not waited for there: if one sends it after all, it is seen. */
export function patienceOf({ emulated, waitSeconds }: Means): number {
  return emulated ? Math.min(1, waitSeconds) : waitSeconds;
}

/** On a real place it should have come. */
export function missing({ emulated }: Means, what: string, becauseEmulated: string): Verdict {
  return emulated ? notShown(`${what}, but ${becauseEmulated}`) : fail(what);
}
