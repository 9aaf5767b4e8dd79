import type { JsonObject } from '../json-object.ts';
import { holds } from './conditions.ts';
import { fieldsOf, TemplateError, textOf } from './fields.ts';
import { NO_VALUE, resolve, type Scope } from './intrinsics.ts';
import { parametersOf } from './parameters.ts';
import type { Place } from './place.ts';
import { RESOURCE_KINDS, type ResourceKind, urlSuffix } from './resource-kinds.ts';

export interface ResolvedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
}

/**
 * Every resource whose condition is true, with all intrinsic functions resolved. A parameter has the value that the place gives
 * it, or its default.
 */
export function resolveTemplate(template: unknown, place: Place): ReadonlyMap<string, ResolvedResource> {
  const { Resources, Conditions = {}, Parameters = {} } = fieldsOf(template, 'template');
  const parameters = parametersOf(fieldsOf(Parameters, 'Parameters'), place.parameters ?? {});
  const sources = fieldsOf(Resources, 'Resources');
  const conditions = fieldsOf(Conditions, 'Conditions');
  const resolved = new Map<string, ResolvedResource>();
  const underWay = new Set<string>();

  const scope: Scope = {
    ref: (name, path) => {
      if (name === 'AWS::NoValue') return NO_VALUE;
      return parameters.get(name) ?? pseudoParameters(place)[name] ?? refOf(get(name, path), place, path);
    },
    attribute: (logicalId, attribute, path) => attributeOf(get(logicalId, path), attribute, place, path),
    condition: (name, path) => holds(name, conditions, scope, path),
  };

  /** Resolves a resource at its first use, because its name may depend on other resources. */
  function get(logicalId: string, path: string): ResolvedResource {
    const known = resolved.get(logicalId);
    if (known !== undefined) return known;
    if (!isThere(logicalId, path)) throw new TemplateError(path, `its condition leaves ${logicalId} out`);
    if (underWay.has(logicalId)) throw new TemplateError(path, `${logicalId} depends on itself`);
    underWay.add(logicalId);
    const where = `Resources.${logicalId}`;
    const { Type, Properties = {} } = fieldsOf(sources[logicalId], where);
    const properties = fieldsOf(resolve(Properties, scope, `${where}.Properties`), `${where}.Properties`);
    const resource = { logicalId, type: textOf(Type, `${where}.Type`), properties };
    resolved.set(logicalId, resource);
    return resource;
  }

  function isThere(logicalId: string, path: string): boolean {
    if (!(logicalId in sources)) throw new TemplateError(path, `there is no resource ${logicalId}`);
    const where = `Resources.${logicalId}`;
    const { Condition: condition } = fieldsOf(sources[logicalId], where);
    return (
      condition === undefined || holds(textOf(condition, `${where}.Condition`), conditions, scope, where)
    );
  }

  for (const logicalId of Object.keys(sources)) {
    if (isThere(logicalId, 'Resources')) get(logicalId, 'Resources');
  }
  return resolved;
}

export function pseudoParameters(place: Place): Readonly<Record<string, string>> {
  return {
    'AWS::AccountId': place.accountId,
    'AWS::Partition': place.partition,
    'AWS::Region': place.region,
    'AWS::StackId': `arn:${place.partition}:cloudformation:${place.region}:${place.accountId}:stack/${place.stackName}/1a2b3c4d-5e6f-4a0b-8c2d-3e4f5a6b7c8d`,
    'AWS::StackName': place.stackName,
    'AWS::URLSuffix': urlSuffix(place),
  };
}

/** The name in the template, or the stack's name and the logical id. AWS appends random text to the second form. */
export function nameOf({ logicalId, type, properties }: ResolvedResource, place: Place): string {
  const { nameProperty = '' } = RESOURCE_KINDS[type] ?? {};
  const given = properties[nameProperty];
  return typeof given === 'string' ? given : `${place.stackName}-${logicalId}`;
}

export function arnOf(resource: ResolvedResource, place: Place): string {
  const kind = kindOf(resource, `Resources.${resource.logicalId}`);
  return kind.arn({ name: nameOf(resource, place), place, properties: resource.properties });
}

function kindOf({ type }: ResolvedResource, path: string): ResourceKind {
  const kind = RESOURCE_KINDS[type];
  if (kind === undefined) throw new TemplateError(path, `nothing is known of ${type}, see resource-kinds.ts`);
  return kind;
}

function refOf(resource: ResolvedResource, place: Place, path: string): string {
  const { ref } = kindOf(resource, path);
  return ref({ name: nameOf(resource, place), arn: arnOf(resource, place), place });
}

function attributeOf(resource: ResolvedResource, attribute: string, place: Place, path: string): string {
  const read = kindOf(resource, path).attributes[attribute];
  if (read === undefined) {
    throw new TemplateError(
      path,
      `nothing is known of ${attribute} of ${resource.type}, see resource-kinds.ts`,
    );
  }
  return read({ name: nameOf(resource, place), arn: arnOf(resource, place), place });
}
