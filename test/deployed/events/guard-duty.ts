import type { Credentials } from '../aws.ts';
import { REGION } from '../ministack.ts';
import type { Role } from '../roles.ts';
import type { User } from '../users.ts';
import { type AwsEvent, envelope } from './envelope.ts';
import { ADDRESS, DETECTOR_ID, FINDING_ID, findingArn, NETWORK, TITLE } from './finding-names.ts';

/** Who used the credential, as GuardDuty names them. */
export interface Actor {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly principalId: string;
  readonly userType: 'IAMUser' | 'AssumedRole';
  readonly userName: string;
}

/** A user, with a key or with a session of its own. */
export function asUser({ accountId, id, name, keys }: User, { accessKeyId }: Credentials = keys[0]): Actor {
  return { accountId, accessKeyId, principalId: id, userType: 'IAMUser', userName: name };
}

/** A session of a role: GuardDuty writes the role's name where a user's would stand. */
export function asRole({ accountId, id, name }: Role, { accessKeyId }: Credentials): Actor {
  return {
    accountId,
    accessKeyId,
    principalId: `${id}:session`,
    userType: 'AssumedRole',
    userName: name,
  };
}

/** What kind of finding it is; unless said otherwise one of the worst, of medium severity. */
export interface Kind {
  readonly type?: string;
  readonly severity?: number;
  /** Made by the button "Generate sample findings". */
  readonly sample?: true;
  readonly id?: string;
  /** How often its activity was seen: GuardDuty sends the same finding again, with the count grown. */
  readonly count?: number;
  readonly createdAt?: string;
}

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html */
export function guardDutyFinding({ accountId, ...accessKeyDetails }: Actor, kind: Kind = {}): AwsEvent {
  const now = new Date().toISOString();
  const { type = 'UnauthorizedAccess:IAMUser/MaliciousIPCaller', severity = 5, sample } = kind;
  const { id = FINDING_ID, count = 1, createdAt = now } = kind;
  const additionalInfo = {
    value: sample ? '{"sample":true}' : '{}',
    type: 'default',
    ...(sample && { sample }),
  };
  return envelope('aws.guardduty', 'GuardDuty Finding', {
    schemaVersion: '2.0',
    accountId,
    region: REGION,
    partition: 'aws',
    id,
    arn: findingArn(accountId),
    type,
    resource: { resourceType: 'AccessKey', accessKeyDetails },
    service: {
      serviceName: 'guardduty',
      detectorId: DETECTOR_ID,
      action: { actionType: 'AWS_API_CALL', awsApiCallAction: CALL },
      evidence: { threatIntelligenceDetails: [{ threatListName: 'Example threat list', threatNames: [] }] },
      resourceRole: 'TARGET',
      additionalInfo,
      eventFirstSeen: createdAt,
      eventLastSeen: now,
      archived: false,
      count,
    },
    severity,
    createdAt,
    updatedAt: now,
    title: `${sample ? '[SAMPLE] ' : ''}${TITLE}`,
    description: `API ListBuckets was invoked from a known malicious IP address ${ADDRESS}.`,
  });
}

const CALL = {
  api: 'ListBuckets',
  serviceName: 's3.amazonaws.com',
  callerType: 'Remote IP',
  remoteIpDetails: {
    ipAddressV4: ADDRESS,
    organization: { asn: '64500', asnOrg: NETWORK, isp: NETWORK, org: NETWORK },
    country: { countryName: 'Netherlands' },
    city: { cityName: 'Amsterdam' },
    geoLocation: { lat: 52.37, lon: 4.89 },
  },
  affectedResources: {},
};
