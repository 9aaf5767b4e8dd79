import type { ResponsePolicy } from './core/response-policy.ts';

/** The settings of the stack, as the function's environment has them. docs/settings.md says what each means. */
export interface Config {
  readonly policy: Omit<ResponsePolicy, 'accountId' | 'partition' | 'ownRoleName'>;
  readonly ownRoleName: string;
  readonly alertTopicArn: string;
  /** Empty where nobody is to be woken over a pager topic. */
  readonly pagerTopicArn: string;
  readonly outcomeBusName: string;
  readonly ledgerTableName: string;
  readonly runbookUrl: string;
  /** Where people sign in to accounts; console links go through it. Both empty where nobody said. */
  readonly identityCenter: { readonly url: string; readonly role: string };
  /**
   * The role's credentials, which Lambda puts into the environment for as long as the environment lives. Naming them
   * spares the SDK its search through every other place, and the bundle the code for it.
   */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The one reader of the environment. It runs at cold start and, with the values of the parameters, when the stack is
 * packaged, so that a wrong setting fails there and not on the night of an incident.
 * @throws ConfigError naming the variable and its rule.
 */
export function readConfig(environment: Environment): Config {
  return {
    ...readSettings(environment),
    alertTopicArn: matching(
      environment,
      'ALERT_TOPIC_ARN',
      /^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+$/,
      'the ARN of an SNS topic',
    ),
    pagerTopicArn: matching(
      environment,
      'PAGER_TOPIC_ARN',
      /^(arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+)?$/,
      'the ARN of an SNS topic, or empty',
    ),
    ownRoleName: matching(environment, 'OWN_ROLE_NAME', /^[\w+=,.@-]{1,64}$/, 'the name of a role'),
    outcomeBusName: matching(environment, 'OUTCOME_BUS_NAME', /^[\w./-]+$/, 'the name of an event bus'),
    ledgerTableName: matching(
      environment,
      'LEDGER_TABLE_NAME',
      /^[\w.-]{3,255}$/,
      'the name of a DynamoDB table',
    ),
    ...readCredentials(environment),
  };
}

function readCredentials(environment: Environment): Pick<Config, 'credentials'> {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = environment;
  if (accessKeyId === undefined || secretAccessKey === undefined) return {};
  return {
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
  };
}

/** What a deployer chooses. @throws ConfigError */
export function readSettings(
  environment: Environment,
): Pick<Config, 'policy' | 'runbookUrl' | 'identityCenter'> {
  return {
    policy: readPolicy(environment),
    runbookUrl: httpsAddress(environment, 'RUNBOOK_URL'),
    identityCenter: readIdentityCenter(environment),
  };
}

/** A link to Identity Center names both, or leads nowhere. */
function readIdentityCenter(environment: Environment): Config['identityCenter'] {
  const url = httpsAddress(environment, 'IDENTITY_CENTER_URL').replace(/\/+$/, '');
  const role = matching(
    environment,
    'IDENTITY_CENTER_ROLE',
    /^[\w+=,.@-]{0,32}$/,
    'the name of a permission set, or empty',
  );
  if ((url === '') !== (role === ''))
    throw new ConfigError('IDENTITY_CENTER_URL and IDENTITY_CENTER_ROLE must be set together, or not at all');
  return { url, role };
}

/** No quotes and no brackets: what follows an address in a message must not become part of it. */
function httpsAddress(environment: Environment, name: string): string {
  return matching(environment, name, /^(https:\/\/[\w.~:/?#@!$&*+,;=%-]+)?$/, 'an https address, or empty');
}

function readPolicy(environment: Environment): Config['policy'] {
  return {
    contain: oneOf(environment, 'CONTAIN', ['observe', 'confirmed', 'suspected']),
    minimumSeverity: severity(environment, 'MINIMUM_SEVERITY'),
    exemptPrincipals: listOf(
      environment,
      'EXEMPT_PRINCIPALS',
      /^(arn:[\w-]+:iam::\d{12}:(user|role)\/[!-~]+|[\w+=,.@-]{1,64})$/,
      'IAM user names, ARNs of users or roles, or unique ids (AIDA…, AROA…)',
    ),
    honeyKeys: listOf(
      environment,
      'HONEY_KEYS',
      /^AKIA[A-Z0-9]{12,124}$/,
      'long-term access key ids (AKIA…)',
    ),
    quarantineUsers: oneOf(environment, 'QUARANTINE_USERS', ['true', 'false']) === 'true',
    revocableRoles: listOf(environment, 'REVOCABLE_ROLES', /^(\*|[\w+=,.@-]{1,64})$/, 'role names, or *'),
    memberRoleName: matching(
      environment,
      'MEMBER_ROLE_NAME',
      /^[\w+=,.@-]{0,64}$/,
      'the name of a role, or empty',
    ),
    suspectedApiCalls: listOf(
      environment,
      'SUSPECTED_API_CALLS',
      /^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/,
      'API calls such as cloudtrail:StopLogging',
    ),
  };
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

function matching(environment: Environment, name: string, pattern: RegExp, rule: string): string {
  const value = environment[name]?.trim() ?? '';
  if (!pattern.test(value)) throw new ConfigError(`${name} must be ${rule}, not ${JSON.stringify(value)}`);
  return value;
}

function oneOf<T extends string>(environment: Environment, name: string, choices: readonly T[]): T {
  const value = environment[name]?.trim();
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined)
    throw new ConfigError(`${name} must be one of ${choices.join(', ')}, not ${JSON.stringify(value)}`);
  return choice;
}

/** GuardDuty's scale ends at 10; 0 lets everything through. */
function severity(environment: Environment, name: string): number {
  const value = environment[name]?.trim() ?? '';
  const number = Number(value);
  if (value === '' || !(number >= 0 && number <= 10))
    throw new ConfigError(`${name} must be a number from 0 to 10, not ${JSON.stringify(value)}`);
  return number;
}

function listOf(environment: Environment, name: string, pattern: RegExp, rule: string): readonly string[] {
  const entries = (environment[name] ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const wrong = entries.find((entry) => !pattern.test(entry));
  if (wrong !== undefined)
    throw new ConfigError(`${name} must be a comma list of ${rule}; ${JSON.stringify(wrong)} is none`);
  return entries;
}
