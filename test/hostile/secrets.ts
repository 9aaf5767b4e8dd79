import { createHash } from 'node:crypto';

/** The example of AWS's documentation. IAM user guide, "Manage access keys". */
export const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** As long as those of STS, in whole lines of base64, and nobody's. */
export const TOKEN = `FwoGZXIvYXdzE${random('token', 300)}`.slice(0, 380);

/** Nothing gives it away; it must not be read at all. */
export const PASSWORD = 'correct horse battery';

/** Base64 of bytes that nobody chose, the same in every run. */
export function random(seed: string, bytes: number): string {
  const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, index) =>
    createHash('sha256').update(`${seed} ${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, bytes).toString('base64');
}

/** What is left of it in the text: a dozen characters in a row are too many. */
export function remainsOf(secret: string, text: string): readonly string[] {
  const starts = Array.from({ length: Math.max(1, secret.length - 11) }, (_, start) => start);
  return starts.map((start) => secret.slice(start, start + 12)).filter((part) => text.includes(part));
}
