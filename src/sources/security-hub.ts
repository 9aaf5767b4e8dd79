import type { AffectedCredential, Evidence } from '../core/detection.ts';
import { inSecurityHub, sequenceEvidence } from './attack-sequence.ts';
import type { Envelope, EventSource, ReadDetection } from './event-source.ts';
import { field, list, number, present, requireAccountId, text, UnreadableFieldError } from './fields.ts';
import { findingTypeOf } from './finding-type.ts';
import { principalOf } from './principal.ts';

/**
 * GuardDuty findings that Security Hub passes on, and the button that an analyst presses on any finding. AWS's page:
 * Security Hub user guide, "Security Hub event formats for EventBridge" and "AWS Security Finding Format".
 */
export const securityHub: EventSource = {
  id: 'security-hub',
  name: 'Security Hub',
  rules: [
    {
      id: 'SecurityHubImportedRule',
      description: 'GuardDuty findings from Security Hub.',
      bus: 'default',
      pattern: () => importedPattern,
    },
    {
      id: 'SecurityHubActionRule',
      description: 'An analyst chose the custom action "Contain access key" in Security Hub.',
      bus: 'default',
      pattern: () => actionPattern,
    },
  ],
  coversMembers: true,
  recognizes: ({ source, detailType }) => source === 'aws.securityhub' && DETAIL_TYPES.includes(detailType),
  read: readFindings,
  accessKeyId: ({ detail }) => list(detail, 'findings').flatMap(keysOf)[0]?.accessKeyId,
  findingPage: () => ({ service: 'securityhub', fragment: '/findings' }),
  examples: [
    'securityhub-imported-user-key',
    'securityhub-imported-attack-sequence',
    'securityhub-custom-action',
  ],
};

const IMPORTED = 'Security Hub Findings - Imported';
const CUSTOM_ACTION = 'Security Hub Findings - Custom Action';
const DETAIL_TYPES = [IMPORTED, CUSTOM_ACTION];

/** When people resolve, suppress or archive a finding, it is imported again. The pattern leaves those updates out. */
const importedPattern = {
  source: ['aws.securityhub'],
  'detail-type': [IMPORTED],
  detail: {
    findings: {
      RecordState: ['ACTIVE'],
      Workflow: { Status: ['NEW', 'NOTIFIED'] },
      $or: [{ Resources: { Type: ['AwsIamAccessKey'] } }, { Types: [{ prefix: 'TTPs/AttackSequence:' }] }],
    },
  },
};

/** Only the stack's own custom action counts. Other buttons do not ask for containment. */
const actionPattern = {
  source: ['aws.securityhub'],
  'detail-type': [CUSTOM_ACTION],
  detail: { actionName: ['Contain access key'] },
};

function readFindings({ id, region, detailType, detail }: Envelope): ReadDetection {
  // Each finding of an event is read as an event of its own (events-in.ts).
  const [first] = list(detail, 'findings');
  if (first === undefined) throw new UnreadableFieldError('findings is empty');
  const pressed = detailType === CUSTOM_ACTION;
  const severity = severityOf(first);
  return {
    type: findingTypeOf(list(first, 'Types')),
    ...(severity !== undefined && { severity }),
    eventId: id,
    ...present({ findingId: text(first, 'Id') }),
    accountId: requireAccountId(first, 'AwsAccountId'),
    region: text(first, 'Region') ?? region,
    affected: affectedBy(first, pressed),
    sample: isSample(first),
    // A button is an order, whatever its finding is.
    update: !pressed && isUpdate(first),
    archived: !pressed && text(first, 'RecordState') === 'ARCHIVED',
    ...(!pressed && isSettled(first) && { settled: true }),
    evidence: readEvidence(first),
  };
}

function affectedBy(finding: unknown, pressed: boolean): readonly AffectedCredential[] {
  const signal = pressed ? 'analyst' : isGuardDuty(finding) ? 'finding' : 'other-product';
  const accountId = requireAccountId(finding, 'AwsAccountId');
  const credentials = [...keysOf(finding), ...actorsOf(finding)];
  const none = {
    accessKeyId: undefined,
    principal: principalOf({ type: undefined, name: undefined, id: undefined }),
  };
  return (credentials.length > 0 ? credentials : [none]).map((credential) => ({
    kind: 'credential',
    signal,
    accountId,
    ...credential,
  }));
}

