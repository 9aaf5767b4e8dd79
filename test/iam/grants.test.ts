import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allowedContextKeysForRequest } from '@cloud-copilot/iam-simulate';
import { afterAll, expect, test } from '@jest/globals';
import { templateWith } from '../package-into.ts';
import { askIam } from './ask-iam.ts';
import { memberRole } from './member-role.ts';
import { sentByAws } from './sent-by-aws.ts';
import { type Document, PLACE, policiesOf, type StackPolicies, type Statement } from './stack-policies.ts';

const MEMBER_ROLE = 'arn:aws:iam::444455556666:role/key-responder-member';

const folder = mkdtempSync(join(tmpdir(), 'grants-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** With all that a deployer can ask for. */
const ofStack = policiesOf(
  templateWith(folder, [
    'quarantineUsers=true',
    'revocableRoles=deploy',
    'memberRoleName=key-responder-member',
    'organizationId=o-exampleorgid',
    'pagerEndpoint=https://events.example.com/pager',
    'operatorRoleArn=arn:aws:iam::111122223333:role/operator',
    'reporterArns=arn:aws:iam::444455556666:role/siem',
    'honeyKeys=AKIAIOSFODNN7EXAMPLE',
  ]),
);

/** The role of another account trusts the responder. */
const { resources: trusts } = memberRole({
  RoleName: 'key-responder-member',
  ResponderRoleArn: ofStack.arn('RespondRole'),
});
const policies: StackPolicies = {
  ...ofStack,
  resources: new Map([...ofStack.resources, [MEMBER_ROLE, trusts.get(MEMBER_ROLE) as Document]]),
};

interface Grant {
  readonly by: string;
  readonly action: string;
  readonly resource: string;
}

const listed = (value: string | readonly string[] = []): readonly string[] => [value].flat();
const allowsOf = ({ Statement }: Document): readonly Statement[] =>
  Statement.filter(({ Effect }) => Effect === 'Allow');

const grants: readonly Grant[] = [...policies.roles].flatMap(([by, documents]) =>
  documents
    .flatMap(allowsOf)
    .flatMap(({ Action, Resource }) =>
      listed(Action).flatMap((action) =>
        listed(Resource).map((resource) => ({ by, action, resource: exampleOf(action, resource) })),
      ),
    ),
);

/** A thing of which the resource of the statement is the pattern, or of which it is the only one that IAM knows. */
function exampleOf(action: string, pattern: string): string {
  if (action === 'iam:GetAccessKeyLastUsed') return 'arn:aws:iam::111122223333:user/ci-deploy';
  return pattern === '*'
    ? '*'
    : pattern
        .replace('iam::*:', 'iam::444455556666:')
        .replace(/:log-group:(.+):\*$/, ':log-group:$1:log-stream:2026')
        .replace('*', 'ci-deploy');
}

test('the roles have grants', () => {
  expect(policies.roles.size).toBe(4);
  expect(grants.length).toBeGreaterThan(40);
});

test.each(grants)('$by may call $action on $resource', async (grant) => {
  const context = sentByAws[grant.action] ?? {};
  expect(await askIam(policies, { ...grant, context })).toBe('Allowed');
});

/** What services of AWS may do: the rules, CloudWatch's alarms, SNS, and Lambda that assumes the roles. */
const byServices = [...policies.resources].flatMap(([resource, document]) =>
  allowsOf(document).flatMap(({ Principal, Action, Condition = {} }) => {
    const service = typeof Principal === 'object' ? Principal['Service'] : undefined;
    if (service === undefined) return [];
    const { ArnEquals, ArnLike, StringEquals } = Condition;
    const arns = listed(
      ArnEquals?.['aws:SourceArn'] ?? ArnLike?.['AWS:SourceArn'] ?? ArnLike?.['aws:SourceArn'] ?? [],
    );
    const account = StringEquals?.['aws:SourceAccount'];
    const sources = arns.length > 0 ? arns : [undefined];
    return sources.flatMap((arn) =>
      listed(Action).map((action) => ({
        by: service,
        action,
        resource,
        context: {
          'aws:SourceAccount': listed(account ?? PLACE.accountId)[0] ?? '',
          ...(arn !== undefined && { 'aws:SourceArn': arn }),
        },
      })),
    );
  }),
);

test.each(byServices)('$by may call $action on $resource', async (call) => {
  expect(await askIam(policies, call)).toBe('Allowed');
});

test.each(byServices.filter(({ action }) => action !== 'sts:AssumeRole'))(
  '$by may not call $action on $resource for another account',
  async (call) => {
    const context = {
      'aws:SourceAccount': '444455556666',
      'aws:SourceArn':
        `${call.context['aws:SourceArn'] ?? 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:x'}`.replace(
          PLACE.accountId,
          '444455556666',
        ),
    };
    expect(await askIam(policies, { ...call, context })).toBe('ImplicitlyDenied');
  },
);

/** A condition on a key that AWS does not send allows nothing, or denies nothing. */
test('every condition asks for a key that AWS has for the action', async () => {
  const asked = [
    ...grantsWithConditions([...policies.roles.values()].flat()),
    ...[...policies.resources].flatMap(([resource, document]) => grantsWithConditions([document], resource)),
  ];
  expect(asked.length).toBeGreaterThan(10);
  for (const { action, resource, key } of asked) {
    const [service = '', name = ''] = action.split(':');
    const known = await allowedContextKeysForRequest(service, name, resource, false, undefined);
    expect([action, known.filter((one) => one === key.toLowerCase())]).toEqual([action, [key.toLowerCase()]]);
  }
});

function grantsWithConditions(documents: readonly Document[], named?: string) {
  return documents.flatMap(({ Statement }) =>
    Statement.flatMap(({ Action, Resource, Condition = {} }) =>
      listed(Action)
        .filter((action) => !action.includes('*'))
        .flatMap((action) =>
          Object.values(Condition).flatMap((keys) =>
            Object.keys(keys).map((key) => ({
              action,
              resource: named ?? exampleOf(action, listed(Resource)[0] ?? ''),
              key,
            })),
          ),
        ),
    ),
  );
}
