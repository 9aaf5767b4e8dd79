import type { JsonObject } from '../json-object.ts';
import { fieldsOf, numberOf, optional, textOf } from './fields.ts';
import type { Place } from './place.ts';
import { arnOf, nameOf, type ResolvedResource } from './resolve-template.ts';

export interface FunctionDescription {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly handler: string;
  readonly runtime: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: { readonly format: string; readonly group: string };
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly roleArn: string;
  /** The zip's name in the package folder. */
  readonly zip: string;
  readonly asynchronous: AsynchronousSettings;
}

/** How Lambda handles an asynchronous event (AWS::Lambda::EventInvokeConfig). */
export interface AsynchronousSettings {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly onFailureArn: string | undefined;
}

export function describeFunctions(
  resources: readonly ResolvedResource[],
  place: Place,
): readonly FunctionDescription[] {
  const configs = resources.filter(({ type }) => type === 'AWS::Lambda::EventInvokeConfig');
  return resources
    .filter(({ type }) => type === 'AWS::Lambda::Function')
    .map((resource) => describeFunction(resource, configs, place));
}

function describeFunction(
  resource: ResolvedResource,
  configs: readonly ResolvedResource[],
  place: Place,
): FunctionDescription {
  const path = `Resources.${resource.logicalId}.Properties`;
  const { Handler, Runtime, Timeout, MemorySize, Role, Code, Environment, LoggingConfig } =
    resource.properties;
  const name = nameOf(resource, place);
  const config = configs.find(({ properties }) => properties['FunctionName'] === name);
  return {
    logicalId: resource.logicalId,
    name,
    arn: arnOf(resource, place),
    handler: textOf(Handler, `${path}.Handler`),
    runtime: textOf(Runtime, `${path}.Runtime`),
    environment: variablesOf(Environment, `${path}.Environment`),
    log: logOf(LoggingConfig, name, `${path}.LoggingConfig`),
    // Lambda's defaults, if the template has no value.
    timeoutSeconds: optional(numberOf, Timeout, `${path}.Timeout`) ?? 3,
    memoryMegabytes: optional(numberOf, MemorySize, `${path}.MemorySize`) ?? 128,
    roleArn: textOf(Role, `${path}.Role`),
    zip: zipOf(fieldsOf(Code, `${path}.Code`), `${path}.Code`),
    asynchronous: asynchronousOf(config),
  };
}

function variablesOf(environment: unknown, path: string): Readonly<Record<string, string>> {
  const { Variables = {} } = optional(fieldsOf, environment, path) ?? {};
  const variables = fieldsOf(Variables, `${path}.Variables`);
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, textOf(value, `${path}.Variables.${name}`)]),
  );
}

function logOf(config: unknown, name: string, path: string): FunctionDescription['log'] {
  const { LogFormat, LogGroup } = optional(fieldsOf, config, path) ?? {};
  return {
    format: optional(textOf, LogFormat, `${path}.LogFormat`) ?? 'Text',
    group: optional(textOf, LogGroup, `${path}.LogGroup`) ?? `/aws/lambda/${name}`,
  };
}

/** `serverless package` writes `<function>.zip`. The key of the upload ends with this name. */
function zipOf({ S3Key }: JsonObject, path: string): string {
  return textOf(S3Key, `${path}.S3Key`).split('/').at(-1) ?? '';
}

function asynchronousOf(config: ResolvedResource | undefined): AsynchronousSettings {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = config?.properties ?? {};
  const path = `Resources.${config?.logicalId}.Properties`;
  const { OnFailure } = optional(fieldsOf, DestinationConfig, `${path}.DestinationConfig`) ?? {};
  const { Destination } = optional(fieldsOf, OnFailure, `${path}.DestinationConfig.OnFailure`) ?? {};
  return {
    // The defaults are two retries within six hours (Lambda guide, "Asynchronous invocation").
    maximumRetryAttempts: optional(numberOf, MaximumRetryAttempts, `${path}.MaximumRetryAttempts`) ?? 2,
    maximumEventAgeSeconds:
      optional(numberOf, MaximumEventAgeInSeconds, `${path}.MaximumEventAgeInSeconds`) ?? 21_600,
    onFailureArn: optional(textOf, Destination, `${path}.DestinationConfig.OnFailure.Destination`),
  };
}