type Credential = Pick<AffectedCredential, 'accessKeyId' | 'principal'>;

/** `AWS::IAM::AccessKey:AKIA…`. GuardDuty writes `…:null` if it knows no key, and often leaves the details out. */
function keysOf(finding: unknown): readonly Credential[] {
  return list(finding, 'Resources')
    .filter((resource) => text(resource, 'Type') === 'AwsIamAccessKey')
    .map((resource) => {
      const details = field(resource, 'Details', 'AwsIamAccessKey');
      const id = text(resource, 'Id')?.replace(/^AWS::IAM::AccessKey:/, '');
      const name = text(details, 'PrincipalName') ?? text(details, 'UserName');
      return {
        accessKeyId: id === 'null' ? undefined : id,
        principal: principalOf({
          type: text(details, 'PrincipalType'),
          name,
          id: text(details, 'PrincipalId'),
        }),
      };
    });
}

/** Security Hub keeps ten actors of an attack sequence. GuardDuty's own event has all of them. */
function actorsOf(finding: unknown): readonly Credential[] {
  return list(finding, 'Detection', 'Sequence', 'Actors')
    .map((actor) => field(actor, 'User'))
    .filter((user) => user !== undefined)
    .map((user) => ({
      accessKeyId: text(user, 'CredentialUid'),
      principal: principalOf({ type: text(user, 'Type'), name: text(user, 'Name'), id: text(user, 'Uid') }),
    }));
}

/**
 * Anybody with BatchImportFindings can import findings under a product of the account. AWS's own products have no
 * account.
 */
function isGuardDuty(finding: unknown): boolean {
  return /^arn:[\w-]+:securityhub:[\w-]*::product\/aws\/guardduty$/.test(text(finding, 'ProductArn') ?? '');
}

/** GuardDuty's number. Without it, one tenth of Security Hub's 0 to 100. */
function severityOf(finding: unknown): number | undefined {
  const product = number(finding, 'Severity', 'Product');
  const normalized = number(finding, 'Severity', 'Normalized');
  return product ?? (normalized === undefined ? undefined : normalized / 10);
}

function isSample(finding: unknown): boolean {
  return (
    field(finding, 'Sample') === true ||
    text(finding, 'ProductFields', 'aws/guardduty/service/additionalInfo/sample') === 'true'
  );
}

/**
 * A product or a person changed the finding: every change is imported again. Security Hub user guide, "BatchUpdateFindings
 * for customers" lists what a person can change.
 */
function isUpdate(finding: unknown): boolean {
  return (
    text(finding, 'UpdatedAt') !== text(finding, 'CreatedAt') ||
    (text(finding, 'Workflow', 'Status') ?? 'NEW') !== 'NEW' ||
    ['Note', 'UserDefinedFields'].some((edit) => field(finding, edit) !== undefined)
  );
}

/** A person has decided, in Security Hub. */
function isSettled(finding: unknown): boolean {
  return ['RESOLVED', 'SUPPRESSED'].includes(text(finding, 'Workflow', 'Status') ?? '');
}

function readEvidence(finding: unknown): Evidence {
  const call = 'aws/guardduty/service/action/awsApiCallAction';
  const product = (name: string) => text(finding, 'ProductFields', name);
  return present({
    title: text(finding, 'Title'),
    sourceIp: product(`${call}/remoteIpDetails/ipAddressV4`),
    network: product(`${call}/remoteIpDetails/organization/asnOrg`),
    country: product(`${call}/remoteIpDetails/country/countryName`),
    api: product(`${call}/api`),
    firstSeen: text(finding, 'FirstObservedAt'),
    lastSeen: text(finding, 'LastObservedAt'),
    ...sequenceEvidence(field(finding, 'Detection', 'Sequence'), inSecurityHub),
  });
}
