import type { Detection } from './detection.ts';
import { printable } from './printable.ts';

/**
 * What makes evidence new: the type of the finding, the address, the country and the detector. More of the same kind is a
 * repeat. Each is a bounded text, because a thief can choose the address.
 */
export function evidenceKinds({ type, source, evidence, affected }: Detection): readonly string[] {
  const own = [`type ${type}`, `detector ${source.id}`];
  // Whoever switches a key on can do it from many addresses, and every activation is told in any case.
  const place = affected.some(({ kind }) => kind === 'reactivated-key')
    ? []
    : [
        ...(evidence.sourceIp === undefined ? [] : [`address ${evidence.sourceIp}`]),
        ...(evidence.country === undefined ? [] : [`country ${evidence.country}`]),
      ];
  return [...own, ...place].map((kind) => printable(kind, 120));
}

/** The detectors among kinds of evidence. */
export function detectorsIn(kinds: Iterable<string>): readonly string[] {
  return [...kinds].flatMap((kind) => (kind.startsWith('detector ') ? [kind.slice('detector '.length)] : []));
}

/**
 * The finding's id as the ledger stores it. `undefined` for records of CloudTrail: each has an id of its own, and is about one
 * moment.
 */
export function findingKeyOf({ findingId, source }: Detection): string | undefined {
  return findingId === undefined || source.id === 'cloudtrail' ? undefined : printable(findingId, 300);
}
