/**
 * The time by which IAM's changes come into force. It passes by itself, and a test that would only wait has it pass at
 * once; the clock, by which AWS dates what it says, is another matter.
 */
export class Elapsed {
  #skipped = 0;

  /** Milliseconds, since whenever. */
  now(): number {
    return Date.now() + this.#skipped;
  }

  skip(milliseconds: number): void {
    this.#skipped += milliseconds;
  }
}
