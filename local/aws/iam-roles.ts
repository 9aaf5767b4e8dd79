import { ApiError } from './api-error.ts';
import { type IamState, limitExceeded, namedRole, noSuchEntity } from './iam-entities.ts';
import { policyNameOf, required } from './iam-parameters.ts';
import { checkPolicyDocument } from './policy-document.ts';
import type { Role } from './role.ts';
import type { Call, Result } from './service.ts';

/**
 * The quota for all inline policies of a role together, without white space (IAM user guide, "IAM and AWS STS
 * quotas").
 */
const INLINE_CHARACTERS_PER_ROLE = 10_240;

/** Only AWS creates and changes roles with these paths: for its services, and for Identity Center. */
const PROTECTED_PATHS = ['/aws-service-role/', '/aws-reserved/'];

export function getRole(call: Call, state: IamState): Result {
  const role = namedRole(call, state);
  return {
    Role: {
      Path: role.path,
      RoleName: role.roleName,
      RoleId: role.roleId,
      Arn: role.arn,
      CreateDate: role.createDate,
      AssumeRolePolicyDocument: urlEncoded(JSON.stringify(trustPolicyOf(role))),
      MaxSessionDuration: 3600,
    },
  };
}

export function putRolePolicy(call: Call, state: IamState): Result {
  const policyName = policyNameOf(call.params);
  const document = required(call.params, 'PolicyDocument', 'policyDocument');
  const role = namedRole(call, state);
  refuseProtected(role);
  checkPolicyDocument(document);
  const policies = new Map(role.inlinePolicies.read(0)).set(policyName, document);
  const size = [...policies.values()].reduce((sum, text) => sum + text.replaceAll(/\s/g, '').length, 0);
  if (size > INLINE_CHARACTERS_PER_ROLE) {
    throw limitExceeded(
      `Maximum policy size of ${INLINE_CHARACTERS_PER_ROLE} bytes exceeded for role ${role.roleName}`,
    );
  }
  role.inlinePolicies.write(policies);
  return undefined;
}

export function getRolePolicy(call: Call, state: IamState): Result {
  const policyName = policyNameOf(call.params);
  const role = namedRole(call, state);
  const document = role.inlinePolicies.read(state.readLag())?.get(policyName);
  if (document === undefined) {
    throw noSuchEntity(`The role policy with name ${policyName} cannot be found.`);
  }
  return { RoleName: role.roleName, PolicyName: policyName, PolicyDocument: urlEncoded(document) };
}

/** The message is from rebuy-de/aws-nuke issue 441. The code is from IAM's API reference, PutRolePolicy. */
function refuseProtected({ path, roleName }: Role): void {
  if (!PROTECTED_PATHS.some((prefix) => path.startsWith(prefix))) return;
  throw new ApiError(
    400,
    'UnmodifiableEntity',
    `Cannot perform the operation on the protected role '${roleName}' - this role is only modifiable by AWS`,
  );
}

function trustPolicyOf({ trusts }: Role): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: trusts }, Action: 'sts:AssumeRole' }],
  };
}

/** IAM returns policies encoded by RFC 3986, which encodes more characters than JavaScript does. */
function urlEncoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
