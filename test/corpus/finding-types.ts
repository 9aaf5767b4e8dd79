/** GuardDuty's types as the design sorts them, in other words than src/core/response-policy.ts has. */
const ALERT_ONLY = [
  /^(Policy|Stealth):/,
  /ConsoleLoginSuccess\.B$/,
  /BedrockLoggingDisabled$/,
  /:IAMUser\/(AnomalousModelInvocation|CostHarvesting|PromptInjection)/,
  /\.Custom$/,
  // Custom detection rules are about a service, and GuardDuty's own findings about a kind of resource.
  /^(?!AttackSequence:)\w+:(IAM|EC2|RDS|SES|Lambda|SageMaker|Organizations|Route53Resolver|RolesAnywhere)\/[A-Z]\w+$/,
  /:S3\/(TransferDataToCloudAccount|DataDestruction|DisableOrModifyTools)$/,
];
const CERTAIN = [
  /^AttackSequence:/,
  /^CredentialAccess:IAMUser\/CompromisedCredentials$/,
  /^UnauthorizedAccess:IAMUser\/(MaliciousIPCaller|TorIPCaller)$/,
  /^UnauthorizedAccess:IAMUser\/(Instance|Resource)CredentialExfiltration/,
  /^(Discovery|Exfiltration|Impact|UnauthorizedAccess):S3\/(MaliciousIPCaller|TorIPCaller)$/,
];

/** Certain whatever the severity; of the rest, what is Medium or above, and what says nothing of it. */
export function acts(type: string, severity: number | undefined): boolean {
  if (ALERT_ONLY.some((pattern) => pattern.test(type))) return false;
  return CERTAIN.some((pattern) => pattern.test(type)) || severity === undefined || severity >= 4;
}
