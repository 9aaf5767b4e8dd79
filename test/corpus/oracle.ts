import { field, list, number, text } from '../../src/sources/fields.ts';
import type { Json } from '../fixture.ts';
import { acts } from './finding-types.ts';

const OURS = '111122223333';

/** A credential in the place where the actor of an event has it, and whose the event says it is. */
export interface Suspect {
  readonly key: string | undefined;
  readonly type: string | undefined;
  readonly name: string | undefined;
  /** A key of the user leaked, and nobody says which. */
  readonly quarantined?: true;
}

/**
 * The decision table once more, in other words and without the code under test: whose keys an event allows to be set
 * Inactive by default, in the responder's own account. Nobody's for everything that only alerts.
 */
export function suspectsOf(event: Json): readonly Suspect[] {
  const { detail, account } = event;
  if (typeof event['replay-name'] === 'string') return [];
  switch (`${event['source']} / ${event['detail-type']}`) {
    case 'aws.guardduty / GuardDuty Finding':
      return ofGuardDuty(detail);
    case 'aws.health / AWS Health Event':
    case 'aws.health / AWS Health Abuse Event':
      return ofHealth(detail, account);
    case 'aws.securityhub / Security Hub Findings - Imported':
      return ofSecurityHub(detail, ({ isGuardDuty, isDone, acts }) => isGuardDuty && !isDone && acts);
    case 'aws.securityhub / Security Hub Findings - Custom Action':
      return ofSecurityHub(detail, () => true);
    case 'aws.securityhub / Findings Imported V2':
      return ofOcsf(detail);
    case 'aws.trustedadvisor / Trusted Advisor Check Item Refresh Notification':
      return account === OURS ? ofTrustedAdvisor(detail) : [];
    case 'compromised-key-responder.report / Compromised Access Key Report':
      return (text(detail, 'accountId') ?? account) === OURS ? [ofReport(detail)] : [];
    default:
      return isCloudTrail(event) && account === OURS ? ofCloudTrail(detail) : [];
  }
}

/** A key, or a user of whom nobody says which credential leaked. */
function ofReport(detail: unknown): Suspect {
  const key = text(detail, 'accessKeyId');
  const name = text(detail, 'userName');
  return key === undefined && name !== undefined
    ? { key, type: 'IAMUser', name, quarantined: true }
    : keyAlone(key);
}

