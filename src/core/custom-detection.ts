/**
 * The findings of GuardDuty's custom detection rules, which a deployer chooses one by one: so GuardDuty does not say that their
 * activity is a threat, only that it happened. GuardDuty user guide, "Custom Detection Rules finding types".
 */
export const customDetectionTypes: readonly string[] = [
  'CredentialAccess:EC2/UnsecuredCredentials',
  'CredentialAccess:RDS/ModifyAuthenticationProcess',
  'DefenseImpairment:EC2/DisableOrModifyTools',
  'DefenseImpairment:Organizations/DisableOrModifyTools',
  'DefenseImpairment:Organizations/ModifyCloudResourceHierarchy',
  'DefenseImpairment:RDS/ModifyAuthenticationProcess',
  'DefenseImpairment:Route53Resolver/DisableOrModifyTools',
  'DefenseImpairment:S3/DisableOrModifyTools',
  'Execution:SageMaker/CommandAndScriptingInterpreter',
  'Exfiltration:EC2/TransferDataToCloudAccount',
  'Exfiltration:RDS/TransferDataToCloudAccount',
  'Exfiltration:S3/TransferDataToCloudAccount',
  'Impact:S3/DataDestruction',
  'Impact:SES/ResourceHijacking',
  'InitialAccess:IAM/ValidAccounts',
  'InitialAccess:RDS/ExploitPublicFacingApplication',
  'LateralMovement:EC2/RemoteServices',
  'Persistence:EC2/BootOrLogonInitializationScripts',
  'Persistence:EC2/ExternalRemoteServices',
  'Persistence:IAM/AccountManipulation',
  'Persistence:Lambda/AccountManipulation',
  'Persistence:Lambda/ModifyAuthenticationProcess',
  'Persistence:RolesAnywhere/AccountManipulation',
  'PrivilegeEscalation:IAM/AccountManipulation',
  'ResourceDevelopment:SES/CompromiseAccounts',
];

/**
 * A rule that AWS adds later has the same form: a tactic of MITRE ATT&CK, a service, a technique. The techniques of the list and
 * the tactics that no other finding of GuardDuty has tell it.
 */
export function isCustomDetection(type: string): boolean {
  if (!/^\w+:\w+\/\w+$/.test(type)) return false;
  return (
    OWN_TACTICS.some((tactic) => type.startsWith(`${tactic}:`)) ||
    [...customDetectionTechniques].some((technique) => type.endsWith(`/${technique}`))
  );
}

/** GuardDuty's own findings say DefenseEvasion, and have none of the others. */
const OWN_TACTICS = ['DefenseImpairment', 'LateralMovement', 'ResourceDevelopment'];
export const customDetectionTechniques: ReadonlySet<string> = new Set(
  customDetectionTypes.map((type) => type.slice(type.indexOf('/') + 1)),
);
