import type {
  AffectedCredential,
  AffectedIdentity,
  Caller,
  Detection,
  Principal,
} from '../../src/core/detection.ts';
import type { Denial } from '../../src/core/history.ts';
import type { ResponsePolicy } from '../../src/core/response-policy.ts';
import { defaultPolicy } from '../../test/policy.ts';

/** Invented inputs for decisions, in AWS's example accounts. */
export const OWN = '111122223333';
export const MEMBER = '444455556666';
export const KEY = 'AKIAIOSFODNN7EXAMPLE';
export const SESSION = 'ASIAIOSFODNN7EXAMPLE';
export const SSH_KEY = 'APKAEXAMPLE123EXAMPLE';
export const SERVICE_CREDENTIAL = 'ACCAEXAMPLE123EXAMPLE';
export const USER_ID = 'AIDAIOSFODNN7EXAMPLE';
export const USER = { type: 'IAMUser', userName: 'ci-deploy', uniqueId: USER_ID } as const;

/** With a responder in the example account. */
export const policy: ResponsePolicy = defaultPolicy;

export function credential(
  accessKeyId: string | undefined,
  principal: Principal,
  change: Partial<AffectedCredential> = {},
): AffectedCredential {
  return { kind: 'credential', signal: 'finding', accessKeyId, principal, accountId: OWN, ...change };
}

/** A person who made an API call. */
export const PERSON: Caller = {
  principal: { type: 'IAMUser', userName: 'security-admin' },
  accountId: OWN,
};

/** The credential of a record of IAM about a key that was switched. */
export const SWITCHED = { accessKeyId: KEY, principal: USER, accountId: OWN } as const;

export const MADE = {
  kind: 'new-credential',
  signal: 'making',
  by: { ...PERSON, accessKeyId: KEY },
  ...{ accessKeyId: KEY, principal: { ...USER, userName: 'ci-deploy' }, accountId: OWN },
} as const;

export const REMOVAL = {
  kind: 'user',
  signal: 'deny-removal',
  removed: 'deny-policy',
  by: PERSON,
  principal: USER,
  accountId: OWN,
} as const;

/** A user to whom this responder denied everything, which somebody else took off. */
export const DENIED: Denial = { contained: true, deniedBy: 'policy', undone: false, byItself: false };

/** The responder itself, in CloudTrail's form. */
export const RESPONDER: Caller = {
  principal: { type: 'AssumedRole', roleName: 'respond', arn: `arn:aws:iam::${OWN}:role/respond` },
  accountId: OWN,
};

/** A finding that every setting of `contain` acts on, unless `change` says otherwise. */
export function detectionOf(affected: AffectedIdentity, change: Partial<Detection> = {}): Detection {
  return {
    source: { id: 'guardduty', name: 'GuardDuty' },
    type: 'UnauthorizedAccess:IAMUser/MaliciousIPCaller',
    eventId: 'example',
    accountId: OWN,
    region: 'us-east-1',
    affected: [affected],
    sample: false,
    update: false,
    archived: false,
    replayed: false,
    receivedBy: OWN,
    evidence: {},
    ...change,
  };
}
