import { ApiError } from './api-error.ts';
import type { ApiRequest } from './api-request.ts';
import type { Caller } from './caller.ts';
import { denies } from './policy-document.ts';

/**
 * No policy can deny these calls (STS API reference). But AWS's own quarantine policies deny GetSessionToken, so the truth
 * is not known. Here it is granted, so that no test depends on its refusal. The session that it makes is denied anyway.
 */
const ALWAYS_GRANTED = ['sts:GetCallerIdentity', 'sts:GetSessionToken'];

/**
 * Checks the denies that end an incident: AWSDenyAll on a user, and a Deny of everything on a role. No allow overrides
 * them. If a role has a list of granted actions, it also checks that list. It does not check resources and conditions, so
 * it refuses less than AWS. Every other caller may do everything.
 */
export function authorize(request: ApiRequest, caller: Caller, lag: number): void {
  const action = permissionFor(request);
  if (ALWAYS_GRANTED.includes(action)) return;
  if (caller.kind === 'role-session' && caller.role.grants?.has(action) === false) {
    const because = `no identity-based policy allows the ${action} action`;
    throw refusalOf(
      request,
      `User: ${caller.arn} is not authorized to perform: ${action} because ${because}`,
    );
  }
  const deniedBy = caller.kind === 'role-session' ? roleDeny(caller, lag) : userDeny(caller, lag);
  if (deniedBy === undefined) return;
  const message = `User: ${caller.arn} is not authorized to perform: ${action} with an explicit deny in ${deniedBy}`;
  throw refusalOf(request, message);
}

/** SQS has no actions of its own for batches (service authorization reference, "Actions defined by Amazon SQS"). */
function permissionFor({ service, action }: ApiRequest): string {
  return `${service}:${service === 'sqs' ? action.replace(/Batch$/, '') : action}`;
}

/**
 * A session of GetSessionToken has the permissions of its user, at the time of each request (IAM user guide, "Disabling
 * permissions for temporary security credentials").
 */
function userDeny({ user }: Extract<Caller, { readonly user: unknown }>, lag: number): string | undefined {
  const attached = user.attachedPolicies.read(lag)?.find(isDenyAll);
  if (attached !== undefined) return `an identity-based policy: ${attached}`;
  const boundary = user.boundary.read(lag);
  return boundary !== undefined && isDenyAll(boundary) ? `a permissions boundary: ${boundary}` : undefined;
}

function roleDeny(
  { role, issuedAt }: Extract<Caller, { readonly kind: 'role-session' }>,
  lag: number,
): string | undefined {
  const documents = [...(role.inlinePolicies.read(lag)?.values() ?? [])];
  return documents.some((document) => denies(document, issuedAt)) ? 'an identity-based policy' : undefined;
}

function isDenyAll(policyArn: string): boolean {
  return policyArn.endsWith(':iam::aws:policy/AWSDenyAll');
}

/** SNS and the JSON services have other codes for the same refusal (their API references, common errors). */
function refusalOf({ service, protocol }: ApiRequest, message: string): ApiError {
  if (protocol === 'json') return new ApiError(400, 'AccessDeniedException', message);
  return new ApiError(403, service === 'sns' ? 'AuthorizationError' : 'AccessDenied', message);
}
