import { accessKeyKind, isServiceCredentialId, isUserName } from './access-key-id.ts';
import { containmentIdOf, dedupKeyOf } from './dedup-key.ts';
import type { AffectedIdentity, Detection, Principal } from './detection.ts';
import { otherCredentialOf } from './other-credential.ts';
import type { Outcome } from './outcome.ts';
import { withoutSecrets } from './printable.ts';
import type { OtherCredential } from './user-credential.ts';

/** What an outcome is about. Every value is checked, so that commands and identifiers can hold it. */
export interface IncidentEntity {
  /** A well-formed access key id. */
  readonly accessKeyId: string | undefined;
  /** Of a user's credential that is no access key: a well-formed id. */
  readonly other: OtherCredential | undefined;
  /** A well-formed IAM user name. */
  readonly userName: string | undefined;
  /** A well-formed role name. */
  readonly roleName: string | undefined;
  /** Twelve digits, or `unknown`. */
  readonly accountId: string;
  /** The same in every alert and event about this credential, in every channel. */
  readonly dedupKey: string;
  /** The principal's ARN. If it has none, another text that is unique to it. */
  readonly principal: string;
}

export function entityOf(
  outcome: Outcome,
  { detection, partition }: { readonly detection: Detection; readonly partition: string },
): IncidentEntity {
  const { affected } = outcome.decision;
  const accountId = /^\d{12}$/.exec(affected.accountId ?? detection.accountId)?.[0] ?? 'unknown';
  const accessKeyId = accessKeyIdOf(affected);
  const other = otherCredentialOf(affected);
  const userName = wellFormed(outcome.userName ?? issuingUser(affected.principal));
  const roleName = wellFormed(
    affected.principal.type === 'AssumedRole' ? affected.principal.roleName : undefined,
  );
  const iam = `arn:${partition}:iam::${accountId}`;
  const principal =
    userName !== undefined
      ? `${iam}:user/${userName}`
      : roleName !== undefined
        ? `${iam}:role/${roleName}`
        : (otherPrincipal(affected.principal, { partition, accountId }) ??
          (accessKeyId !== undefined
            ? sessionOrKey(accessKeyId)
            : other !== undefined
              ? `${other.kind}:${other.id}`
              : `unknown:${containmentIdOf(detection.eventId)}${markOf(affected)}`));
  return {
    accessKeyId,
    other,
    userName,
    roleName,
    accountId,
    principal,
    dedupKey: dedupKeyOf({ partition, accountId, about: accessKeyId ?? other?.id ?? principal }),
  };
}

/**
 * What the event has in the place of a key id, if that is none and looks like a name, an ARN or an id of AWS. Any other text may
 * be a secret that somebody pasted, or lines that look like ours. A reporter's text is shown only if it can be no password.
 */
export function writtenForKey(affected: AffectedIdentity): string | undefined {
  if (affected.kind !== 'credential') return undefined;
  const { accessKeyId: id = '', signal } = affected;
  const shown = signal === 'report' ? /^(?:[A-Z][A-Z0-9_]{3,127}|arn:aws[\w-]*:[\w+=,.@:/-]{1,128})$/ : NAME;
  if (isServiceCredentialId(id)) return undefined;
  return accessKeyKind(id) === 'malformed' && shown.test(id) && withoutSecrets(id) === id ? id : undefined;
}

const NAME = /^[\w+=,.@:/-]{1,128}$/;

/**
 * One event can name several texts that are no key id. Nobody may take one of them for the other, and the text itself must not
 * become part of an identifier: so this is its hash (FNV-1a).
 */
function markOf(affected: AffectedIdentity): string {
  const text = keyTextOf(affected);
  const hash = [...text].reduce(
    (sum, sign) => Math.imul(sum ^ (sign.codePointAt(0) ?? 0), 16777619),
    2166136261,
  );
  return text === '' ? '' : `:${(hash >>> 0).toString(16)}`;
}

function accessKeyIdOf(affected: AffectedIdentity): string | undefined {
  const id = keyTextOf(affected);
  return accessKeyKind(id) === 'malformed' ? undefined : id;
}

function keyTextOf(affected: AffectedIdentity): string {
  return affected.kind === 'user' ? '' : (affected.accessKeyId ?? '');
}

/**
 * The IAM user behind the credential: the user itself, or the user who issued the federation token. Never a role or
 * root.
 */
function issuingUser(principal: Principal): string | undefined {
  if (principal.type === 'IAMUser') return principal.userName;
  return principal.type === 'FederatedUser' && principal.issuer?.type === 'IAMUser'
    ? principal.issuer.userName
    : undefined;
}

/**
 * A text that is unique to a principal that is neither user nor role. Unrelated incidents must not share a dedup key,
 * because one would close the page of the other. IAM user guide, "IAM identifiers"; STS API reference, GetFederationToken.
 */
function otherPrincipal(
  principal: Principal,
  { partition, accountId }: { readonly partition: string; readonly accountId: string },
): string | undefined {
  switch (principal.type) {
    case 'Root':
      return `arn:${partition}:iam::${accountId}:root`;
    case 'FederatedUser': {
      const name = /^[\w+=,.@-]{2,32}$/.exec(principal.sessionName ?? '')?.[0];
      return name && `arn:${partition}:sts::${accountId}:federated-user/${name}`;
    }
    case 'AWSService': {
      const name = /^[\w.-]{1,128}$/.exec(principal.service ?? '')?.[0];
      return name && `service:${name}`;
    }
    case 'IAMUser':
    case 'AssumedRole':
    case 'Unknown':
      return undefined;
  }
}

function sessionOrKey(accessKeyId: string): string {
  return `${accessKeyKind(accessKeyId) === 'temporary' ? 'session' : 'access-key'}:${accessKeyId}`;
}

function wellFormed(name: string | undefined): string | undefined {
  return isUserName(name) ? name : undefined;
}
