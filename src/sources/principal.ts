import type { Principal } from '../core/detection.ts';
import { present } from './fields.ts';

/**
 * A principal as GuardDuty and Security Hub name it. The type decides what the name means: for a role session it is the
 * role's name. GuardDuty API reference, AccessKeyDetails.
 */
export function principalOf({
  type,
  name,
  id,
}: {
  readonly type: string | undefined;
  readonly name: string | undefined;
  readonly id: string | undefined;
}): Principal {
  switch (type) {
    case 'IAMUser':
      return { type, ...present({ userName: name, uniqueId: id?.startsWith('AIDA') ? id : undefined }) };
    case 'AssumedRole':
    case 'Role':
      return { type: 'AssumedRole', ...present({ roleName: name, uniqueId: roleIdOf(id) }) };
    case 'FederatedUser':
      return { type, issuer: undefined, ...present({ sessionName: sessionNameOf(id) ?? name }) };
    case 'Root':
      return { type };
    case 'AWSService':
      return { type, ...present({ service: name }) };
    default:
      return { type: 'Unknown' };
  }
}

/** Somebody of this account, by the ARN. IAM user guide, "IAM identifiers". */
export function principalOfArn(arn: string, accountId: string | undefined): Principal | undefined {
  const [, account, resource = ''] = /^arn:[\w-]+:(?:iam|sts)::(\d{12}):(\S+)$/.exec(arn) ?? [];
  if (account === undefined || account !== accountId) return undefined;
  const [kind, first] = resource.split('/');
  const name = resource.split('/').at(-1);
  switch (kind) {
    case 'root':
      return { type: 'Root' };
    case 'user':
      return { type: 'IAMUser', ...present({ userName: name }) };
    case 'role':
      return { type: 'AssumedRole', arn, ...present({ roleName: name }) };
    case 'assumed-role':
      return { type: 'AssumedRole', ...present({ roleName: first }) };
    default:
      return undefined;
  }
}

/** `AROA…` from `AROA…:session-name`. */
export function roleIdOf(principalId: string | undefined): string | undefined {
  const [id] = principalId?.split(':') ?? [];
  return id?.startsWith('AROA') ? id : undefined;
}

/**
 * `Bob` from `111122223333:Bob`. IAM user guide, "IAM JSON policy elements: variables", `aws:userid` of a federated
 * user.
 */
export function sessionNameOf(principalId: string | undefined): string | undefined {
  return /^\d{12}:(.+)$/.exec(principalId ?? '')?.[1];
}
