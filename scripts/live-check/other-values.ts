import type { Parameters } from './change-stack.ts';

interface Where {
  readonly partition: string;
  readonly account: string;
}

/** Two values of each parameter, so that one of them is not what the stack has. Nothing of these names has to exist. */
export function candidatesIn({
  partition,
  account,
}: Where): Readonly<Record<string, readonly [string, string]>> {
  const arn = `arn:${partition}:iam::${account}`;
  return {
    // A stack that stopped nothing meanwhile would be deaf to a real theft.
    contain: ['confirmed', 'suspected'],
    minimumSeverity: ['7', '8'],
    exemptPrincipals: ['ckr-live-check-a', 'ckr-live-check-b'],
    trustedPrincipals: ['ckr-live-check-a', 'ckr-live-check-b'],
    maxPrincipalsPerHour: ['19', '21'],
    honeyKeys: ['AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE'],
    containCustomLists: ['true', 'false'],
    containCustomRules: ['true', 'false'],
    quarantineUsers: ['true', 'false'],
    revocableRoles: ['ckr-live-check-a', 'ckr-live-check-b'],
    memberRoleName: ['ckr-live-check-a', 'ckr-live-check-b'],
    organizationId: ['o-exampleorg1', 'o-exampleorg2'],
    findingAdministrators: ['444455556666', '777788889999'],
    operatorRoleArn: [`${arn}:role/ckr-live-check-a`, `${arn}:role/ckr-live-check-b`],
    reporterArns: [`${arn}:role/ckr-live-check-a`, `${arn}:role/ckr-live-check-b`],
    permissionsBoundaryArn: [
      `arn:${partition}:iam::aws:policy/AdministratorAccess`,
      `arn:${partition}:iam::aws:policy/PowerUserAccess`,
    ],
    suspectedApiCalls: [
      'cloudtrail:StopLogging,cloudtrail:DeleteTrail,guardduty:DeleteDetector',
      'cloudtrail:StopLogging,cloudtrail:DeleteTrail,guardduty:DeleteDetector,organizations:LeaveOrganization,guardduty:UpdateDetector',
    ],
    alertEmail: ['ckr-live-check-a@example.com', 'ckr-live-check-b@example.com'],
    pagerEndpoint: ['https://pager.example.com/a', 'https://pager.example.com/b'],
    dashboard: ['true', 'false'],
    reservedConcurrency: ['11', '12'],
    runbookUrl: ['https://wiki.example.com/a', 'https://wiki.example.com/b'],
    identityCenterUrl: ['https://a.example.com/start', 'https://b.example.com/start'],
    identityCenterRole: ['ckr-live-check-a', 'ckr-live-check-b'],
  };
}

/** What is never tried, and why. */
export const LEFT_ALONE: Readonly<Record<string, string>> = {
  rolePath: 'a role of the same name cannot have two paths: it is chosen before the first deployment',
};

/** What a change set shows and no update tries, and why. */
export const ONLY_SHOWN: Readonly<Record<string, string>> = {
  alertEmail: 'a new subscription must be confirmed by a person, and so must the old one when it is put back',
  pagerEndpoint:
    'its old value is a secret that CloudFormation does not tell, so that nobody could put it back',
  reservedConcurrency: 'an account may have no room for it',
  permissionsBoundaryArn: 'the point permissions-boundary sets it',
};

/** It decides only whether a resource is there. MiniStack looks at no condition when it makes a change set, and finds no change. */
export const BY_CONDITION_ALONE: readonly string[] = ['dashboard'];

/** For each parameter that the stack has, another value than it has. */
export function otherValues(parameters: readonly string[], known: Parameters, where: Where): Parameters {
  const candidates = candidatesIn(where);
  return new Map(
    parameters.flatMap((name) => {
      const value = candidates[name]?.find((one) => one !== known.get(name));
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
