import { ApiError } from './api-error.ts';
import { type Params, textOf } from './service.ts';

/** `UserName` where the action may leave it out; AWS's rule is the same everywhere: `[\w+=,.@-]`, at most 128. */
export function userNameOf(params: Params, maximum = 128): string | undefined {
  const userName = textOf(params, 'UserName');
  if (userName === undefined) return undefined;
  checkLength('userName', userName, 1, maximum);
  if (!/^[\w+=,.@-]+$/.test(userName)) {
    throw validationError(
      'The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    );
  }
  return userName;
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

function checkLength(name: string, value: string, minimum: number, maximum: number): void {
  const bound =
    value.length < minimum ? `greater than or equal to ${minimum}` : `less than or equal to ${maximum}`;
  if (value.length >= minimum && value.length <= maximum) return;
  throw validationError(
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must have length ${bound}`,
  );
}
