import { type KeyStatus, LONG_AGO, laggingStatus } from './credential-status.ts';
import type { Elapsed } from './elapsed.ts';
import type { Lagging } from './lagging.ts';
import { uniqueId } from './unique-id.ts';

/** The credentials of a user that have a status, beside access keys. */
export type CredentialKind = 'service-specific-credential' | 'ssh-public-key' | 'signing-certificate';

export interface UserCredential {
  readonly kind: CredentialKind;
  readonly id: string;
  readonly createDate: Date;
  /** `undefined` after the API has deleted it. Readers that lag behind still see it. */
  readonly status: Lagging<KeyStatus | undefined>;
  /** Of a service-specific credential: `bedrock.amazonaws.com`. */
  readonly service?: string;
  readonly expiresAt?: Date;
  /** Of a certificate. */
  readonly body?: string;
}

export type NewUserCredential = Pick<UserCredential, 'kind' | 'service' | 'expiresAt' | 'body'> & {
  readonly id?: string;
  readonly createDate?: Date;
  readonly status?: KeyStatus;
  readonly isNew?: boolean;
};

/** IAM user guide, "IAM identifiers": unique ids. A certificate's id has no prefix. */
const PREFIXES = {
  'service-specific-credential': 'ACCA',
  'ssh-public-key': 'APKA',
  'signing-certificate': '',
} as const satisfies Record<CredentialKind, string>;

/** Whether this AWS knows credentials of such a kind. */
export function isCredentialKind(kind: string): kind is CredentialKind {
  return Object.hasOwn(PREFIXES, kind);
}

export function userCredential(made: NewUserCredential, elapsed: Elapsed): UserCredential {
  const {
    id = uniqueId(PREFIXES[made.kind]),
    createDate = LONG_AGO,
    status = 'Active',
    isNew = false,
    ...rest
  } = made;
  return { ...rest, id, createDate, status: laggingStatus(status, { elapsed, isNew }) };
}
