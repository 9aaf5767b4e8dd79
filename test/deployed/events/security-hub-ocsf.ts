import { REGION } from '../ministack.ts';
import type { User } from '../users.ts';
import { type AwsEvent, envelope } from './envelope.ts';
import { ADDRESS, findingArn, TITLE } from './finding-names.ts';

/** The same finding in the newer format, which often has no type of the user: its name may be a role's. */
export function ocsfFinding({ accountId, name, keys }: User): AwsEvent {
  const now = new Date();
  const finding = {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    class_name: 'Detection Finding',
    class_uid: 2004,
    cloud: { account: { uid: accountId }, cloud_partition: 'aws', provider: 'AWS', region: REGION },
    evidences: [
      {
        api: { operation: 'ListBuckets', service: { name: 's3.amazonaws.com' } },
        src_endpoint: { ip: ADDRESS },
      },
    ],
    finding_info: {
      uid: findingArn(accountId),
      title: TITLE,
      types: ['TTPs/UnauthorizedAccess:IAMUser-MaliciousIPCaller'],
      created_time_dt: now.toISOString(),
    },
    metadata: {
      product: { name: 'GuardDuty', uid: `arn:aws:securityhub:${REGION}::productv2/aws/guardduty` },
      version: '1.6.0',
    },
    resources: [
      {
        cloud_partition: 'aws',
        owner: { account: { uid: accountId } },
        region: REGION,
        type: 'AWS::IAM::AccessKey',
        uid: keys[0].accessKeyId,
        user: { name },
      },
    ],
    severity: 'Medium',
    severity_id: 3,
    status: 'New',
    status_id: 1,
    time: now.getTime(),
    type_uid: 200401,
  };
  return envelope('aws.securityhub', 'Findings Imported V2', { findings: [finding] }, [
    findingArn(accountId),
  ]);
}
