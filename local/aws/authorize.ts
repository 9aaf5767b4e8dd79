import { ApiError } from './api-error.ts';
import type { ApiRequest } from './api-request.ts';
import type { Caller } from './caller.ts';
import { denies } from './policy-document.ts';

/**
 * No policy keeps anybody from these (STS API reference). AWS's own quarantine policies deny GetSessionToken all the
 * same, so nobody knows: here it is granted, so that no proof rests on its refusal. What it makes is denied in any case.
 */
const ALWAYS_GRANTED = ['sts:GetCallerIdentity', 'sts:GetSessionToken'];

/**
 * The denies that end an incident, which no allow overrides: AWSDenyAll on a user, and a Deny of everything on a role. And
 * the actions of a role that says which it is granted: resources and conditions are not looked at, so that this refuses less
 * than AWS would. Whoever else is not denied may do all.
 */
export function authorize(request: ApiRequest, caller: Caller, lag: number): void {
  const action = `${request.service}:${request.action}`;
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

/**
 * What a session of GetSessionToken may do is what its user may do, at the time of each request (IAM user guide,
 * "Disabling permissions for temporary security credentials").
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

/** The same refusal has another code in SNS and in the services that speak JSON (their API references, common errors). */
function refusalOf({ service, protocol }: ApiRequest, message: string): ApiError {
  if (protocol === 'json') return new ApiError(400, 'AccessDeniedException', message);
  return new ApiError(403, service === 'sns' ? 'AuthorizationError' : 'AccessDenied', message);
}
