import type { GoldenCase } from './case.ts';
import { contained } from './contained.ts';
import { noAction } from './no-action.ts';
import { attackSequence, notContained } from './not-contained.ts';
import { givenUp, givenUpTogether, resolved, sample, unreadable, unreadableWithoutKey } from './over.ts';
import { partlyContained } from './partly-contained.ts';

/** Every state, and every way there that reads differently. Each is a directory in every partition. */
export const cases: readonly GoldenCase[] = [
  ...contained,
  ...partlyContained,
  ...notContained,
  attackSequence,
  ...noAction,
  resolved,
  sample,
  unreadable,
  unreadableWithoutKey,
  givenUp,
  givenUpTogether,
];
