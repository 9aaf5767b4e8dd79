/** A credential could not be contained, or people or machines could not be told: the event runs again. */
export class UnfinishedResponseError extends Error {
  override readonly name = 'UnfinishedResponseError';
  /** The next try must not come later, because it is to remind people. */
  readonly remindAt: Date | undefined;

  constructor(problems: readonly string[], remindAt?: Date) {
    super(`the response is not finished and must run again: ${problems.join('; ')}`);
    this.remindAt = remindAt;
  }
}
