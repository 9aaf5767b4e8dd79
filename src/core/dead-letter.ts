/** A message that was tried for more than a day, or that nobody could handle. All texts in it are unchecked. */
export interface DeadLetter {
  readonly messageId: string;
  /** When it came into its first queue. */
  readonly sentAt: Date | undefined;
  /** As far as AWS says. */
  readonly cause: string | undefined;
  /** A task of the responder, or an event. */
  readonly task: string | undefined;
  readonly eventId: string | undefined;
  readonly source: string | undefined;
  readonly detailType: string | undefined;
  /** Of the event. */
  readonly accountId: string | undefined;
  /** Every credential of the event with a well-formed key id. */
  readonly keys: readonly NamedKey[];
}

export interface NamedKey {
  readonly accessKeyId: string;
  /** Such as IAM takes. */
  readonly userName: string | undefined;
  readonly accountId: string | undefined;
}
