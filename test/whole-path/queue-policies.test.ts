import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { resolveTemplate } from '../../local/template/resolve-template.ts';
import { like, templateWith } from '../package-into.ts';
import { packagedTemplate } from '../packaged.ts';

const IAM = 'arn:aws:iam::111122223333:';
const SSO = `${IAM}role/aws-reserved/sso.amazonaws.com/`;
const PLACE = { partition: 'aws', accountId: '111122223333', region: 'us-east-1', stackName: 'responder' };
const QUEUES = ['RetryQueue', 'DeadLetterQueue', 'UndeliveredAlertsQueue'];

const folder = mkdtempSync(join(tmpdir(), 'queue-policies-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Statement {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string;
  readonly Resource: string;
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The denials in the policies of one queue, as CloudFormation would send them. */
function denialsOf(template: unknown, queue: string): readonly Statement[] {
  const resources = resolveTemplate(template, PLACE);
  const { Statement: statements } = (resources.get(`${queue}Policy`)?.properties['PolicyDocument'] ?? {
    Statement: [],
  }) as { readonly Statement: readonly Statement[] };
  return statements.filter(({ Effect }) => Effect === 'Deny');
}

interface Caller {
  /** The ARN of the role or user. Absent: a service of AWS. */
  readonly by?: string;
  readonly tls?: boolean;
}

/** Of IAM's rules as much as these policies use: all operators must match, a negated one if no value does. */
function isDenied(statements: readonly Statement[], { by, tls = true }: Caller, action: string): boolean {
  const context: Readonly<Record<string, string | undefined>> = {
    'aws:PrincipalArn': by,
    'aws:PrincipalIsAWSService': String(by === undefined),
    'aws:SecureTransport': String(tls),
  };
  const holds = (operator: string, key: string, values: readonly string[]) => {
    const matches = values.some((value) => like(value).test(context[key] ?? ''));
    if (['ArnNotLike', 'StringNotLike'].includes(operator)) return !matches;
    expect(['Bool', 'BoolIfExists']).toContain(operator);
    return matches;
  };
  return statements.some(({ Principal, Action, Condition }) => {
    expect(Principal).toBe('*');
    return (
      like(Action).test(action) &&
      Object.entries(Condition).every(([operator, keys]) =>
        Object.entries(keys).every(([key, value]) => holds(operator, key, [value].flat())),
      )
    );
  });
}

describe.each(QUEUES)('%s', (queue) => {
  test.each(['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:PurgeQueue'])(
    'refuses %s without TLS to everybody, and names itself in the statement',
    (action) => {
      const denials = denialsOf(packagedTemplate(), queue);
      for (const by of [`${IAM}root`, `${IAM}role/respond`, undefined]) {
        const caller = by === undefined ? {} : { by };
        expect(isDenied(denials, { ...caller, tls: false }, action)).toBe(true);
        expect(isDenied(denials, caller, action)).toBe(false);
      }
      for (const { Resource } of denials) expect(Resource).toContain(queue);
    },
  );
});

describe('the queue for heartbeats', () => {
  const denials = denialsOf(packagedTemplate(), 'HeartbeatQueue');

  test('takes messages of a service of AWS, and of no role or user: a forged heartbeat would keep the alarm quiet', () => {
    expect(isDenied(denials, {}, 'sqs:SendMessage')).toBe(false);
    for (const by of [`${IAM}root`, `${IAM}role/RespondRole`, `${IAM}user/ci-deploy`])
      expect(isDenied(denials, { by }, 'sqs:SendMessage')).toBe(true);
    expect(isDenied(denials, { by: `${IAM}root` }, 'sqs:ReceiveMessage')).toBe(false);
    expect(isDenied(denials, { tls: false }, 'sqs:SendMessage')).toBe(true);
  });
});

describe('with operators, the retry queue', () => {
  const operators = `${SSO}*AWSReservedSSO_KeyOperator_*`;
  const template = templateWith(folder, [`operatorRoleArn=${operators}`]);
  const denials = denialsOf(template, 'RetryQueue');
  const role = /role\/\S*-respond(?= )/.exec(JSON.stringify(denials).replaceAll('"', ' '))?.[0];

  test.each<[string, Caller]>([
    ['a rule', {}],
    ['the role of the function', { by: `${IAM}${role}` }],
    ['an operator, who gives dead letters back', { by: `${SSO}AWSReservedSSO_KeyOperator_0a1b2c3d4e5f6789` }],
  ])('takes messages of %s', (_, caller) => {
    expect(isDenied(denials, caller, 'sqs:SendMessage')).toBe(false);
  });

  test.each([
    `${IAM}root`,
    `${IAM}user/ci-deploy`,
    `${IAM}role/DeadlettersRole`,
    `${SSO}AWSReservedSSO_AdministratorAccess_0a1b2c3d4e5f6789`,
  ])('takes none of %s, who may still do what a deployment does', (by) => {
    expect(isDenied(denials, { by }, 'sqs:SendMessage')).toBe(true);
    expect(isDenied(denials, { by }, 'sqs:SetQueueAttributes')).toBe(false);
  });
});
