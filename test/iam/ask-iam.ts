import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Document, StackPolicies } from './stack-policies.ts';

export type Context = Readonly<Record<string, string | readonly string[]>>;

export interface Call {
  /** The ARN of a role of the stack or of somebody else, or the name of a service of AWS. */
  readonly by: string;
  readonly action: string;
  readonly resource: string;
  /** The condition keys that AWS sends for the action, beside those of every call. */
  readonly context?: Context;
  /** What IAM allows the caller who is no role of the stack. Absent: nothing. */
  readonly may?: readonly Document[];
  /** Of the organization, beside one that allows all. */
  readonly controls?: readonly Document[];
}

/** The permissions of an administrator. */
export const EVERYTHING: Document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

export type Answer = 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied';

/**
 * The answer of @cloud-copilot/iam-simulate. @throws if a policy is not valid, if the action is not for such a resource, or if
 * AWS's service reference does not have a given key for the action: an invented key proves nothing.
 */
export async function askIam(policies: StackPolicies, call: Call): Promise<Answer> {
  const { by, action, resource, may = [], controls = [] } = call;
  const identity = policies.roles.get(by) ?? may;
  const resourcePolicy = policies.resources.get(resource);
  const result = await runSimulation(
    {
      request: {
        principal: by,
        action,
        resource: { resource, accountId: accountOf(resource) },
        contextVariables: contextOf(call),
      },
      identityPolicies: identity.map((policy, index) => ({ name: `policy ${index}`, policy })),
      serviceControlPolicies: controls.map((policy, index) => ({
        orgIdentifier: `o-${index}`,
        policies: [
          { name: 'FullAWSAccess', policy: EVERYTHING },
          { name: `control ${index}`, policy },
        ],
      })),
      resourceControlPolicies: [],
      ...(resourcePolicy !== undefined && { resourcePolicy }),
    },
    {},
  );
  if (result.resultType !== 'single') throw new Error(`${JSON.stringify(call)}: ${JSON.stringify(result)}`);
  const { ignoredContextKeys: ignored = [] } = result.result;
  if (ignored.length > 0) throw new Error(`AWS sends no ${ignored.join()} for ${action} on ${resource}`);
  return result.overallResult;
}

/** IAM user guide, "AWS global condition context keys". */
function contextOf({ by, context = {} }: Call): Record<string, string | string[]> {
  const byService = !by.startsWith('arn:');
  const identity: Context = byService
    ? { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': by }
    : {
        'aws:PrincipalIsAWSService': 'false',
        'aws:PrincipalArn': by,
        'aws:PrincipalAccount': accountOf(by),
      };
  const all: Context = { 'aws:SecureTransport': 'true', ...identity, ...context };
  return Object.fromEntries(
    Object.entries(all).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
  );
}

function accountOf(arn: string): string {
  const [, account = '111122223333'] = /^arn:[\w-]+:\w+:[\w-]*:(\d{12}):/.exec(arn) ?? [];
  return account;
}
