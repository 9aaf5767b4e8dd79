import type { Clients } from './clients.ts';
import type { Leftovers } from './leftovers.ts';

/** One thing that only a real account can show. */
export interface Point {
  readonly name: string;
  readonly shows: string;
  /** Every call that it would make, what it costs and what it leaves behind; or the commands for a person. */
  readonly plan: (target: Target) => readonly string[];
  readonly run: (means: Means) => Promise<Verdict>;
}

/** Where it runs. */
export interface Target {
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
}

export interface Means extends Target {
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
