import { existsSync, readFileSync } from 'node:fs';
import { fieldsOf, listOf, textOf } from './template/fields.ts';
import { describeFunctions, type FunctionDescription } from './template/functions.ts';
import { grantsOf } from './template/grants.ts';
import type { Place } from './template/place.ts';
import {
  describeMappings,
  describeQueues,
  type MappingDescription,
  type QueueDescription,
} from './template/queues.ts';
import { arnOf, nameOf, type ResolvedResource, resolveTemplate } from './template/resolve-template.ts';
import { describeRules, type RuleDescription } from './template/rules.ts';
import { describeSubscriptions, type SubscriptionDescription } from './template/subscriptions.ts';

/** The parts of a packaged stack that handle events. */
export interface StackDescription {
  readonly functions: readonly FunctionDescription[];
  readonly rules: readonly RuleDescription[];
  readonly topics: readonly NamedResource[];
  readonly buses: readonly NamedResource[];
  readonly queues: readonly QueueDescription[];
  readonly mappings: readonly MappingDescription[];
  readonly subscriptions: readonly SubscriptionDescription[];
  readonly roles: readonly NamedResource[];
  /** The actions that each role may call, by the role's name. */
  readonly grants: ReadonlyMap<string, ReadonlySet<string>>;
  readonly tables: readonly TableDescription[];
}

export interface TableDescription {
  readonly name: string;
  /** The name of the hash key. */
  readonly key: string;
}

export interface NamedResource {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
}

/** Reads what `serverless package` wrote into a folder, as if it were deployed at this place. */
export function readStack(packageFolder: string, place: Place): StackDescription {
  const template = readJson(`${packageFolder}/cloudformation-template-update-stack.json`);
  return describeStack(template, { parameters: readParameters(packageFolder), ...place });
}

/** What `serverless deploy` gives CloudFormation beside the template. */
function readParameters(packageFolder: string): Readonly<Record<string, string>> {
  const file = `${packageFolder}/serverless-state.json`;
  if (!existsSync(file)) return {};
  const { service } = fieldsOf(readJson(file), file);
  const { provider } = fieldsOf(service, 'service');
  const { stackParameters = [] } = fieldsOf(provider, 'provider');
  return Object.fromEntries(
    listOf(stackParameters, 'stackParameters').map((parameter) => {
      const { ParameterKey, ParameterValue } = fieldsOf(parameter, 'stackParameters');
      return [textOf(ParameterKey, 'ParameterKey'), textOf(ParameterValue, 'ParameterValue')];
    }),
  );
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

export function describeStack(template: unknown, place: Place): StackDescription {
  const resources = [...resolveTemplate(template, place).values()];
  const named = (type: string) => ofType(resources, type).map((resource) => describeNamed(resource, place));
  const queues = describeQueues(resources, place);
  return {
    functions: describeFunctions(resources, place),
    rules: describeRules(resources, place),
    topics: named('AWS::SNS::Topic'),
    buses: named('AWS::Events::EventBus'),
    queues,
    mappings: describeMappings(resources, queues),
    subscriptions: describeSubscriptions(resources),
    roles: named('AWS::IAM::Role'),
    grants: grantsOf(resources, place),
    tables: ofType(resources, 'AWS::DynamoDB::Table').map((resource) => ({
      name: nameOf(resource, place),
      key: hashKeyOf(resource),
    })),
  };
}

function hashKeyOf({ logicalId, properties }: ResolvedResource): string {
  const path = `${logicalId}.KeySchema`;
  const elements = listOf(properties['KeySchema'], path).map((element) => fieldsOf(element, path));
  const hash = elements.find((element) => element['KeyType'] === 'HASH');
  return textOf(hash?.['AttributeName'], path);
}

function ofType(resources: readonly ResolvedResource[], type: string): readonly ResolvedResource[] {
  return resources.filter((resource) => resource.type === type);
}

function describeNamed(resource: ResolvedResource, place: Place): NamedResource {
  return { logicalId: resource.logicalId, name: nameOf(resource, place), arn: arnOf(resource, place) };
}
