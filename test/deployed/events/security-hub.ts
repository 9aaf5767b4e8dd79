import { REGION } from '../ministack.ts';
import type { User } from '../users.ts';
import { type AwsEvent, envelope } from './envelope.ts';
import { ADDRESS, detectorArn, findingArn, NETWORK, TITLE } from './finding-names.ts';

/** What GuardDuty found, passed on by Security Hub. */
export function importedFinding(user: User): AwsEvent {
  const finding = findingAbout(user, 'NEW');
  const resource = `arn:aws:securityhub:${REGION}::product/aws/guardduty/${finding.Id}`;
  return envelope('aws.securityhub', 'Security Hub Findings - Imported', { findings: [finding] }, [resource]);
}

/** An analyst edits what was imported, and so it is imported again. */
export function editedFinding(user: User): AwsEvent {
  const finding = findingAbout(user, 'NOTIFIED');
  return envelope('aws.securityhub', 'Security Hub Findings - Imported', { findings: [finding] });
}

/** An analyst has looked at the finding and presses the button. */
export function customAction(user: User): AwsEvent {
  const detail = {
    actionName: 'Contain access key',
    actionDescription: 'Deactivate the access key of the finding',
    findings: [findingAbout(user, 'NOTIFIED')],
  };
  const resource = `arn:aws:securityhub:${REGION}:${user.accountId}:action/custom/ContainAccessKey`;
  return envelope('aws.securityhub', 'Security Hub Findings - Custom Action', detail, [resource]);
}

/** https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html */
function findingAbout({ accountId, id, name, keys }: User, status: 'NEW' | 'NOTIFIED') {
  const now = new Date().toISOString();
  const service = 'aws/guardduty/service';
  const call = `${service}/action/awsApiCallAction`;
  return {
    SchemaVersion: '2018-10-08',
    Id: findingArn(accountId),
    ProductArn: `arn:aws:securityhub:${REGION}::product/aws/guardduty`,
    ProductName: 'GuardDuty',
    CompanyName: 'Amazon',
    Region: REGION,
    GeneratorId: detectorArn(accountId),
    AwsAccountId: accountId,
    // GuardDuty's `UnauthorizedAccess:IAMUser/MaliciousIPCaller`, with a dash where it has a slash.
    Types: ['TTPs/UnauthorizedAccess:IAMUser-MaliciousIPCaller'],
    FirstObservedAt: now,
    LastObservedAt: now,
    CreatedAt: now,
    UpdatedAt: now,
    Severity: { Product: 5, Label: 'MEDIUM', Normalized: 50 },
    Title: TITLE,
    Description: TITLE,
    ProductFields: {
      [`${service}/archived`]: 'false',
      [`${service}/count`]: '1',
      [`${call}/api`]: 'ListBuckets',
      [`${call}/serviceName`]: 's3.amazonaws.com',
      [`${call}/remoteIpDetails/ipAddressV4`]: ADDRESS,
      [`${call}/remoteIpDetails/organization/asnOrg`]: NETWORK,
    },
    Resources: [
      {
        Type: 'AwsIamAccessKey',
        Id: `AWS::IAM::AccessKey:${keys[0].accessKeyId}`,
        Partition: 'aws',
        Region: REGION,
        Details: { AwsIamAccessKey: { PrincipalId: id, PrincipalType: 'IAMUser', PrincipalName: name } },
      },
    ],
    WorkflowState: status === 'NEW' ? 'NEW' : 'ASSIGNED',
    Workflow: { Status: status },
    RecordState: 'ACTIVE',
    Sample: false,
  };
}
