import { fixture, type Json, type JsonValue } from '../fixture.ts';

/** An event, and what in it somebody else writes. */
export interface Attack {
  /** Of test/fixtures. */
  readonly event: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** Fields that are shown at most: whatever stands there, the same is done and the same is said. */
  readonly shown: readonly string[];
  /** Fields that say whom the event is about, or of what kind it is. */
  readonly telling: readonly string[];
  /** Of those, the ones that cannot keep the key from being stopped. */
  readonly harmless?: readonly string[];
  /** Read as another of these is, with another ending: a few texts show that it is as inert. */
  readonly variant?: true;
}

const ENVELOPE = ['id', 'region'];

const CALL = 'detail.service.action.awsApiCallAction';
const GUARDDUTY = [
  ...ENVELOPE,
  ...['detail.id', 'detail.arn', 'detail.title', 'detail.description', 'detail.region', 'detail.partition'],
  ...[`${CALL}.api`, `${CALL}.serviceName`, `${CALL}.userAgent`, `${CALL}.errorCode`, `${CALL}.callerType`],
  ...['ipAddressV4', 'organization.asn', 'organization.asnOrg', 'organization.isp', 'organization.org'].map(
    (name) => `${CALL}.remoteIpDetails.${name}`,
  ),
  ...[`${CALL}.remoteIpDetails.country.countryName`, `${CALL}.remoteIpDetails.city.cityName`],
  ...['detail.service.eventFirstSeen', 'detail.service.eventLastSeen', 'detail.service.additionalInfo.value'],
];
const SEQUENCE = 'detail.service.detection.sequence';
const KEY_DETAILS = 'detail.resource.accessKeyDetails';

const CLOUDTRAIL = [
  ...ENVELOPE,
  ...['detail.sourceIPAddress', 'detail.userAgent', 'detail.userIdentity.arn', 'detail.eventTime'],
  ...['detail.eventID', 'detail.requestID', 'detail.awsRegion', 'detail.errorMessage'],
];
const CALLER = 'detail.userIdentity';

const FINDING = 'detail.findings.0';
const PRODUCT = `${FINDING}.ProductFields.aws/guardduty/service/action/awsApiCallAction`;
const SECURITY_HUB = [
  ...ENVELOPE,
  ...['Id', 'Title', 'Description', 'Region', 'GeneratorId', 'ProductName', 'CompanyName'].map(
    (name) => `${FINDING}.${name}`,
  ),
  ...[`${FINDING}.FirstObservedAt`, `${FINDING}.LastObservedAt`, `${PRODUCT}/api`],
  ...['ipAddressV4', 'organization/asnOrg', 'country/countryName'].map(
    (name) => `${PRODUCT}/remoteIpDetails/${name}`,
  ),
];
const RESOURCE = `${FINDING}.Resources.0`;
const DETAILS = `${RESOURCE}.Details.AwsIamAccessKey`;
const IN_HUB = [
  `${RESOURCE}.Id`,
  `${DETAILS}.PrincipalName`,
  `${DETAILS}.PrincipalId`,
  `${DETAILS}.PrincipalType`,
];

