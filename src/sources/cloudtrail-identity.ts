import type { Principal } from '../core/detection.ts';
import { field, present, text } from './fields.ts';
import { roleIdOf, sessionNameOf } from './principal.ts';

/** How CloudTrail writes AWS itself, which acts as the user whom it puts under quarantine. */
export const AWS_INTERNAL = 'AWS Internal';

/** In `invokedBy`: a person in the console, and AWS itself. */
export const PEOPLE: readonly string[] = ['signin.amazonaws.com', AWS_INTERNAL];

/**
 * The service that made the call for somebody, such as CloudFormation. It does so only because that principal asked it, and the
 * record has the principal's name and key: a thief may act through it. IAM user guide, "Forward access sessions".
 */
export function throughService(identity: unknown): string | undefined {
  const service = text(identity, 'invokedBy');
  return service === undefined || PEOPLE.includes(service) ? undefined : service;
}

/**
 * Who made an API call, also if a service made it for them. `type` decides first: root's `userName` is the account's alias,
 * and an IAM user may have that name.
 */
export function callerOf(identity: unknown): Principal {
  const type = text(identity, 'type');
  const issuer = field(identity, 'sessionContext', 'sessionIssuer');
  switch (type) {
    case 'IAMUser':
      return readUser(
        text(identity, 'userName') ?? lastSegment(text(identity, 'arn')),
        text(identity, 'principalId'),
      );
    case 'AssumedRole':
      return {
        type,
        ...present({
          roleName: text(issuer, 'userName'),
          arn: text(issuer, 'arn'),
          uniqueId: roleIdOf(text(issuer, 'principalId')),
        }),
      };
    case 'FederatedUser':
      return {
        type,
        issuer: readIssuer(issuer),
        ...present({ sessionName: sessionNameOf(text(identity, 'principalId')) }),
      };
    case 'Root':
      return { type };
    case 'AWSService':
      return { type, ...present({ service: throughService(identity) }) };
    default:
      return { type: 'Unknown' };
  }
}

function readIssuer(issuer: unknown) {
  const type = text(issuer, 'type');
  if (type === 'Root') return { type } as const;
  return type === 'IAMUser' ? readUser(text(issuer, 'userName'), text(issuer, 'principalId')) : undefined;
}

function readUser(userName: string | undefined, principalId: string | undefined) {
  const uniqueId = principalId?.startsWith('AIDA') ? principalId : undefined;
  return { type: 'IAMUser' as const, ...present({ userName, uniqueId }) };
}

/** `bob` from `arn:aws:iam::111122223333:user/team/bob`. UpdateAccessKey needs the name without its path. */
function lastSegment(arn: string | undefined): string | undefined {
  return arn?.includes(':user/') ? arn.split('/').at(-1) : undefined;
}
