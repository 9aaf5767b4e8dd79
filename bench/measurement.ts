import type { StubAws } from './stub-aws.ts';
import type { Subjects } from './subjects.ts';
import type { Row } from './table.ts';

export interface Surroundings {
  readonly subjects: Subjects;
  readonly stub: StubAws;
  readonly progress: (line: string) => void;
}

export interface Measurement {
  readonly rows: readonly Row[];
  /** Counts that are wrong. A time never is. */
  readonly problems: readonly string[];
}

/** Another order in every round, so that nobody always runs in the wake of the same neighbour. */
export function rotated<T>(list: readonly T[], round: number): readonly T[] {
  const start = round % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
