import { inactive } from '../core/outcome.ts';
import type { Result } from '../core/result.ts';
import type { Work } from './containment.ts';

export function setInactive(
  { userName, accessKeyId }: { readonly userName: string; readonly accessKeyId: string },
  { iam, log }: Work,
): Promise<Result<void>> {
  return log.record(inactive(accessKeyId), iam.deactivateAccessKey(userName, accessKeyId));
}

export function errorOf(result: Result<unknown>): string | undefined {
  return result.ok ? undefined : result.error;
}
