import type { DecisionBase } from './decision.ts';
import type { History } from './history.ts';
import { endsLostMaking } from './making.ts';

/**
 * The record names what was made, and whoever made it. It is about one of them: about what was made if that is the thief's,
 * or if nobody knows; else about whoever made it, as if nothing else were named.
 */
export function withoutTheOther<T extends DecisionBase>(
  candidates: readonly T[],
  { history }: { readonly history?: History | undefined },
): readonly T[] {
  const isMade = ({ affected }: T) => affected.kind === 'new-credential';
  const made = candidates.find(isMade);
  if (made === undefined) return candidates;
  const wins = (one: T) => one.classification.class === 'confirmed';
  if (wins(made)) return candidates.filter(wins);
  return endsLostMaking(history) ? candidates : candidates.filter((one) => !isMade(one));
}
