import { accessKeyKind, isUserName } from './access-key-id.ts';
import type { Detection, IamUser, Implicated, ImplicatedCredential, Principal } from './detection.ts';
import { isExempt } from './exemption.ts';
import { type Classification, classify, type ResponsePolicy } from './response-policy.ts';

/** What to do about one credential or user, and why. Whoever carries it out decides nothing any more. */
export type Decision = DecisionBase &
  (
    | { readonly action: 'deactivate-access-key'; readonly accessKeyId: string; readonly user: IamUser }
    | { readonly action: 'deactivate-all-access-keys'; readonly userName: string; readonly user: IamUser }
    | { readonly action: 'escalate'; readonly reason: EscalationReason }
    | { readonly action: 'none'; readonly reason: NoActionReason }
  );

interface DecisionBase {
  readonly implicated: Implicated;
  readonly classification: Classification;
}

/** Why a person must act: the credential may be alive and the responder cannot stop it. */
export type EscalationReason =
  | 'other-account'
  | 'unknown-account'
  | 'root'
  | 'role-session'
  | 'identity-center'
  | 'service-linked-role'
  | 'aws-service'
  | 'federated-user-unknown-issuer'
  | 'root-federation'
  | 'unknown-user'
  | 'no-access-key-id';

/** Why nothing was changed although it could have been. */
export type NoActionReason =
  | 'sample'
  | 'malformed-key-id'
  | 'informational'
  | 'below-minimum-severity'
  | 'only-confirmed'
  | 'exempt'
  | 'observe';

/** One decision for everything the event implicates. Pure: the same detection and policy give the same decisions. */
export function decide(detection: Detection, policy: ResponsePolicy): readonly Decision[] {
  return detection.implicated
    .map((implicated) => ({ implicated, classification: classify(detection, implicated, policy) }))
    .filter((candidate, _, all) => all.length === 1 || !isBystander(candidate))
    .map((candidate) => ({ ...candidate, ...decideOne(detection, candidate, policy) }));
}

/** Who attaches AWS's quarantine policy is named in the event, but the event says nothing against them. */
function isBystander({ implicated, classification }: DecisionBase): boolean {
  return implicated.signal === 'api-call' && classification.class === 'informational';
}

type Verdict = Decision extends infer D
  ? D extends DecisionBase
    ? Omit<D, keyof DecisionBase>
    : never
  : never;

function decideOne(
  detection: Detection,
  { implicated, classification }: DecisionBase,
  policy: ResponsePolicy,
): Verdict {
  if (detection.sample) return { action: 'none', reason: 'sample' };
  if (implicated.kind === 'credential' && isMalformed(implicated)) {
    return { action: 'none', reason: 'malformed-key-id' };
  }

  const held = heldBack(detection, classification, policy);
  if (held !== undefined) return { action: 'none', reason: held };

  if (implicated.principal.type === 'AWSService') return { action: 'escalate', reason: 'aws-service' };
  if (implicated.accountId === undefined) return { action: 'escalate', reason: 'unknown-account' };
  if (implicated.accountId !== policy.accountId) return { action: 'escalate', reason: 'other-account' };

  const verdict = implicated.kind === 'user' ? everyKeyOf(implicated.principal) : byCredential(implicated);
  if (verdict.action === 'escalate' || verdict.action === 'none') return verdict;
  if (isExempt(verdict.user, policy)) return { action: 'none', reason: 'exempt' };
  if (policy.contain === 'observe') return { action: 'none', reason: 'observe' };
  return verdict;
}

function isMalformed({ accessKeyId }: ImplicatedCredential): boolean {
  return accessKeyId !== undefined && accessKeyKind(accessKeyId) === 'malformed';
}

/** The class of the detection and the deployer's settings, before anybody looks at what kind of credential it is. */
function heldBack(
  { severity }: Detection,
  classification: Classification,
  policy: ResponsePolicy,
): NoActionReason | undefined {
  switch (classification.class) {
    case 'informational':
      return 'informational';
    case 'confirmed':
      return undefined;
    case 'suspected':
      if (severity !== undefined && severity < policy.minimumSeverity) return 'below-minimum-severity';
      return policy.contain === 'confirmed' ? 'only-confirmed' : undefined;
  }
}

/**
 * By key prefix and principal type first, names last: GuardDuty writes a role's name into `userName`, CloudTrail the
 * account's alias into root's, and a user of that name must not be touched.
 */
function byCredential({ accessKeyId, principal }: ImplicatedCredential): Verdict {
  if (principal.type === 'Root') return { action: 'escalate', reason: 'root' };
  if (accessKeyId === undefined) return { action: 'escalate', reason: 'no-access-key-id' };
  if (accessKeyKind(accessKeyId) === 'long-term') {
    // Only a user or root has a long-term key. Whatever else the event says of the principal, its name is no user's:
    // the key's owner is looked up instead.
    return {
      action: 'deactivate-access-key',
      accessKeyId,
      user: principal.type === 'IAMUser' ? principal : { type: 'IAMUser' },
    };
  }
  return byIssuer(principal);
}

/** A session cannot be set Inactive; whoever issued it can be stopped, where that is a user. */
function byIssuer(principal: Principal): Verdict {
  switch (principal.type) {
    case 'IAMUser':
      return everyKeyOf(principal);
    case 'FederatedUser':
      if (principal.issuer === undefined)
        return { action: 'escalate', reason: 'federated-user-unknown-issuer' };
      if (principal.issuer.type === 'Root') return { action: 'escalate', reason: 'root-federation' };
      return everyKeyOf(principal.issuer);
    case 'AssumedRole':
      return { action: 'escalate', reason: roleReason(principal.arn, principal.roleName) };
    case 'Root':
      return { action: 'escalate', reason: 'root' };
    case 'AWSService':
      return { action: 'escalate', reason: 'aws-service' };
    case 'Unknown':
      return { action: 'escalate', reason: 'unknown-user' };
  }
}

function everyKeyOf(user: IamUser): Verdict {
  if (!isUserName(user.userName)) return { action: 'escalate', reason: 'unknown-user' };
  return { action: 'deactivate-all-access-keys', userName: user.userName, user };
}

/**
 * The path says what a role is. Session ARNs have none, and then the name only chooses which procedure the alert
 * shows: nothing is done to a role either way.
 */
function roleReason(arn: string | undefined, roleName: string | undefined): EscalationReason {
  if (arn?.includes('/aws-reserved/sso.amazonaws.com/') || roleName?.startsWith('AWSReservedSSO_'))
    return 'identity-center';
  if (arn?.includes('/aws-service-role/') || roleName?.startsWith('AWSServiceRoleFor'))
    return 'service-linked-role';
  return 'role-session';
}