/** One for each way in which an event of a producer is read. */
export const attacks: readonly Attack[] = [
  {
    event: 'guardduty-malicious-ip-caller',
    shown: [...GUARDDUTY, `${KEY_DETAILS}.principalId`],
    telling: [
      ...['userName', 'userType', 'accessKeyId'].map((name) => `${KEY_DETAILS}.${name}`),
      'detail.type',
    ],
    harmless: [`${KEY_DETAILS}.userName`, `${KEY_DETAILS}.userType`, 'detail.type'],
  },
  {
    event: 'guardduty-role-session',
    variant: true,
    // The id and, behind a colon, the name of the session, which whoever assumes the role chooses.
    shown: [...GUARDDUTY, `${KEY_DETAILS}.principalId`],
    telling: [`${KEY_DETAILS}.userName`],
  },
  {
    event: 'guardduty-role-session',
    variant: true,
    settings: { REVOCABLE_ROLES: '*' },
    shown: GUARDDUTY,
    telling: [`${KEY_DETAILS}.userName`],
  },
  {
    event: 'guardduty-user-session',
    variant: true,
    shown: GUARDDUTY,
    telling: [`${KEY_DETAILS}.userName`, `${KEY_DETAILS}.accessKeyId`],
  },
  {
    event: 'guardduty-attack-sequence',
    variant: true,
    shown: [
      ...[...ENVELOPE, 'detail.id', 'detail.title', 'detail.description', 'detail.region'],
      ...['detail.service.eventFirstSeen', 'detail.service.detection.sequence.description'],
      ...['id', 'user.account.name', 'session.issuer'].map((name) => `${SEQUENCE}.actors.0.${name}`),
      ...['ip', 'domain', 'autonomousSystem.name', 'location.country'].map(
        (name) => `${SEQUENCE}.endpoints.0.${name}`,
      ),
      ...['name', 'description', 'signalIndicators.0.values.0'].map(
        (name) => `${SEQUENCE}.signals.0.${name}`,
      ),
      `${SEQUENCE}.sequenceIndicators.1.values.0`,
    ],
    telling: ['user.name', 'user.type', 'user.credentialUid', 'user.account.uid'].map(
      (name) => `${SEQUENCE}.actors.0.${name}`,
    ),
  },
  {
    event: 'cloudtrail-stop-logging-by-key',
    shown: [
      ...CLOUDTRAIL,
      ...['userName', 'accessKeyId', 'name'].map((name) => `detail.requestParameters.${name}`),
      'detail.userIdentity.principalId',
    ],
    telling: [
      ...['userName', 'type', 'accessKeyId', 'accountId', 'invokedBy'].map((name) => `${CALLER}.${name}`),
      ...['detail.errorCode', 'detail.eventName', 'detail.eventSource'],
    ],
    harmless: [`${CALLER}.userName`],
  },
  {
    event: 'cloudtrail-stop-logging-by-role',
    variant: true,
    // The id and, behind a colon, the name of the session, which whoever assumes the role chooses.
    shown: [...CLOUDTRAIL, `${CALLER}.principalId`],
    telling: ['userName', 'arn'].map((name) => `${CALLER}.sessionContext.sessionIssuer.${name}`),
  },
  {
    event: 'cloudtrail-federated-session',
    variant: true,
    settings: { HONEY_KEYS: 'AKIAI44QH8DHBEXAMPLE' },
    shown: [...CLOUDTRAIL, `${CALLER}.principalId`],
    telling: [`${CALLER}.sessionContext.sessionIssuer.userName`],
  },
  {
    event: 'cloudtrail-create-access-key-for-other',
    variant: true,
    shown: CLOUDTRAIL,
    // The command that stops the key that was made names both.
    telling: [
      'detail.responseElements.accessKey.accessKeyId',
      'detail.requestParameters.userName',
      `${CALLER}.userName`,
    ],
  },
  {
    event: 'cloudtrail-quarantine-by-aws',
    variant: true,
    shown: CLOUDTRAIL,
    telling: ['detail.requestParameters.userName', 'detail.requestParameters.policyArn'],
  },
  {
    event: 'cloudtrail-activate-key',
    variant: true,
    shown: CLOUDTRAIL,
    telling: ['userName', 'accessKeyId'].map((name) => `detail.requestParameters.${name}`),
  },
  {
    event: 'cloudtrail-deactivate-key',
    variant: true,
    shown: CLOUDTRAIL,
    telling: ['userName', 'accessKeyId'].map((name) => `detail.requestParameters.${name}`),
  },
  {
    event: 'health-credentials-exposed',
    shown: [
      ...ENVELOPE,
      ...['eventArn', 'startTime', 'lastUpdatedTime', 'eventRegion', 'statusCode', 'communicationId'].map(
        (name) => `detail.${name}`,
      ),
      ...['exposedUrl', 'userName', 'publicKey'].map((name) => `detail.eventMetadata.${name}`),
      'detail.eventDescription.0.latestDescription',
    ],
    telling: [...['detail.affectedEntities.0.entityValue', 'detail.eventTypeCode', 'detail.affectedAccount']],
    harmless: ['detail.affectedAccount'],
  },
  {
    event: 'securityhub-imported-user-key',
    shown: SECURITY_HUB,
    telling: [...IN_HUB, `${FINDING}.Types.0`],
    harmless: IN_HUB.slice(1),
  },
  {
    event: 'securityhub-custom-action',
    variant: true,
    shown: [...SECURITY_HUB, 'detail.actionDescription', `${FINDING}.Types.0`],
    telling: IN_HUB.slice(0, 2),
    harmless: [`${DETAILS}.PrincipalName`],
  },
  {
    event: 'securityhub-ocsf-key',
    shown: [
      ...ENVELOPE,
      ...['title', 'desc', 'uid', 'first_seen_time_dt', 'last_seen_time_dt'].map(
        (name) => `${FINDING}.finding_info.${name}`,
      ),
      ...[`${FINDING}.cloud.region`, `${FINDING}.severity`],
      ...[`${FINDING}.evidences.0.src_endpoint.ip`, `${FINDING}.evidences.0.api.operation`],
    ],
    telling: [
      ...['resources.0.uid', 'resources.0.user.name', 'finding_info.types.0', 'status'].map(
        (name) => `${FINDING}.${name}`,
      ),
    ],
    harmless: [`${FINDING}.resources.0.user.name`],
  },
  {
    event: 'trusted-advisor-exposed',
    shown: [
      ...[...ENVELOPE, 'detail.uuid', 'detail.resource_id'],
      ...['Location', 'User Name (IAM or Root)', 'Case ID', 'Time Updated', 'Deadline'].map(
        (name) => `detail.check-item-detail.${name}`,
      ),
    ],
    telling: ['Access Key ID', 'Fraud Type'].map((name) => `detail.check-item-detail.${name}`),
    harmless: ['detail.check-item-detail.Fraud Type'],
  },
  {
    event: 'report',
    shown: [...ENVELOPE, 'detail.reason', 'detail.reportedBy', 'detail.url'],
    telling: ['detail.accessKeyId', 'detail.accountId'],
  },
  {
    event: 'report-credential-id',
    variant: true,
    shown: [...ENVELOPE, 'detail.reason', 'detail.reportedBy', 'detail.url'],
    telling: ['detail.accessKeyId', 'detail.userName'],
  },
  {
    event: 'report-short-term-api-key',
    variant: true,
    shown: ['id', 'detail.region', 'detail.signedAt', 'detail.expiresAt'],
    telling: ['detail.accessKeyId', 'detail.service'],
  },

  // An event that cannot be read.
  {
    event: 'cloudtrail-insight',
    variant: true,
    shown: ['id', 'region', 'detail.eventID', 'detail.insightDetails'],
    telling: [],
  },

  // Fields of an envelope that AWS fills in, and of findings that AWS checks.
  ...['account', 'source', 'detail-type', 'replay-name'].map((field) => envelope('report', field)),
  ...['account', 'detail.accountId'].map((field) => envelope('guardduty-malicious-ip-caller', field)),
  ...['account', 'detail-type'].map((field) => envelope('cloudtrail-stop-logging-by-key', field)),
  ...['account'].map((field) => envelope('health-credentials-exposed', field)),
  ...['ProductArn', 'AwsAccountId'].map((name) =>
    envelope('securityhub-imported-user-key', `${FINDING}.${name}`),
  ),
];

function envelope(event: string, field: string): Attack {
  return { event, variant: true, shown: [], telling: [field] };
}

/** The event with the text in each of these fields, or with as much of it as EventBridge takes: 256 KB for all of them. */
export function withText({ event }: Attack, fields: readonly string[], text: string): Json {
  const copy = fixture(event);
  const most = Math.floor(250_000 / fields.length);
  for (const path of fields) put(copy, path.split('.'), text.slice(0, most));
  return copy;
}

/** A field that a report does not have: its name is the reporter's. */
export function reportWithField(name: string): Json {
  const report = fixture('report');
  return { ...report, detail: { ...(report['detail'] as Json), [name]: 'x' } };
}

function put(holder: JsonValue, [key = '', ...rest]: readonly string[], text: string): void {
  if (typeof holder !== 'object' || holder === null) throw new TypeError(`nothing holds ${key}`);
  if (rest.length === 0) {
    Reflect.set(holder, key, text);
    return;
  }
  if (typeof Reflect.get(holder, key) !== 'object') Reflect.set(holder, key, {});
  put(Reflect.get(holder, key), rest, text);
}
