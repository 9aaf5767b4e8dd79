import { ApiError } from './api-error.ts';
import { type IamState, limitExceeded, namedUser, noSuchEntity } from './iam-entities.ts';
import { checkLength, required } from './iam-parameters.ts';
import { pageOf } from './page.ts';
import type { Call, Result } from './service.ts';
import type { User } from './user.ts';

/** IAM user guide, "IAM and AWS STS quotas": managed policies attached to an IAM user. */
const POLICIES_PER_USER = 10;

/** To attach an attached policy again succeeds and does not count for the quota. */
export function attachUserPolicy(call: Call, state: IamState): Result {
  const user = namedUser(call, state);
  const policyArn = policyArnOf(call, 'PolicyArn', state);
  if (!state.identities.policies.exists(policyArn)) {
    throw noSuchEntity(`Policy ${policyArn} does not exist or is not attachable.`);
  }
  const attached = user.attachedPolicies.read(0) ?? [];
  if (attached.includes(policyArn)) return undefined;
  if (attached.length >= POLICIES_PER_USER) {
    throw limitExceeded(`Cannot exceed quota for PoliciesPerUser: ${POLICIES_PER_USER}`);
  }
  user.attachedPolicies.write([...attached, policyArn]);
  return undefined;
}

export function listAttachedUserPolicies(call: Call, state: IamState): Result {
  const attached = namedUser(call, state).attachedPolicies.read(state.readLag()) ?? [];
  const { items, marker } = pageOf(attached, call.params);
  return {
    AttachedPolicies: items.map((arn) => ({ PolicyName: arn.split('/').at(-1), PolicyArn: arn })),
    IsTruncated: marker !== undefined,
    Marker: marker,
  };
}

/** Replaces the previous boundary. There is no quota: LimitExceeded is not one of its errors (IAM API reference). */
export function putUserPermissionsBoundary(call: Call, state: IamState): Result {
  const user = namedUser(call, state);
  const policyArn = policyArnOf(call, 'PermissionsBoundary', state);
  if (!state.identities.policies.exists(policyArn)) {
    throw noSuchEntity(`Scope ARN: ${policyArn} does not exist or is not attachable.`);
  }
  user.boundary.write(policyArn);
  return undefined;
}

/** For GetUser: the element exists only if the user has a boundary. */
export function describeBoundary({ boundary }: User, readLag: number): Result {
  const arn = boundary.read(readLag);
  return arn === undefined ? undefined : { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn };
}

function policyArnOf(
  { params, caller }: Call,
  name: 'PolicyArn' | 'PermissionsBoundary',
  { identities }: IamState,
): string {
  const asAwsWritesIt = name === 'PolicyArn' ? 'policyArn' : 'permissionsBoundary';
  const arn = required(params, name, asAwsWritesIt);
  checkLength(asAwsWritesIt, arn, 20, 2048);
  const partition = identities.policies.ofAws('').split(':')[1];
  const [prefix, inPartition, service, region, accountId = '', resource = ''] = arn.split(':');
  const isPolicy = prefix === 'arn' && service === 'iam' && region === '' && resource.startsWith('policy/');
  if (!isPolicy || inPartition !== partition || !['aws', caller.accountId].includes(accountId)) {
    throw new ApiError(400, 'InvalidInput', `ARN ${arn} is not valid.`);
  }
  return arn;
}
