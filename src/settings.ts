import type { ResponsePolicy } from './core/response-policy.ts';
import {
  httpsAddress,
  listOf,
  matching,
  oneOf,
  type Setting,
  SettingError,
  severity,
  trueOrFalse,
  wholeNumber,
} from './setting.ts';
import { apiCalls } from './setting-api-calls.ts';

const principals = listOf(
  /^(arn:[\w-]+:iam::\d{12}:(user|role)\/[!-~]+|[\w+=,.@-]{1,64})$/,
  'IAM user names, ARNs of users or roles, or unique ids (AIDA…, AROA…)',
);

/**
 * Every setting of the deployer, by the name of its parameter. The parser, the parameters and environment of
 * serverless.yml, and the table of docs/settings.md come from this list.
 */
export const deployerSettings = {
  contain: {
    variable: 'CONTAIN',
    default: 'suspected',
    meaning:
      '`observe`: alert, change nothing. `confirmed`: contain only what is certain. `suspected`: contain both classes',
    ...oneOf('observe', 'confirmed', 'suspected'),
  },
  minimumSeverity: {
    variable: 'MINIMUM_SEVERITY',
    default: '4',
    meaning: 'below this GuardDuty severity (0 to 10), a *suspected* finding only alerts',
    ...severity,
  },
  exemptPrincipals: {
    variable: 'EXEMPT_PRINCIPALS',
    default: '',
    meaning:
      'comma list of IAM user names, ARNs of users or roles, or unique ids (`AIDA…`, `AROA…`) that are never contained, but paged',
    ...principals,
  },
  trustedPrincipals: {
    variable: 'TRUSTED_PRINCIPALS',
    default: '',
    meaning:
      'comma list of IAM user names, ARNs of users or roles, or unique ids (`AIDA…`, `AROA…`) that restore keys as their work, such as a pipeline. The key is stopped again and people are paged, but they are never contained for it',
    ...principals,
  },
  maxPrincipalsPerHour: {
    variable: 'MAX_PRINCIPALS_PER_HOUR',
    default: '20',
    meaning:
      'so many users and roles are contained in an hour on *suspected* evidence. Those beyond it are paged and left alone, so that a wrong detector stops no whole company. *Confirmed* evidence is not counted. It is no hard limit: the first call stops the key, and the number is learnt after it, so that each environment of the function may contain one event beyond it ([decision 0016](decisions/0016-contain-first-and-count-after.md)). Harder are `contain=confirmed`, a higher `minimumSeverity`, or reserved concurrency',
    ...wholeNumber({ least: 1, most: 100_000, ifEmpty: 20 }),
  },
  honeyKeys: {
    variable: 'HONEY_KEYS',
    default: '',
    meaning:
      'comma list of access key ids (`AKIA…`) that are bait: any use of one is *confirmed*. Adds a rule that also gets read-only calls',
    ...listOf(/^AKIA[A-Z0-9]{12,124}$/, 'long-term access key ids (AKIA…)'),
  },
  containCustomLists: {
    variable: 'CONTAIN_CUSTOM_LISTS',
    default: 'false',
    meaning:
      "a GuardDuty finding about an address on your own threat list (`….Custom`) is *suspected*. Otherwise it only alerts, because whoever may edit the list can point it at anybody's key",
    ...trueOrFalse,
  },
  containCustomRules: {
    variable: 'CONTAIN_CUSTOM_RULES',
    default: 'false',
    meaning:
      'a finding of a custom detection rule of GuardDuty is *suspected*. Otherwise it only alerts, because these rules tell of what administrators do as well: who shares an image must not lose the key for it',
    ...trueOrFalse,
  },
  quarantineUsers: {
    variable: 'QUARANTINE_USERS',
    default: 'false',
    meaning:
      "also attach the AWS-managed policy `AWSDenyAll` to the user, at the same time as the key is set Inactive. It also stops the user's sessions, its other credentials and all its jobs",
    ...trueOrFalse,
  },
  revocableRoles: {
    variable: 'REVOCABLE_ROLES',
    default: '',
    meaning:
      'comma list of role names, or `*`: their sessions may be revoked. That logs out everybody on the role',
    ...listOf(/^(\*|[\w+=,.@-]{1,64})$/, 'role names, or *'),
  },
  memberRoleName: {
    variable: 'MEMBER_ROLE_NAME',
    default: '',
    meaning: 'role to assume in other accounts, so that their keys can be contained too',
    ...matching(/^[\w+=,.@-]{0,64}$/, 'the name of a role, or empty'),
  },
  operatorRoleArn: {
    default: '',
    meaning:
      'comma list of ARNs of roles that may write the ledger, which an undo does. `*` stands for any text, because the names of Identity Center roles end with a hash. If it is set, the table denies writing to everybody else, and so does the retry queue. See below',
    // A pattern without any letter of a name would name everybody.
    ...listOf(
      /^arn:[\w-]+:iam::\d{12}:role\/(?=.*[\w+=,.@-])[\w+=,.@/*?-]+$/,
      'ARNs of roles, in which * stands for any text',
    ),
  },
  reporterArns: {
    default: '',
    meaning:
      'comma list of ARNs of the roles and users that may report a key, of this account or another. `*` stands for any text. Empty: everybody in this account whose IAM permissions allow it. See [reporting.md](reporting.md)',
    ...listOf(
      /^arn:[\w-]+:iam::\d{12}:(role|user)\/(?=.*[\w+=,.@-])[\w+=,.@/*?-]+$/,
      'ARNs of roles and users, in which * stands for any text',
    ),
  },
  suspectedApiCalls: {
    variable: 'SUSPECTED_API_CALLS',
    default:
      'cloudtrail:StopLogging, cloudtrail:DeleteTrail, guardduty:DeleteDetector, organizations:LeaveOrganization',
    meaning:
      'API calls that are *suspected* if a long-term key makes them successfully: the first word of `eventSource` and the `eventName` of CloudTrail’s record. At least one. No data events. See below',
    ...apiCalls,
  },
  alertEmail: {
    default: '',
    meaning: 'first e-mail subscription of the alert topic and of the operations topic',
    ...matching(/^\S*$/, 'an e-mail address, or empty'),
  },
  pagerEndpoint: {
    // The address often contains the pager's secret key, so only SNS gets it. The function does not.
    default: '',
    meaning:
      "https address of a pager that reads CloudWatch's alarms. It gets its own topic and encryption key, and only what opens or closes a page. See [integrations.md](integrations.md)",
    ...httpsAddress,
  },
  runbookUrl: {
    variable: 'RUNBOOK_URL',
    default: '',
    meaning: 'https address where you publish [runbook.md](runbook.md). Alerts link to it',
    ...httpsAddress,
  },
  identityCenterUrl: {
    variable: 'IDENTITY_CENTER_URL',
    default: '',
    meaning:
      "address of your Identity Center's access portal (`https://d-….awsapps.com/start`). Then the console links of alerts sign in to the right account",
    ...httpsAddress,
  },
  identityCenterRole: {
    variable: 'IDENTITY_CENTER_ROLE',
    default: '',
    meaning: 'permission set for these links. Set both or none',
    ...matching(/^[\w+=,.@-]{0,32}$/, 'the name of a permission set, or empty'),
  },
} satisfies Readonly<Record<string, DeployerSetting>>;

export interface DeployerSetting extends Setting<unknown> {
  /** Absent if the function does not need the setting. */
  readonly variable?: string;
  /** In the form of the parameter. */
  readonly default: string;
  /** For docs/settings.md. */
  readonly meaning: string;
}

/** What the stack tells its functions about itself. The value is CloudFormation. */
export const stackSettings = {
  alertTopicArn: {
    variable: 'ALERT_TOPIC_ARN',
    value: { Ref: 'AlertTopic' },
    ...matching(/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+$/, 'the ARN of an SNS topic'),
  },
  /** Empty if there is no pager topic. */
  pagerTopicArn: {
    variable: 'PAGER_TOPIC_ARN',
    value: { 'Fn::If': ['HasPager', { Ref: 'PagerTopic' }, ''] },
    ...matching(/^(arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+)?$/, 'the ARN of an SNS topic, or empty'),
  },
  outcomeBusName: {
    variable: 'OUTCOME_BUS_NAME',
    value: { Ref: 'ResponderBus' },
    ...matching(/^[\w./-]+$/, 'the name of an event bus'),
  },
  ledgerTableName: {
    variable: 'LEDGER_TABLE_NAME',
    value: { Ref: 'Ledger' },
    ...matching(/^[\w.-]{3,255}$/, 'the name of a DynamoDB table'),
  },
  retryQueueUrl: {
    variable: 'RETRY_QUEUE_URL',
    value: { Ref: 'RetryQueue' },
    ...matching(/^https?:\/\/[!-~]+$/, 'the address of an SQS queue'),
  },
  /** Only the function that reads it has one. */
  deadLetterQueueUrl: {
    variable: 'DEAD_LETTER_QUEUE_URL',
    value: { Ref: 'DeadLetterQueue' },
    ...matching(/^(https?:\/\/[!-~]+)?$/, 'the address of an SQS queue, or empty'),
  },
  ownRoleName: {
    variable: 'OWN_ROLE_NAME',
    value: { Ref: 'RespondRole' },
    ...matching(/^[\w+=,.@-]{1,64}$/, 'the name of a role'),
  },
} satisfies Readonly<Record<string, StackSetting>>;

export interface StackSetting extends Setting<string> {
  readonly variable: string;
  readonly value: object;
}

export type SettingName = keyof typeof deployerSettings | keyof typeof stackSettings;

/** The settings from the function's environment. */
export interface Settings {
  readonly policy: Omit<ResponsePolicy, 'accountId' | 'partition'>;
  readonly alertTopicArn: string;
  readonly pagerTopicArn: string;
  readonly outcomeBusName: string;
  readonly ledgerTableName: string;
  readonly retryQueueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly runbookUrl: string;
  /** Where people sign in to accounts. Console links go through it. Both are empty if the deployer set neither. */
  readonly identityCenter: { readonly url: string; readonly role: string };
  /**
   * The role's credentials. Lambda puts them into the environment, and they are valid while it lives. With them the SDK
   * does not search other places, and the bundle does not need the code for that search.
   */
  readonly credentials?: Credentials;
  /**
   * Where IAM is, as the SDK reads it from the environment. `undefined` if a variable asks for an endpoint of another kind,
   * which only the SDK knows.
   */
  readonly iamPlace?: { readonly region?: string; readonly endpoint?: string };
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Only this function reads the environment, at cold start. @throws SettingError which names the variable and its rule.
 */
export function readSettings(environment: Environment): Settings {
  const own = valuesOf(stackSettings, environment);
  const credentials = readCredentials(environment);
  const iamPlace = readIamPlace(environment);
  return {
    ...readDeployerSettings(environment, own.ownRoleName),
    alertTopicArn: own.alertTopicArn,
    pagerTopicArn: own.pagerTopicArn,
    outcomeBusName: own.outcomeBusName,
    ledgerTableName: own.ledgerTableName,
    retryQueueUrl: own.retryQueueUrl,
    deadLetterQueueUrl: own.deadLetterQueueUrl,
    ...(credentials !== undefined && { credentials }),
    ...(iamPlace !== undefined && { iamPlace }),
  };
}

/** The settings of a function that works with the ledger alone. @throws SettingError */
export function readLedgerSettings(
  environment: Environment,
): Pick<Settings, 'ledgerTableName' | 'credentials'> {
  const { ledgerTableName } = valuesOf({ ledgerTableName: stackSettings.ledgerTableName }, environment);
  const credentials = readCredentials(environment);
  return { ledgerTableName, ...(credentials !== undefined && { credentials }) };
}

/**
 * Parses the deployer's settings. Packaging the stack also calls this with the parameters, so that a wrong setting fails
 * there and not during an incident. @throws SettingError
 */
export function readDeployerSettings(
  environment: Environment,
  ownRoleName: string,
): Pick<Settings, 'policy' | 'runbookUrl' | 'identityCenter'> {
  const {
    identityCenterUrl,
    identityCenterRole,
    runbookUrl,
    alertEmail,
    pagerEndpoint,
    operatorRoleArn,
    reporterArns,
    ...policy
  } = valuesOf(deployerSettings, environment);
  const identityCenter = { url: identityCenterUrl.replace(/\/+$/, ''), role: identityCenterRole };
  // A link to Identity Center needs both.
  if ((identityCenter.url === '') !== (identityCenter.role === '')) {
    throw new SettingError('IDENTITY_CENTER_URL and IDENTITY_CENTER_ROLE must both be set, or both be empty');
  }
  return { policy: { ...policy, ownRoleName }, runbookUrl, identityCenter };
}

/** The function has no setting without a variable, so such a setting reads as empty. */
function valuesOf<T extends Readonly<Record<string, Setting<unknown> & { readonly variable?: string }>>>(
  settings: T,
  environment: Environment,
): { readonly [K in keyof T]: ReturnType<T[K]['parse']> } {
  const values = Object.entries(settings).map(([name, { variable, parse }]) => [
    name,
    variable === undefined ? '' : parse({ name: variable, text: environment[variable]?.trim() ?? '' }),
  ]);
  return Object.fromEntries(values);
}

function readCredentials({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_SESSION_TOKEN: sessionToken,
}: Environment): Credentials | undefined {
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

/** AWS SDKs and tools reference guide, "Service-specific endpoints", "Dual-stack and FIPS endpoints". */
function readIamPlace({
  AWS_REGION: region,
  AWS_ENDPOINT_URL_IAM,
  AWS_ENDPOINT_URL,
  AWS_USE_FIPS_ENDPOINT,
  AWS_USE_DUALSTACK_ENDPOINT,
}: Environment): Settings['iamPlace'] {
  if (AWS_USE_FIPS_ENDPOINT === 'true' || AWS_USE_DUALSTACK_ENDPOINT === 'true') return undefined;
  const endpoint = AWS_ENDPOINT_URL_IAM || AWS_ENDPOINT_URL;
  return { ...(region !== undefined && { region }), ...(endpoint && { endpoint }) };
}
