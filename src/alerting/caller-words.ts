import { isUserName } from '../core/access-key-id.ts';
import type { Principal } from '../core/detection.ts';
import { defang } from './sanitize.ts';

/** By a name that IAM allows and no other text of the event, since it stands in the verdict. It begins a sentence. */
export function callerInWords(principal: Principal): string {
  switch (principal.type) {
    case 'IAMUser':
      return isUserName(principal.userName)
        ? `IAM user ${defang(principal.userName)}`
        : 'An unnamed IAM user';
    case 'AssumedRole':
      return isUserName(principal.roleName)
        ? `A session of role ${defang(principal.roleName)}`
        : 'A session of an unnamed role';
    case 'Root':
      return 'The ROOT USER';
    case 'FederatedUser':
      return 'A federated user';
    case 'AWSService':
      return 'An AWS service';
    case 'Unknown':
      return 'Somebody';
  }
}