function ofGuardDuty(detail: unknown): readonly Suspect[] {
  const service = field(detail, 'service');
  const isSample =
    JSON.stringify(field(service, 'additionalInfo') ?? null).match(/sample\\?":\s*true/) !== null;
  const type = text(detail, 'type');
  if (type === undefined || isSample || field(service, 'archived') === true) return [];
  if (text(detail, 'accountId') !== OURS || !acts(type, number(detail, 'severity'))) return [];
  const actors = list(service, 'detection', 'sequence', 'actors').map((actor) => field(actor, 'user'));
  const key = field(detail, 'resource', 'accessKeyDetails');
  return [
    { key: text(key, 'accessKeyId'), type: text(key, 'userType'), name: text(key, 'userName') },
    ...actors.map((user) => ({
      key: text(user, 'credentialUid'),
      type: text(user, 'type'),
      name: text(user, 'name'),
    })),
  ];
}

const RISKS =
  /^AWS_RISK_(CREDENTIALS_(EXPOSED|EXPOSURE_SUSPECTED|COMPROMISED|COMPROMISE_SUSPECTED)|IAM_QUARANTINE)$/;

function ofHealth(detail: unknown, account: unknown): readonly Suspect[] {
  const affected = text(detail, 'affectedAccount') ?? '';
  if ((/^\d{12}$/.test(affected) ? affected : account) !== OURS) return [];
  if (!RISKS.test(text(detail, 'eventTypeCode') ?? '') || text(detail, 'statusCode') === 'closed') return [];
  const entities = list(detail, 'affectedEntities').map((entity) => text(entity, 'entityValue'));
  return [...entities, text(detail, 'eventMetadata', 'publicKey')].map(keyAlone);
}

interface AboutFinding {
  readonly isGuardDuty: boolean;
  readonly isDone: boolean;
  readonly acts: boolean;
}

function ofSecurityHub(detail: unknown, counts: (finding: AboutFinding) => boolean): readonly Suspect[] {
  return list(detail, 'findings').flatMap((finding) => {
    const normalized = number(finding, 'Severity', 'Normalized');
    const severity =
      number(finding, 'Severity', 'Product') ?? (normalized === undefined ? undefined : normalized / 10);
    const [type] = list(finding, 'Types');
    const about = {
      isGuardDuty: text(finding, 'ProductArn')?.endsWith('::product/aws/guardduty') === true,
      isDone:
        text(finding, 'RecordState') === 'ARCHIVED' ||
        /RESOLVED|SUPPRESSED/.test(text(finding, 'Workflow', 'Status') ?? ''),
      acts: acts(typeName(type), severity),
    };
    const isSample = field(finding, 'Sample') === true || /sample":"true"/.test(JSON.stringify(finding));
    const isOurs = text(finding, 'AwsAccountId') === OURS;
    return isOurs && counts(about) && !isSample ? ofAsff(finding) : [];
  });
}

function ofAsff(finding: unknown): readonly Suspect[] {
  const keys = list(finding, 'Resources').filter((resource) => text(resource, 'Type') === 'AwsIamAccessKey');
  const actors = list(finding, 'Detection', 'Sequence', 'Actors').map((actor) => field(actor, 'User'));
  return [
    ...keys.map((resource) => {
      const details = field(resource, 'Details', 'AwsIamAccessKey');
      return {
        key: text(resource, 'Id')?.split(':').at(-1),
        type: text(details, 'PrincipalType'),
        name: text(details, 'PrincipalName') ?? text(details, 'UserName'),
      };
    }),
    ...actors.map((user) => ({
      key: text(user, 'CredentialUid'),
      type: text(user, 'Type'),
      name: text(user, 'Name'),
    })),
  ];
}

/** `TTPs/Discovery/Recon:IAMUser-TorIPCaller` is `Recon:IAMUser/TorIPCaller`. */
function typeName(type: unknown): string {
  const last = String(type).match(/\w+:\w+[-/][\w.]+$/)?.[0] ?? String(type);
  return last.replace('-', '/');
}

function ofOcsf(detail: unknown): readonly Suspect[] {
  return list(detail, 'findings').flatMap((finding) => {
    const severity = [undefined, 1, 1, 4, 7, 9, 10][number(finding, 'severity_id') ?? 0];
    const counts =
      text(finding, 'cloud', 'account', 'uid') === OURS &&
      /::product(v2)?\/aws\/guardduty$/.test(text(finding, 'metadata', 'product', 'uid') ?? '') &&
      !/Resolved|Suppressed|Archived/.test(text(finding, 'status') ?? '') &&
      acts(typeName(list(finding, 'finding_info', 'types')[0]), severity);
    return counts
      ? list(finding, 'resources').map((resource) => ({
          key: text(resource, 'uid')?.split(':').at(-1),
          type: text(resource, 'user', 'type'),
          name: text(resource, 'user', 'name'),
        }))
      : [];
  });
}

function ofTrustedAdvisor(detail: unknown): readonly Suspect[] {
  const counts =
    text(detail, 'check-name') === 'Exposed Access Keys' &&
    /^(ERROR|WARN)$/.test(text(detail, 'status') ?? '');
  return counts ? [keyAlone(text(detail, 'check-item-detail', 'Access Key ID'))] : [];
}

function isCloudTrail(event: Json): boolean {
  return (
    String(event['source']).startsWith('aws.') && String(event['detail-type']).endsWith('via CloudTrail')
  );
}

/** The default of the setting `suspectedApiCalls`. */
const SWITCHED_OFF =
  /^(cloudtrail\.amazonaws\.com (StopLogging|DeleteTrail)|guardduty\.amazonaws\.com DeleteDetector|organizations\.amazonaws\.com LeaveOrganization)$/;

function ofCloudTrail(detail: unknown): readonly Suspect[] {
  const refused = ofRefusedQuarantine(detail);
  if (refused !== undefined) return [refused];
  if (text(detail, 'errorCode') !== undefined) return [];
  const call = `${text(detail, 'eventSource')} ${text(detail, 'eventName')?.trim()}`;
  const parameters = field(detail, 'requestParameters');
  const isOfAws =
    call === 'iam.amazonaws.com AttachUserPolicy'
      ? text(parameters, 'policyArn')?.includes(':iam::aws:policy/AWSCompromisedKeyQuarantine')
      : call === 'iam.amazonaws.com PutUserPolicy' &&
        text(parameters, 'policyName')?.startsWith('AWSCompromisedKeyQuarantine') &&
        text(detail, 'sourceIPAddress') === 'AWS Internal';
  if (isOfAws) {
    return [{ key: undefined, type: 'IAMUser', name: text(parameters, 'userName'), quarantined: true }];
  }
  const caller = field(detail, 'userIdentity');
  // A service of its own accord has no key; what a service does for a key, the key's holder asked for.
  const isService = text(caller, 'type') === 'AWSService';
  const key = text(caller, 'accessKeyId');
  if (!SWITCHED_OFF.test(call) || isService || key?.startsWith('AKIA') !== true) return [];
  const name = text(caller, 'userName') ?? text(caller, 'arn')?.split('/').at(-1);
  return text(caller, 'accountId') === OURS ? [{ key, type: text(caller, 'type'), name }] : [];
}

/** AWS was refused. The message names the user, and the record nobody who could have made the call. */
function ofRefusedQuarantine(detail: unknown): Suspect | undefined {
  const caller = field(detail, 'userIdentity');
  const isByAws =
    text(detail, 'eventName') === 'AttachUserPolicy' &&
    text(detail, 'errorCode') === 'AccessDenied' &&
    text(detail, 'sourceIPAddress') === 'AWS Internal' &&
    ['accessKeyId', 'arn', 'sessionContext'].every((name) => field(caller, name) === undefined);
  const named = `User: arn:aws:iam::${OURS}:user/`;
  const message = text(detail, 'errorMessage') ?? '';
  if (!isByAws || !message.startsWith(named)) return undefined;
  return {
    key: undefined,
    type: 'IAMUser',
    name: message.slice(named.length).split(' ')[0],
    quarantined: true,
  };
}

function keyAlone(key: string | undefined): Suspect {
  return { key, type: undefined, name: undefined };
}
