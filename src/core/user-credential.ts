import { isStopped } from './key-status.ts';
import type { Result } from './result.ts';
import { timeOf } from './time.ts';

/**
 * The credentials of a user that IAM can set Inactive, beside access keys. Each kind has a row here, and a unit in
 * src/containment/user-credentials.ts: test/registries.test.ts compares them.
 */
export type CredentialKind = 'service-specific-credential' | 'ssh-public-key' | 'signing-certificate';

/** A credential of a user that is no access key. Its id is well-formed. */
export interface OtherCredential {
  readonly kind: CredentialKind;
  readonly id: string;
}

export interface CredentialWords {
  readonly one: string;
  readonly many: string;
  /**
   * It is used as it is, by whoever has it, like an access key: the bearer keys of Bedrock and CloudWatch, and passwords. An
   * alert does not say CONTAINED while such a one works, whatever its age.
   */
  readonly likeAKey?: true;
}

export const credentialKinds: Readonly<Record<CredentialKind, CredentialWords>> = {
  'service-specific-credential': {
    one: 'service-specific credential',
    many: 'service-specific credentials',
    likeAKey: true,
  },
  'ssh-public-key': { one: 'SSH key', many: 'SSH keys' },
  'signing-certificate': { one: 'signing certificate', many: 'signing certificates' },
};

/** A credential as IAM lists it. */
export interface CredentialFact {
  readonly kind: CredentialKind;
  readonly id: string;
  /** `Active`, `Inactive`, `Expired`, or a status that AWS adds later. */
  readonly status: string;
  /** ISO 8601 */
  readonly createdAt?: string;
  /** Of a service-specific credential: `bedrock`, `codecommit`. */
  readonly service?: string;
}

/** All of one kind, as IAM lists them, or why they were not read. */
export interface CredentialsRead {
  readonly kind: CredentialKind;
  readonly answer: Result<readonly CredentialFact[]>;
  /** ISO 8601 */
  readonly readAt: string;
}

/** When it was made, or that the user has none. */
export type ConsolePassword = 'absent' | { readonly madeAt?: string };

/** What the containment of a user also stops. */
export interface Reach {
  /** When the first evidence was seen. Absent if the event does not say. ISO 8601. */
  readonly firstEvidence?: string;
  /** `any-age`: the user is implicated and no single key, so access keys and what is like them are stopped whatever their age. */
  readonly stops: 'nothing' | 'made-since' | 'any-age';
}

/** What was made after the first evidence may be the thief's. If a time is missing, nothing is proven. */
export function isMadeSince(createdAt: string | undefined, { firstEvidence }: Reach): boolean {
  const [made, first] = [timeOf(createdAt), timeOf(firstEvidence)];
  return made !== undefined && first !== undefined && made >= first;
}

/** Whether it is stopped together with the user's key. @param containedAt a person may have made what is younger than that. */
export function isInReach(
  {
    kind,
    status,
    createdAt,
  }: Pick<CredentialFact, 'status' | 'createdAt'> & { readonly kind?: CredentialKind },
  { reach, containedAt }: { readonly reach: Reach; readonly containedAt?: Date | undefined },
): boolean {
  if (reach.stops === 'nothing' || isStopped({ status })) return false;
  if (containedAt !== undefined && (timeOf(createdAt) ?? containedAt) > containedAt) return false;
  const likeAKey = kind === undefined || credentialKinds[kind].likeAKey === true;
  return (reach.stops === 'any-age' && likeAKey) || isMadeSince(createdAt, reach);
}
