/** The same for everything about one credential, in every channel and in the ledger. */
export function dedupKeyOf(credential: {
  readonly partition: string;
  readonly accountId: string;
  /** The access key id. Without one: the principal's ARN, or the text that replaces it (see incident-entity.ts). */
  readonly about: string;
}): string {
  return `akr:${credential.partition}:${credential.accountId}:${credential.about}`;
}

/**
 * The id of the containment that an event begins: the event's id. EventBridge's ids are UUIDs. A text that is none must not
 * become part of a command.
 */
export function containmentIdOf(eventId: string): string {
  return /^[\w-]{1,64}$/.exec(eventId)?.[0] ?? 'event';
}
