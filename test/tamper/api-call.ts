import type { BusEvent } from '../../local/aws/event-bridge.ts';

export const BY_USER = {
  type: 'IAMUser',
  principalId: 'AIDAIOSFODNN7EXAMPLE',
  arn: 'arn:aws:iam::111122223333:user/ci-deploy',
  accountId: '111122223333',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  userName: 'ci-deploy',
};

export function byRole(roleName: string, roleArn = `arn:aws:iam::111122223333:role/${roleName}`) {
  return {
    type: 'AssumedRole',
    principalId: 'AROAIOSFODNN7EXAMPLE:session',
    arn: `arn:aws:sts::111122223333:assumed-role/${roleName}/session`,
    accountId: '111122223333',
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAIOSFODNN7EXAMPLE',
        arn: roleArn,
        accountId: '111122223333',
        userName: roleName,
      },
    },
  };
}

export interface ApiCall {
  /** `lambda`, as in the event's source. */
  readonly service: string;
  readonly name: string;
  readonly parameters: object | null;
  readonly by?: object;
  /** What AWS answers, if it refuses. */
  readonly refused?: string;
}

/** As CloudTrail gives it to EventBridge. CloudTrail user guide, "CloudTrail record contents". */
export function apiCall({ service, name, parameters, by = BY_USER, refused }: ApiCall): BusEvent {
  return {
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${service}`,
    account: '111122223333',
    time: '2026-01-02T03:04:05Z',
    region: 'us-east-1',
    resources: [],
    detail: {
      eventVersion: '1.11',
      userIdentity: by,
      eventTime: '2026-01-02T03:04:05Z',
      eventSource: `${service}.amazonaws.com`,
      eventName: name,
      awsRegion: 'us-east-1',
      sourceIPAddress: '192.0.2.7',
      userAgent: 'aws-cli/2.31.0"\n"all is well',
      ...(refused !== undefined && { errorCode: 'AccessDenied', errorMessage: refused }),
      requestParameters: parameters,
      responseElements: null,
      requestID: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
      eventID: '1a2b3c4d-5e6f-4a0b-8c2d-3e4f5a6b7c8d',
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '111122223333',
      eventCategory: 'Management',
    },
  };
}

/** IAM user guide, "Access denied error messages". */
export function refusal(action: string, resource: string): string {
  return `User: ${BY_USER.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}
