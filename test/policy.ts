import type { ResponsePolicy } from '../src/core/response-policy.ts';

/** The defaults of serverless.yml, in AWS's example account. */
export const defaultPolicy: ResponsePolicy = {
  contain: 'suspected',
  minimumSeverity: 4,
  exemptPrincipals: [],
  trustedPrincipals: [],
  maxPrincipalsPerHour: 20,
  honeyKeys: [],
  containCustomLists: false,
  containCustomRules: false,
  quarantineUsers: false,
  revocableRoles: [],
  memberRoleName: '',
  findingAdministrators: [],
  ownRoleName: 'respond',
  suspectedApiCalls: [
    'cloudtrail:StopLogging',
    'cloudtrail:DeleteTrail',
    'guardduty:DeleteDetector',
    'organizations:LeaveOrganization',
  ],
  accountId: '111122223333',
  partition: 'aws',
};
