import { describe, expect, test } from '@jest/globals';
import { credential, detectionOf, KEY, USER } from '../../scripts/coverage-tables/examples.ts';
import { classify } from '../../src/core/classification.ts';
import type { DetectionClass } from '../../src/core/detection.ts';
import { defaultPolicy } from '../policy.ts';

function classOf(type: string, severity: number, policy = defaultPolicy): DetectionClass {
  const affected = credential(KEY, USER);
  const detection = detectionOf(affected, { type, severity });
  return classify({ detection, affected, policy, history: undefined }).class;
}

/** GuardDuty user guide: the IAM, S3, AI protection, custom rule and attack sequence finding types, default severities. */
const types: Readonly<Record<Exclude<DetectionClass, 'benign'>, readonly (readonly [string, number])[]>> = {
  confirmed: [
    ['CredentialAccess:IAMUser/CompromisedCredentials', 8],
    ['UnauthorizedAccess:IAMUser/MaliciousIPCaller', 5],
    ['UnauthorizedAccess:IAMUser/TorIPCaller', 5],
    ['UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS', 8],
    ['UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS', 8],
    ['UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS', 8],
    ['Exfiltration:IAMUser/AnomalousBehavior', 8],
    ['Impact:IAMUser/AnomalousBehavior', 8],
    ['Exfiltration:S3/AnomalousBehavior', 8],
    ['Exfiltration:S3/AnomalousBehavior', 7],
    ['Exfiltration:S3/MaliciousIPCaller', 8],
    ['Impact:S3/AnomalousBehavior.Delete', 8],
    ['Impact:S3/MaliciousIPCaller', 8],
    ['Discovery:S3/MaliciousIPCaller', 8],
    ['Discovery:S3/TorIPCaller', 5],
    ['UnauthorizedAccess:S3/TorIPCaller', 8],
    ['AttackSequence:IAM/CompromisedCredentials', 9],
    ['AttackSequence:S3/CompromisedData', 9],
  ],
  suspected: [
    ['Recon:IAMUser/MaliciousIPCaller', 5],
    ['Recon:IAMUser/TorIPCaller', 5],
    ['PenTest:IAMUser/KaliLinux', 5],
    ['CredentialAccess:IAMUser/AnomalousBehavior', 5],
    ['Persistence:IAMUser/AnomalousBehavior', 5],
    ['PrivilegeEscalation:IAMUser/AnomalousBehavior', 5],
    ['InitialAccess:IAMUser/AnomalousBehavior', 5],
    ['Impact:S3/AnomalousBehavior.Write', 5],
    ['Exfiltration:S3/AnomalousBehavior', 6.9],
    ['Discovery:S3/AnomalousBehavior', 4],
    ['SomethingNew:IAMUser/NobodyListedThis', 5],
  ],
  informational: [
    ['UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom', 5],
    ['Recon:IAMUser/MaliciousIPCaller.Custom', 5],
    ['Discovery:S3/MaliciousIPCaller.Custom', 8],
    ['Exfiltration:EC2/TransferDataToCloudAccount', 8],
    ['Impact:S3/DataDestruction', 9],
    ['Discovery:IAMUser/AnomalousBehavior', 2],
    ['Discovery:S3/AnomalousBehavior', 2],
    ['Discovery:S3/AnomalousBehavior', 3.9],
    ['Policy:IAMUser/RootCredentialUsage', 2],
    ['Policy:S3/BucketAnonymousAccessGranted', 8],
    ['Stealth:IAMUser/CloudTrailLoggingDisabled', 2],
    ['Stealth:S3/ServerAccessLoggingDisabled', 2],
    ['UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B', 5],
    ['DefenseEvasion:IAMUser/BedrockLoggingDisabled', 5],
    ['Impact:IAMUser/AnomalousModelInvocation', 2],
    ['Impact:IAMUser/CostHarvesting', 2],
    ['Impact:IAMUser/PromptInjection.Direct', 2],
    ['Persistence:IAM/AccountManipulation', 8],
    ['PrivilegeEscalation:IAM/AccountManipulation', 8],
  ],
};

describe.each(Object.entries(types))('%s', (expected, cases) => {
  test.each(cases)('%s at %d', (type, severity) => {
    expect(classOf(type, severity)).toBe(expected);
  });
});

describe('what a deployer chose for GuardDuty may contain if the deployer says so', () => {
  const listed = 'Exfiltration:S3/MaliciousIPCaller.Custom';
  const rule = 'Exfiltration:S3/TransferDataToCloudAccount';

  test('its own threat lists, and nothing but these', () => {
    const policy = { ...defaultPolicy, containCustomLists: true };
    expect([listed, rule].map((type) => classOf(type, 8, policy))).toEqual(['suspected', 'informational']);
  });

  test('its custom detection rules, and nothing but these', () => {
    const policy = { ...defaultPolicy, containCustomRules: true };
    expect([listed, rule].map((type) => classOf(type, 8, policy))).toEqual(['informational', 'suspected']);
  });
});
