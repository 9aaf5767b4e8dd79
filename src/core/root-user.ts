import { tamperCalls } from './tamper-calls.ts';

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
  ...['StopLogging', 'DeleteTrail', 'DeleteDetector', 'Disassociate', 'Disable', 'BatchDisable'],
  ...['RemoveAccountFrom', 'Deregister', 'LeaveOrganization', 'DeactivateMFADevice'],
  ...['DeleteAccountPasswordPolicy', 'DeleteAccountPublicAccessBlock'],
];

/** The names of the other calls that silence the trail or a detector, whatever their parameters. */
export const SILENCES: readonly string[] = [
  ...new Set(
    Object.values(tamperCalls)
      .flat()
      .flatMap(({ always, when = {} }) => [...always, ...Object.keys(when)])
      .filter((name) => ![...MAKES, ...SWITCHES_OFF].some((beginning) => name.startsWith(beginning))),
  ),
];

export function makes(api: string): boolean {
  return begins(api, MAKES);
}

export function switchesOff(api: string): boolean {
  return begins(api, SWITCHES_OFF) || SILENCES.includes(actionOf(api));
}

/** @param api `iam:CreateUser`, or `CreateUser` in Security Hub's copy of a finding. */
function begins(api: string, names: readonly string[]): boolean {
  const action = actionOf(api);
  return names.some((name) => action.startsWith(name));
}

function actionOf(api: string): string {
  return api.slice(api.indexOf(':') + 1);
}
