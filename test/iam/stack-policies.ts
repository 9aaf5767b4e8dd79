import type { Place } from '../../local/template/place.ts';
import {
  arnOf,
  nameOf,
  type ResolvedResource,
  resolveTemplate,
} from '../../local/template/resolve-template.ts';

export const PLACE: Place = {
  partition: 'aws',
  accountId: '111122223333',
  region: 'us-east-1',
  stackName: 'responder',
};

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  /** A trust policy has none: it is about its role. */
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Document {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** What IAM would hold if the template were deployed. */
export interface StackPolicies {
  /** The policies of each role, by its ARN. */
  readonly roles: ReadonlyMap<string, readonly Document[]>;
  /** The policies of buses, topics, queues, tables, keys and functions, and who may assume a role, by their ARN. */
  readonly resources: ReadonlyMap<string, Document>;
  readonly arn: (logicalId: string) => string;
}

export function policiesOf(
  template: unknown,
  place: Place = PLACE,
  parameters: Readonly<Record<string, string>> = {},
): StackPolicies {
  const byId = resolveTemplate(template, { parameters, ...place });
  const all = [...byId.values()];
  const arn = (logicalId: string) => {
    const resource = byId.get(logicalId);
    if (resource === undefined) throw new RangeError(`the stack has no ${logicalId}`);
    return arnOf(resource, place);
  };
  const roles = all.filter(({ type }) => type === 'AWS::IAM::Role');
  return {
    roles: new Map(roles.map((role) => [arnOf(role, place), policiesOfRole(role, { all, place })])),
    resources: new Map(all.flatMap((resource) => resourcePolicies(resource, { all, place }))),
    arn,
  };
}

interface Stack {
  readonly all: readonly ResolvedResource[];
  readonly place: Place;
}

interface Named {
  readonly PolicyDocument: Document;
}

/** Those written in the role, and those beside it. */
function policiesOfRole(role: ResolvedResource, { all, place }: Stack): readonly Document[] {
  const own = (role.properties['Policies'] ?? []) as readonly Named[];
  const name = nameOf(role, place);
  const beside = all.filter(
    ({ type, properties: { Roles = [] } }) =>
      type === 'AWS::IAM::Policy' && (Roles as readonly string[]).includes(name),
  );
  return [...own, ...beside.map(({ properties }) => properties as unknown as Named)].map(
    ({ PolicyDocument }) => PolicyDocument,
  );
}

type Policy = readonly [arn: string, policy: Document];

function resourcePolicies(resource: ResolvedResource, { all, place }: Stack): readonly Policy[] {
  const { type, properties } = resource;
  const own = (property: string): readonly Policy[] =>
    properties[property] === undefined
      ? []
      : [[arnOf(resource, place), properties[property] as unknown as Document]];
  switch (type) {
    case 'AWS::IAM::Role':
      return own('AssumeRolePolicyDocument');
    case 'AWS::Events::EventBus':
      return own('Policy');
    case 'AWS::KMS::Key':
      return own('KeyPolicy');
    case 'AWS::DynamoDB::Table': {
      const { PolicyDocument } = (properties['ResourcePolicy'] ?? {}) as Partial<Named>;
      return PolicyDocument === undefined ? [] : [[arnOf(resource, place), PolicyDocument]];
    }
    case 'AWS::SNS::TopicPolicy':
      return (properties['Topics'] as readonly string[]).map((topic) => [topic, documentOf(properties)]);
    case 'AWS::SQS::QueuePolicy':
      return (properties['Queues'] as readonly string[]).map((url) => [
        `arn:${place.partition}:sqs:${place.region}:${place.accountId}:${url.split('/').at(-1)}`,
        documentOf(properties),
      ]);
    case 'AWS::Lambda::Function':
      return [[arnOf(resource, place), invokersOf(arnOf(resource, place), all)]];
    default:
      return [];
  }
}

function documentOf(properties: Readonly<Record<string, unknown>>): Document {
  return (properties as unknown as Named).PolicyDocument;
}

/** Lambda makes one policy of all permissions. Lambda API reference, AddPermission. */
function invokersOf(FunctionArn: string, all: readonly ResolvedResource[]): Document {
  const permissions = all.filter(
    ({ type, properties }) =>
      type === 'AWS::Lambda::Permission' && properties['FunctionName'] === FunctionArn,
  );
  return {
    Version: '2012-10-17',
    Statement: permissions.map(({ properties }) => ({
      Effect: 'Allow',
      Principal: { Service: String(properties['Principal']) },
      Action: String(properties['Action']),
      Resource: FunctionArn,
      Condition: { ArnLike: { 'AWS:SourceArn': String(properties['SourceArn']) } },
    })),
  };
}
