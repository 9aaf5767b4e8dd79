import type { Principal } from '../core/detection.ts';
import { present } from './fields.ts';

/**
 * A principal as GuardDuty and Security Hub name it. For a role session the name is the role's, so the type decides
 * what the name is the name of. GuardDuty API reference, AccessKeyDetails.
 */
export function principalOf(
  type: string | undefined,
  name: string | undefined,
  id: string | undefined,
): Principal {
  switch (type) {
    case 'IAMUser':
      return { type, ...present({ userName: name, uniqueId: id?.startsWith('AIDA') ? id : undefined }) };
    case 'AssumedRole':
    case 'Role':
      return { type: 'AssumedRole', ...present({ roleName: name, uniqueId: roleIdOf(id) }) };
    case 'FederatedUser':
      return { type, issuer: undefined };
    case 'Root':
      return { type };
    case 'AWSService':
      return { type, ...present({ service: name }) };
    default:
      return { type: 'Unknown' };
  }
}

/** `AROA…` of `AROA…:session-name`. */
export function roleIdOf(principalId: string | undefined): string | undefined {
  const [id] = principalId?.split(':') ?? [];
  return id?.startsWith('AROA') ? id : undefined;
}
