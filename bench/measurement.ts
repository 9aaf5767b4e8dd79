import type { Contender } from './contenders.ts';
import type { StubAws } from './stub-aws.ts';
import type { Subjects } from './subjects.ts';
import type { Row } from './table.ts';

export interface Surroundings {
  readonly subjects: Subjects;
  /** The responder is the first. */
  readonly contenders: readonly [Contender, ...Contender[]];
  readonly stub: StubAws;
  readonly progress: (line: string) => void;
  /** How often everybody is started. */
  readonly rounds: number;
}

export interface Measurement {
  readonly rows: readonly Row[];
  /** Counts that are wrong, and bars that are missed by seconds. Milliseconds never are. */
  readonly problems: readonly string[];
}

/** Another order in every round, so that nobody always runs in the wake of the same neighbour. */
export function rotated<T>(list: readonly T[], round: number): readonly T[] {
  const start = round % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
