import { ApiError } from './api-error.ts';
import { type Params, textOf } from './service.ts';

/** An optional `UserName`. AWS's rule is the same everywhere: `[\w+=,.@-]`, at most 128. */
export function userNameOf(params: Params, maximum = 128): string | undefined {
  if (textOf(params, 'UserName') === undefined) return undefined;
  return nameOf(params, 'UserName', { asAwsWritesIt: 'userName', maximum });
}

export function roleNameOf(params: Params): string {
  return nameOf(params, 'RoleName', { asAwsWritesIt: 'roleName', maximum: 64 });
}

export function policyNameOf(params: Params): string {
  return nameOf(params, 'PolicyName', { asAwsWritesIt: 'policyName', maximum: 128 });
}

function nameOf(
  params: Params,
  name: string,
  { asAwsWritesIt, maximum }: { readonly asAwsWritesIt: string; readonly maximum: number },
): string {
  const value = required(params, name, asAwsWritesIt);
  checkLength(asAwsWritesIt, value, 1, maximum);
  if (/^[\w+=,.@-]+$/.test(value)) return value;
  throw validationError(
    `The specified value for ${asAwsWritesIt} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
  );
}

export function accessKeyIdOf(params: Params): string {
  const accessKeyId = required(params, 'AccessKeyId', 'accessKeyId');
  checkLength('accessKeyId', accessKeyId, 16, 128);
  if (!/^\w+$/.test(accessKeyId)) {
    throw validationError(
      'The specified value for accessKeyId is invalid. It must contain only alphanumeric characters.',
    );
  }
  return accessKeyId;
}

/** The id of a credential that is no access key. */
export function credentialIdOf(
  params: Params,
  { name, minimum }: { readonly name: string; readonly minimum: number },
): string {
  const asAwsWritesIt = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  const id = required(params, name, asAwsWritesIt);
  checkLength(asAwsWritesIt, id, minimum, 128);
  if (/^\w+$/.test(id)) return id;
  throw validationError(
    `The specified value for ${asAwsWritesIt} is invalid. It must contain only alphanumeric characters.`,
  );
}

export function statusOf(params: Params): 'Active' | 'Inactive' {
  const status = required(params, 'Status', 'status');
  if (status === 'Active' || status === 'Inactive') return status;
  throw validationError(
    `1 validation error detected: Value '${status}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]`,
  );
}

export function pathOf(params: Params): string {
  const path = textOf(params, 'Path') ?? '/';
  checkLength('path', path, 1, 512);
  if (/^(\/|\/[\x21-\x7e]+\/)$/.test(path)) return path;
  throw validationError(
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  );
}

export function required(params: Params, name: string, asAwsWritesIt: string): string {
  const value = textOf(params, name);
  if (value !== undefined) return value;
  throw validationError(
    `1 validation error detected: Value at '${asAwsWritesIt}' failed to satisfy constraint: Member must not be null`,
  );
}

export function validationError(message: string): ApiError {
  return new ApiError(400, 'ValidationError', message);
}

export function checkLength(name: string, value: string, minimum: number, maximum: number): void {
  const bound =
    value.length < minimum ? `greater than or equal to ${minimum}` : `less than or equal to ${maximum}`;
  if (value.length >= minimum && value.length <= maximum) return;
  throw validationError(
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must have length ${bound}`,
  );
}
