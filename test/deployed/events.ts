/** The events, written by the shapes that AWS documents. Addresses and numbers are from the ranges kept for examples. */
import { randomUUID } from 'node:crypto';
import { ACCOUNT_ID, REGION } from './ministack.ts';
import type { User } from './users.ts';

export interface AwsEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html */
export function guardDutyFinding(user: User): AwsEvent {
  const now = new Date().toISOString();
  const detectorId = '12abc34d567e8fa901bc2d34e56789f0';
  const findingId = '2cc1a2b3c4d5e6f708192a3b4c5d6e7f';
  return envelope('aws.guardduty', 'GuardDuty Finding', {
    schemaVersion: '2.0',
    accountId: ACCOUNT_ID,
    region: REGION,
    partition: 'aws',
    id: findingId,
    arn: `arn:aws:guardduty:${REGION}:${ACCOUNT_ID}:detector/${detectorId}/finding/${findingId}`,
    type: 'UnauthorizedAccess:IAMUser/MaliciousIPCaller',
    resource: {
      resourceType: 'AccessKey',
      accessKeyDetails: {
        accessKeyId: user.keys[0].accessKeyId,
        principalId: user.id,
        userType: 'IAMUser',
        userName: user.name,
      },
    },
    service: {
      serviceName: 'guardduty',
      detectorId,
      action: {
        actionType: 'AWS_API_CALL',
        awsApiCallAction: {
          api: 'ListBuckets',
          serviceName: 's3.amazonaws.com',
          callerType: 'Remote IP',
          remoteIpDetails: {
            ipAddressV4: '198.51.100.23',
            organization: {
              asn: '64500',
              asnOrg: 'Example Hosting',
              isp: 'Example Hosting',
              org: 'Example Hosting',
            },
            country: { countryName: 'Netherlands' },
            city: { cityName: 'Amsterdam' },
            geoLocation: { lat: 52.37, lon: 4.89 },
          },
          affectedResources: {},
        },
      },
      evidence: { threatIntelligenceDetails: [{ threatListName: 'Example threat list', threatNames: [] }] },
      resourceRole: 'TARGET',
      additionalInfo: { value: '{}', type: 'default' },
      eventFirstSeen: now,
      eventLastSeen: now,
      archived: false,
      count: 1,
    },
    severity: 5,
    createdAt: now,
    updatedAt: now,
    title: 'API ListBuckets was invoked from a known malicious IP address.',
    description: 'API ListBuckets was invoked from a known malicious IP address 198.51.100.23.',
  });
}

/** An administrator, or AWS in the user's name, puts AWS's quarantine policy on a user. */
export function quarantineAttachment({ target, caller }: { target: User; caller: User }): AwsEvent {
  return apiCall(caller, 'iam', 'AttachUserPolicy', {
    userName: target.name,
    policyArn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3',
  });
}

export function stopLogging(caller: User): AwsEvent {
  const name = `arn:aws:cloudtrail:${REGION}:${ACCOUNT_ID}:trail/management-events`;
  return apiCall(caller, 'cloudtrail', 'StopLogging', { name });
}

/** A call that only reads: EventBridge gets it for rules that ask for all management events. */
export function getCallerIdentity(caller: User): AwsEvent {
  return apiCall(caller, 'sts', 'GetCallerIdentity', null);
}

export function keyReport(accessKeyId: string): AwsEvent {
  return envelope('compromised-key-responder.report', 'Compromised Access Key Report', {
    accessKeyId,
    accountId: ACCOUNT_ID,
    reason: 'found in a public repository',
    reportedBy: 'secret scanning',
    url: 'https://example.com/alerts/17',
  });
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
function apiCall(caller: User, service: string, name: string, requestParameters: object | null): AwsEvent {
  return envelope(`aws.${service}`, 'AWS API Call via CloudTrail', {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: caller.id,
      arn: caller.arn,
      accountId: ACCOUNT_ID,
      accessKeyId: caller.keys[0].accessKeyId,
      userName: caller.name,
    },
    eventTime: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: REGION,
    sourceIPAddress: '198.51.100.23',
    userAgent: 'aws-cli/2.31.0',
    requestParameters,
    responseElements: null,
    requestID: randomUUID(),
    eventID: randomUUID(),
    readOnly: name.startsWith('Get'),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT_ID,
    eventCategory: 'Management',
  });
}

function envelope(source: string, detailType: string, detail: AwsEvent['detail']): AwsEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source,
    account: ACCOUNT_ID,
    time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    region: REGION,
    resources: [],
    detail,
  };
}
