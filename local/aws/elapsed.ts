/**
 * The time that decides when IAM's changes take effect, and when a queue shows a message. It passes like real time. A test that would only wait can skip
 * ahead. It is not AWS's clock, which dates AWS's answers.
 */
export class Elapsed {
  #skipped = 0;

  /** Milliseconds since an arbitrary start. */
  now(): number {
    return Date.now() + this.#skipped;
  }

  skip(milliseconds: number): void {
    this.#skipped += milliseconds;
  }
}
