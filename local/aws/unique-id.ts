import { randomBytes, randomInt } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Prefixes of IAM's unique ids (IAM user guide, "IAM identifiers"). */
type Prefix = 'AIDA' | 'AROA' | 'AKIA' | 'ASIA' | 'ACCA' | 'APKA' | '';

/** Access key ids have 20 characters, the ids of users, roles and other credentials 21, those of certificates 28. */
const MIDDLE: Readonly<Record<Prefix, number>> = {
  AKIA: 9,
  ASIA: 9,
  AIDA: 10,
  AROA: 10,
  ACCA: 10,
  APKA: 10,
  '': 21,
};

/** Ends in EXAMPLE, like the invented ids of AWS's documentation, so that no secret scanner takes it for a real one. */
export function uniqueId(prefix: Prefix): string {
  const length = MIDDLE[prefix];
  const middle = Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return `${prefix}${middle}EXAMPLE`;
}

export function secret(): string {
  return randomBytes(30).toString('base64');
}
