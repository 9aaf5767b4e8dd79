import type { CallNames } from '../core/detection.ts';
import { present, text } from './fields.ts';

/**
 * Where a record of IAM or STS has the ids and names of what the call made: each is one field, the first that is there. The
 * answers of these calls also hold secrets (`secretAccessKey`, `sessionToken`, `servicePassword`, `serviceCredentialSecret`),
 * so no object of them is copied. CloudTrail begins each name of the API with a small letter.
 */
const FIELDS: Readonly<Record<keyof CallNames, readonly string[]>> = {
  accessKeyId: ['responseElements.accessKey.accessKeyId', 'responseElements.credentials.accessKeyId'],
  credentialId: [
    'responseElements.serviceSpecificCredential.serviceSpecificCredentialId',
    'responseElements.sSHPublicKey.sSHPublicKeyId',
    'responseElements.certificate.certificateId',
  ],
  userName: [
    // The answer has the name as IAM spells it, and the caller's own if the request names nobody.
    'responseElements.accessKey.userName',
    'responseElements.serviceSpecificCredential.userName',
    'responseElements.sSHPublicKey.userName',
    'responseElements.certificate.userName',
    'responseElements.loginProfile.userName',
    'requestParameters.userName',
  ],
  roleName: ['requestParameters.roleName'],
  groupName: ['requestParameters.groupName'],
  policy: ['requestParameters.policyArn', 'requestParameters.policyName'],
  sessionName: ['requestParameters.roleSessionName', 'requestParameters.name'],
  roleArn: ['requestParameters.roleArn'],
  service: ['responseElements.serviceSpecificCredential.serviceName', 'requestParameters.serviceName'],
};

/** Unchecked text: `madeIn` in src/core/made.ts says what it means, call by call. */
export function readNames(detail: unknown): CallNames {
  const entries = Object.entries(FIELDS).map(([name, paths]) => [name, firstOf(detail, paths)]);
  return present(Object.fromEntries(entries) as Record<keyof CallNames, string | undefined>);
}

function firstOf(detail: unknown, paths: readonly string[]): string | undefined {
  return paths.map((path) => text(detail, ...path.split('.'))).find((found) => found !== undefined);
}
