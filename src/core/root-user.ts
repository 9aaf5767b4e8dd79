/**
 * What nobody does as the root user in the daily work of an account. IAM user guide, "Root user best practices for your AWS
 * account". The rule of the template and the classification share these lists.
 */

/** Calls that make something, by the first word of their names. */
export const MAKES: readonly string[] = [
  ...['Add', 'Allocate', 'Attach', 'Copy', 'Create', 'Import', 'Invite', 'Purchase', 'Put', 'Register'],
  ...['Request', 'Run', 'Upload', 'GetFederationToken', 'GetSessionToken'],
];

/** Calls that switch logging, detection or a protection off, or weaken it, by the beginning of their names. */
export const SWITCHES_OFF: readonly string[] = [
  ...['StopLogging', 'DeleteTrail', 'UpdateTrail', 'DeleteEventDataStore', 'UpdateEventDataStore'],
  ...['DeleteDetector', 'UpdateDetector', 'DeletePublishingDestination', 'UpdateFilter', 'DeleteMembers'],
  ...['StopMonitoringMembers', 'Disassociate', 'Disable', 'BatchDisable', 'StopConfigurationRecorder'],
  ...['DeleteConfigurationRecorder', 'DeleteDeliveryChannel', 'DeleteFlowLogs', 'DeleteAnalyzer'],
  ...['UpdateIPSet', 'UpdateTrustedEntitySet', 'UpdateMemberDetectors', 'StopEventDataStore', 'DeleteGraph'],
  ...['RemoveAccountFrom', 'Deregister', 'DeleteModelInvocationLogging', 'DeleteResolverQueryLog'],
  'UpdatePublishingDestination',
  ...[
    'LeaveOrganization',
    'DeactivateMFADevice',
    'DeleteAccountPasswordPolicy',
    'DeleteAccountPublicAccessBlock',
  ],
];

export function makes(api: string): boolean {
  return begins(api, MAKES);
}

export function switchesOff(api: string): boolean {
  return begins(api, SWITCHES_OFF);
}

/** @param api `iam:CreateUser`, or `CreateUser` in Security Hub's copy of a finding. */
function begins(api: string, names: readonly string[]): boolean {
  const action = api.slice(api.indexOf(':') + 1);
  return names.some((name) => action.startsWith(name));
}
