import { isDeepStrictEqual } from 'node:util';
import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { Aws } from './aws.ts';

/** One action that a statement of the role allows. */
export interface Grant {
  readonly policyName: string;
  readonly statement: number;
  readonly action: string;
  readonly resource: string;
}

export interface RolePolicy {
  readonly grants: readonly Grant[];
  /** ARNs of policies that are attached to the role rather than written in it. */
  readonly attached: readonly string[];
  /** Takes these out of the deployed role while the work is done, and puts its policies back as they were. */
  readonly without: <T>(taken: readonly Grant[], work: () => Promise<T>) => Promise<T>;
  readonly isAsItWas: () => Promise<boolean>;
}

interface Document {
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  }[];
}

export async function readRolePolicy(aws: Aws, RoleName: string): Promise<RolePolicy> {
  const { AttachedPolicies = [] } = await aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const documents = await readDocuments(aws, RoleName);
  return {
    grants: [...documents].flatMap(([name, document]) => grantsOf(name, document)),
    attached: AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []),
    isAsItWas: async () => isDeepStrictEqual(await readDocuments(aws, RoleName), documents),
    async without(taken, work) {
      const touched = [...documents].filter(([name]) => taken.some(({ policyName }) => policyName === name));
      try {
        for (const [name, document] of touched) {
          await put(aws, RoleName, { name, document: withoutGrants(document, taken, name) });
        }
        return await work();
      } finally {
        for (const [name, document] of touched) await put(aws, RoleName, { name, document });
      }
    },
  };
}

/** Takes the conditions on these keys out of the role, for good. */
export async function liftConditions(aws: Aws, roleName: string, keys: readonly string[]): Promise<void> {
  for (const [name, document] of await readDocuments(aws, roleName)) {
    const isLifted = (condition: object) => keys.some((key) => Object.hasOwn(condition, key));
    const Statement = document.Statement.map(({ Condition = {}, ...statement }) => {
      const left = Object.entries(Condition).filter(([, condition]) => !isLifted(condition));
      return left.length === 0 ? statement : { ...statement, Condition: Object.fromEntries(left) };
    });
    await put(aws, roleName, { name, document: { ...document, Statement } });
  }
}

/** The policies written in the role, by their names. */
async function readDocuments({ iam }: Aws, RoleName: string): Promise<ReadonlyMap<string, Document>> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const documents = new Map<string, Document>();
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    documents.set(PolicyName, JSON.parse(decodeURIComponent(PolicyDocument)));
  }
  return documents;
}

async function put(
  { iam }: Aws,
  RoleName: string,
  { name: PolicyName, document }: { readonly name: string; readonly document: Document },
): Promise<void> {
  // IAM takes no policy without a statement.
  if (document.Statement.length === 0) {
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    return;
  }
  const PolicyDocument = JSON.stringify(document);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
}

function grantsOf(policyName: string, { Statement }: Document): readonly Grant[] {
  return Statement.flatMap(({ Effect, Action, Resource }, statement) =>
    Effect === 'Allow'
      ? [Action]
          .flat()
          .map((action) => ({ policyName, statement, action, resource: [Resource].flat().join(' ') }))
      : [],
  );
}

function withoutGrants(document: Document, taken: readonly Grant[], policyName: string): Document {
  const isTaken = (statement: number, action: string) =>
    taken.some(
      (grant) => grant.policyName === policyName && grant.statement === statement && grant.action === action,
    );
  const Statement = document.Statement.map((statement, index) => ({
    ...statement,
    Action: [statement.Action].flat().filter((action) => !isTaken(index, action)),
  })).filter(({ Action }) => Action.length > 0);
  return { ...document, Statement };
}
