import type { TemporaryCredentials } from '../aws/sessions.ts';
import type { FunctionDescription } from '../template/functions.ts';

export interface VariableSources {
  readonly description: FunctionDescription;
  readonly taskRoot: string;
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: TemporaryCredentials;
  /** They replace the variables of the template. */
  readonly overrides: Readonly<Record<string, string>>;
}

/** The whole environment of a function (Lambda guide, "Defined runtime environment variables"). */
export function variablesOf({
  description,
  taskRoot,
  region,
  endpoint,
  credentials,
  overrides,
}: VariableSources): Record<string, string> {
  const { name, handler, runtime, memoryMegabytes, environment, log } = description;
  return {
    ...environment,
    ...overrides,
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: taskRoot,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_LOG_FORMAT: log.format,
    AWS_LAMBDA_LOG_GROUP_NAME: log.group,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1: 'true',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: '/usr/local/bin:/usr/bin/:/bin',
    // Lambda does not set these. They send every call to the embedded AWS and keep the SDK from files in the developer's home.
    AWS_ENDPOINT_URL: endpoint,
    HOME: taskRoot,
  };
}
