import { MOST_REVOCABLE_ROLES } from './core/revocable-roles.ts';
import { endingCalls } from './core/tamper-calls.ts';
import {
  atMost,
  type Given,
  httpsAddress,
  listOf,
  matching,
  oneOf,
  type Setting,
  secretAddress,
  severity,
  shorterThan,
  trueOrFalse,
  wholeNumber,
} from './setting.ts';
import { apiCalls } from './setting-api-calls.ts';

const principals = listOf(
  /^(?:arn:[\w-]+:iam::\d{12}:(?:user|role)\/[!-+\--~]+|[\w+=.@-]{1,64})$/,
  'IAM user names, ARNs of users or roles, or unique ids (AIDA…, AROA…)',
);

/**
 * Every setting of the deployer, by the name of its parameter. The parser, the parameters and environment of
 * serverless.yml, and the table of docs/settings.md come from this list.
 */
export const deployerSettings = {
  contain: {
    variable: 'CONTAIN',
    // No default: whether keys are stopped must be somebody's decision.
    choices: 'observe, confirmed or suspected',
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
      'comma list of IAM user names, ARNs of users or roles, or unique ids (`AIDA…`, `AROA…`) whose work it is to restore or make keys and to call `suspectedApiCalls`, such as a pipeline. A key that they switch on is stopped again and people are paged, but they are never contained for it. What they make is only logged, and so is what they call of `suspectedApiCalls` or to silence a log or a detector, whatever their credential and whether it was refused. Nobody is told if they take a deny or a quarantine off somebody else, or, where they are named by their whole ARN with its path, if they deploy or delete this stack. EventBridge compares that: so that its pattern is not too long, the list has 20 entries and 500 characters at most. A federated session of a trusted user is trusted with nothing. If somebody is named, a deployment by anybody else pages; if nobody is, it is told on the operations topic alone. Better roles than users: a stolen long-term key of a trusted user switches logging off without a word',
    // The rules about deployments have the list twice in their pattern, of 2,048 characters.
    ...shorterThan(501, atMost(20, principals)),
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
      "also attach the AWS-managed policy `AWSDenyAll` to the user, at the same time as the key is set Inactive. It also stops the user's sessions, its other credentials and all its jobs. It is put back if the user, its session or a key that it made takes it off",
    ...trueOrFalse,
  },
  revocableRoles: {
    variable: 'REVOCABLE_ROLES',
    default: '',
    meaning:
      'comma list of up to ten role names, or `*`: their sessions may be revoked. That logs out everybody on the role',
    ...atMost(MOST_REVOCABLE_ROLES, listOf(/^(?:\*|[\w+=.@-]{1,64})$/, 'role names, or *')),
  },
  memberRoleName: {
    variable: 'MEMBER_ROLE_NAME',
    default: '',
    meaning: 'role to assume in other accounts, so that their keys can be contained too',
    ...matching(/^[\w+=,.@-]{0,64}$/, 'the name of a role, or empty'),
  },
  organizationId: {
    group: 'access',
    default: '',
    meaning:
      'id of your organization (`o-…`): its other accounts may send events of AWS to the bus of the stack, as [stacks/forward.yml](../stacks/forward.yml) does, and `memberRoleName` is assumed in no account outside of it. Empty: no other account may send any. See below',
    ...matching(/^(o-[a-z0-9]{10,32})?$/, 'the id of an organization (o-…), or empty'),
  },
  findingAdministrators: {
    group: 'access',
    variable: 'FINDING_ADMINISTRATORS',
    default: '',
    meaning:
      'comma list of account ids, in quotes: delegated administrators of GuardDuty, Security Hub or Health whose findings about other accounts are believed. Not needed for the account of the stack. See below',
    ...listOf(/^\d{12}$/, 'account ids of 12 digits'),
  },
  home: {
    default: 'true',
    group: 'place',
    parameter: false,
    meaning:
      '`false`: deploy in another Region than us-east-1 (us-gov-west-1, cn-north-1), where the API calls of IAM are not seen. See below',
    ...trueOrFalse,
  },
  operatorRoleArn: {
    group: 'access',
    default: '',
    meaning:
      'comma list of ARNs of roles that may write the ledger, which an undo does. `*` stands for any text, because the names of Identity Center roles end with a hash. If it is set, the table denies writing to everybody else, and so does the retry queue. See below',
    // A pattern without any letter of a name would name everybody.
    ...listOf(
      /^arn:[\w-]+:iam::\d{12}:role\/(?=[^,]*[\w+=.@-])[\w+=.@/*?-]+$/,
      'ARNs of roles, in which * stands for any text',
    ),
  },
  reporterArns: {
    group: 'access',
    default: '',
    meaning:
      'comma list of ARNs of the roles and users that may report a key, of this account or another. `*` stands for any text. Empty: everybody in this account whose IAM permissions allow it. See [reporting.md](reporting.md)',
    ...listOf(
      /^arn:[\w-]+:iam::\d{12}:(?:role|user)\/(?=[^,]*[\w+=.@-])[\w+=.@/*?-]+$/,
      'ARNs of roles and users, in which * stands for any text',
    ),
  },
  permissionsBoundaryArn: {
    default: '',
    group: 'place',
    meaning:
      'ARN of a policy of IAM that becomes the permissions boundary of every role of the stack, for organizations that demand one. It must allow what the roles do',
    ...matching(
      /^(?:arn:[\w-]+:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+)?$/,
      'the ARN of a policy of IAM, or empty',
    ),
  },
  rolePath: {
    default: '/',
    group: 'place',
    meaning:
      'path of every role of the stack, such as `/security/`. Choose it before the first deployment: a role of the same name cannot have two',
    ...matching(/^\/(?:[\w+=,.@-]+\/)*$/, 'a path that begins and ends with a slash'),
  },
  suspectedApiCalls: {
    variable: 'SUSPECTED_API_CALLS',
    default: endingCalls.join(', '),
    meaning:
      'API calls that are *suspected* if a long-term key makes them successfully: the first word of `eventSource` and the `eventName` of CloudTrail’s record. At least one. No data events. Those of the default still wake somebody if you take them off. See below',
    ...apiCalls,
  },
  alertEmail: {
    group: 'people',
    default: '',
    meaning: 'first e-mail subscription of the alert topic and of the operations topic',
    ...matching(/^([^\s@,;<>"()]+@[\w-]+(\.[\w-]+)+)?$/, 'one e-mail address, or empty'),
  },
  pagerEndpoint: {
    group: 'people',
    // The address often contains the pager's secret key, so only SNS gets it. The function does not.
    default: '',
    meaning:
      "https address of a pager, or `{{resolve:secretsmanager:…}}`, that reads CloudWatch's alarms. It gets its own topic and encryption key, and only what opens or closes a page. See [integrations.md](integrations.md)",
    secret: true,
    ...secretAddress,
  },
  reservedConcurrency: {
    group: 'place',
    default: '',
    meaning:
      'so many environments of the function `respond` are reserved, and never more run at once: other functions of the account cannot take them, and it cannot take more of theirs. Empty: it shares the account’s. More than the ten that may handle old events, or new ones would wait behind those. With too few a flood of findings is throttled, which delays containment; an alarm tells of it. An account must keep 100 unreserved',
    // RespondRetries has MaximumConcurrency 10.
    ...wholeNumber({ least: 11, most: 10_000, ifEmpty: 0 }),
  },
  dashboard: {
    group: 'place',
    default: 'false',
    meaning:
      '`true`: a dashboard of CloudWatch with the metrics of [slo.md](slo.md). It costs by the month. The metrics are there without it',
    ...trueOrFalse,
  },
  runbookUrl: {
    group: 'people',
    variable: 'RUNBOOK_URL',
    default: '',
    meaning: 'https address where you publish [runbook.md](runbook.md). Alerts link to it',
    ...httpsAddress,
  },
  identityCenterUrl: {
    group: 'people',
    variable: 'IDENTITY_CENTER_URL',
    default: '',
    meaning:
      "address of your Identity Center's access portal (`https://d-….awsapps.com/start`). Then the console links of alerts sign in to the right account",
    ...httpsAddress,
  },
  identityCenterRole: {
    group: 'people',
    variable: 'IDENTITY_CENTER_ROLE',
    default: '',
    meaning: 'permission set for these links. Set both or none',
    ...matching(/^[\w+=,.@-]{0,32}$/, 'the name of a permission set, or empty'),
  },
} satisfies Readonly<Record<string, DeployerSetting>>;

export interface DeployerSetting extends Setting<unknown> {
  /** Absent if the function does not need the setting. */
  readonly variable?: string;
  /** As text. Absent: the file of the stage must state the setting. */
  readonly default?: string;
  /** What the file may state, for whoever has to. */
  readonly choices?: string;
  /** Its value is shown to nobody. */
  readonly secret?: true;
  /** For docs/settings.md. */
  readonly meaning: string;
  /** Where the console asks for it. Absent: with what is contained. */
  readonly group?: 'people' | 'access' | 'place';
  /** Only `npm run deploy` reads it: the template has no such parameter. */
  readonly parameter?: false;
}

const roleName = matching(/^\/?([!-~]+\/)?[\w+=,.@-]{1,64}$/, 'the name of a role');

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
  /** With its path, as its ARN has it. */
  ownRoleName: {
    variable: 'OWN_ROLE_NAME',
    value: { 'Fn::Join': ['', [{ Ref: 'rolePath' }, { Ref: 'RespondRole' }]] },
    ...roleName,
    parse: (given: Given) => roleName.parse(given).replace(/^\//, ''),
  },
} satisfies Readonly<Record<string, StackSetting>>;

export interface StackSetting extends Setting<string> {
  readonly variable: string;
  readonly value: object;
}

export type SettingName = keyof typeof deployerSettings | keyof typeof stackSettings;
