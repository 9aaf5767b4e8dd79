import { randomUUID } from 'node:crypto';
import type { User } from '../users.ts';
import { type AwsEvent, envelope } from './envelope.ts';

/** https://docs.aws.amazon.com/awssupport/latest/user/cloudwatch-events-ta.html */
export function exposedAccessKey({ name, keys }: User): AwsEvent {
  return envelope('aws.trustedadvisor', 'Trusted Advisor Check Item Refresh Notification', {
    'check-name': 'Exposed Access Keys',
    'check-item-detail': {
      'Case ID': '12345678901',
      'Usage (USD per Day)': '0',
      'User Name (IAM or Root)': name,
      Deadline: String(Date.now() + 3 * 24 * 3600 * 1000),
      'Access Key ID': keys[0].accessKeyId,
      'Time Updated': String(Date.now()),
      'Fraud Type': 'Exposed',
      Location: 'https://git.example.com/team/.env',
    },
    status: 'ERROR',
    resource_id: '',
    uuid: randomUUID(),
  });
}
