import type { ResponsePolicy } from './core/response-policy.ts';
import { type Setting, SettingError } from './setting.ts';
import { deployerSettings, stackSettings } from './settings.ts';

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
    reservedConcurrency,
    organizationId,
    home,
    dashboard,
    permissionsBoundaryArn,
    rolePath,
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
