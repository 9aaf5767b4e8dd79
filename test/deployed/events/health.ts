import { ACCOUNT_ID, REGION } from '../ministack.ts';
import { type AwsEvent, envelope } from './envelope.ts';

const CODE = 'AWS_RISK_CREDENTIALS_EXPOSED';
const DAY_MS = 24 * 3600 * 1000;

/** https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html */
export function exposedCredentials(accessKeyIds: readonly string[]): AwsEvent {
  const now = new Date();
  const lastUpdatedTime = now.toUTCString();
  const detail = {
    eventArn: `arn:aws:health:${REGION}::event/RISK/${CODE}/${CODE}-0123456789abcdef`,
    service: 'RISK',
    eventTypeCode: CODE,
    eventTypeCategory: 'issue',
    eventScopeCode: 'ACCOUNT_SPECIFIC',
    communicationId: '0123456789abcdef0123456789abcdef01234567-1',
    startTime: lastUpdatedTime,
    endTime: new Date(now.getTime() + 14 * DAY_MS).toUTCString(),
    lastUpdatedTime,
    statusCode: 'open',
    eventRegion: REGION,
    eventDescription: [{ language: 'en_US', latestDescription: 'Your AWS account may be compromised.' }],
    eventMetadata: { accountId: ACCOUNT_ID, exposedUrl: 'https://git.example.com/team/.env' },
    affectedEntities: accessKeyIds.map((entityValue) => ({
      entityValue,
      lastUpdatedTime,
      status: 'IMPAIRED',
    })),
    affectedAccount: ACCOUNT_ID,
    page: '1',
    totalPages: '1',
    backupEvent: 'false',
    actionability: 'ACTION_REQUIRED',
    personas: ['SECURITY'],
  };
  return envelope('aws.health', 'AWS Health Event', detail, accessKeyIds);
}
