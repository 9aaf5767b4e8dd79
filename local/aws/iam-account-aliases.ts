import type { IamState } from './iam-entities.ts';
import { pageOf } from './page.ts';
import type { Call, Result } from './service.ts';

/** The answer is a list, but "you can have only one" (IAM API reference, ListAccountAliases). */
export function listAccountAliases({ caller, params }: Call, { identities }: IamState): Result {
  const alias = identities.accountAliasOf(caller.accountId);
  const { items, marker } = pageOf(alias === undefined ? [] : [alias], params);
  return { AccountAliases: items, IsTruncated: marker !== undefined, Marker: marker };
}
