import { randomBytes, randomInt } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Prefixes of IAM's unique ids (IAM user guide, "IAM identifiers"). */
type Prefix = 'AIDA' | 'AROA' | 'AKIA' | 'ASIA';

/** Ends in EXAMPLE, like the invented ids of AWS's documentation, so that no secret scanner takes it for a real one. */
export function uniqueId(prefix: Prefix): string {
  // Access key ids have 20 characters, users' and roles' ids 21.
  const length = prefix === 'AKIA' || prefix === 'ASIA' ? 9 : 10;
  const middle = Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return `${prefix}${middle}EXAMPLE`;
}

export function secret(): string {
  return randomBytes(30).toString('base64');
}
