import { accessKeyKind, isUserName } from './access-key-id.ts';
import type { Detection } from './detection.ts';
import { incidentOf } from './incident.ts';
import type { Outcome } from './outcome.ts';

/** Who and what an outcome is about, checked, so that it can be put into commands and identifiers. */
export interface SubjectMatter {
  /** A well-formed access key id. */
  readonly accessKeyId: string | undefined;
  /** A well-formed IAM user name. */
  readonly userName: string | undefined;
  /** A well-formed role name. */
  readonly roleName: string | undefined;
  /** Twelve digits, or `unknown`. */
  readonly accountId: string;
  /** Ties every message about this credential together, in every channel. */
  readonly dedupKey: string;
  /** The principal's ARN, as far as the event or IAM names it; the account's where they do not. */
  readonly arn: string;
}

export function subjectMatterOf(outcome: Outcome, detection: Detection, partition: string): SubjectMatter {
  const { implicated } = outcome.decision;
  const { principal } = implicated;
  const accountId = /^\d{12}$/.exec(implicated.accountId ?? detection.accountId)?.[0] ?? 'unknown';
  const named = implicated.kind === 'user' ? undefined : implicated.accessKeyId;
  const accessKeyId = named !== undefined && accessKeyKind(named) !== 'malformed' ? named : undefined;
  const userName = wellFormed(outcome.userName ?? issuingUser(principal));
  const roleName = wellFormed(principal.type === 'AssumedRole' ? principal.roleName : undefined);
  const account = `arn:${partition}:iam::${accountId}`;
  const arn =
    userName !== undefined
      ? `${account}:user/${userName}`
      : roleName !== undefined
        ? `${account}:role/${roleName}`
        : `${account}:root`;
  return {
    accessKeyId,
    userName,
    roleName,
    accountId,
    arn,
    dedupKey: incidentOf(partition, accountId, accessKeyId ?? arn),
  };
}

/** The IAM user behind the credential: itself, or who issued the federation token. Never a role's or root's name. */
function issuingUser(principal: Outcome['decision']['implicated']['principal']): string | undefined {
  if (principal.type === 'IAMUser') return principal.userName;
  return principal.type === 'FederatedUser' && principal.issuer?.type === 'IAMUser'
    ? principal.issuer.userName
    : undefined;
}

function wellFormed(name: string | undefined): string | undefined {
  return isUserName(name) ? name : undefined;
}
