import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { templateWith } from '../package-into.ts';
import { packagedTemplate, packagedText } from '../packaged.ts';
import { type Answer, askIam, EVERYTHING } from './ask-iam.ts';
import { type Document, policiesOf, type StackPolicies } from './stack-policies.ts';

const folder = mkdtempSync(join(tmpdir(), 'who-may-put-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OURS = 'compromised-key-responder';
const REPORT = 'compromised-key-responder.report';
const HEARTBEAT = 'compromised-key-responder.heartbeat';
const ADMINISTRATOR = 'arn:aws:iam::111122223333:role/administrator';
const SIEM = 'arn:aws:iam::111122223333:role/siem';
const FOREIGN_SIEM = 'arn:aws:iam::444455556666:role/siem';
const STRANGER = 'arn:aws:iam::444455556666:user/stranger';

const byDefault = policiesOf(packagedTemplate());
const withReporters = policiesOf(
  templateWith(folder, [
    `reporterArns=${SIEM},${FOREIGN_SIEM}`,
    'quarantineUsers=true',
    'revocableRoles=*',
    'pagerEndpoint=https://pager.example.com',
  ]),
);

const ORGANIZATION = 'o-exampleorgid';
const withOrganization = policiesOf(templateWith(folder, [`organizationId=${ORGANIZATION}`]));
/** The role of stacks/forward.yml in another account, and what EventBridge does with it. */
const FORWARDER = 'arn:aws:iam::444455556666:role/forward-ForwardRole';

interface Putter {
  readonly by: string;
  /** Absent: IAM is not told. */
  readonly sources?: readonly string[];
  readonly may?: readonly Document[];
  readonly organization?: string;
}

function askBus(
  policies: StackPolicies,
  { by, sources, may = [EVERYTHING], organization }: Putter,
): Promise<Answer> {
  const context = {
    ...(sources !== undefined && { 'events:source': sources, 'events:detail-type': sources.map(() => 'x') }),
    ...(organization !== undefined && { 'aws:PrincipalOrgID': organization }),
  };
  return askIam(policies, {
    by,
    action: 'events:PutEvents',
    resource: policies.arn('ResponderBus'),
    context,
    may,
  });
}

describe.each([
  ['without reporterArns', byDefault],
  ['with reporterArns', withReporters],
  ['with organizationId', withOrganization],
])('the bus, %s', (_, policies) => {
  test.each([
    ['an outcome event', [OURS]],
    ['an outcome event among reports', [REPORT, OURS, REPORT]],
  ])('refuses %s to everybody but the roles of the responder', async (__, sources) => {
    for (const by of [ADMINISTRATOR, SIEM, FOREIGN_SIEM, STRANGER, policies.arn('PrepareRole')])
      expect([by, await askBus(policies, { by, sources })]).toEqual([by, 'ExplicitlyDenied']);
  });

  test('takes the outcome events of the responder', async () => {
    for (const role of ['RespondRole', 'DeadlettersRole'])
      expect(await askBus(policies, { by: policies.arn(role), sources: [OURS] })).toBe('Allowed');
  });

  test('takes a heartbeat of the function that a schedule starts, and of nobody else', async () => {
    const ask = (by: string, sources = [HEARTBEAT]) => askBus(policies, { by, sources });
    expect(await ask(policies.arn('DeadlettersRole'))).toBe('Allowed');
    const others = [ADMINISTRATOR, SIEM, FOREIGN_SIEM, STRANGER];
    for (const by of [...others, policies.arn('RespondRole'), policies.arn('PrepareRole')]) {
      expect([by, await ask(by)]).toEqual([by, 'ExplicitlyDenied']);
      expect([by, await ask(by, [REPORT, HEARTBEAT])]).toEqual([by, 'ExplicitlyDenied']);
    }
  });

  test('gives nobody of another account what the source of an event of AWS would be', async () => {
    for (const by of [FOREIGN_SIEM, STRANGER])
      expect(await askBus(policies, { by, sources: ['aws.guardduty'] })).toBe('ImplicitlyDenied');
  });

  test('refuses a stranger a call whose sources IAM is not told', async () => {
    const call = { action: 'events:PutEvents', resource: policies.arn('ResponderBus'), may: [EVERYTHING] };
    for (const by of [FOREIGN_SIEM, STRANGER])
      expect(await askIam(policies, { ...call, by })).toBe('ImplicitlyDenied');
  });
});

describe('an event of AWS that another account forwards', () => {
  const ask = (
    policies: StackPolicies,
    sources: readonly string[] | undefined,
    organization: string | undefined,
  ) =>
    askBus(policies, {
      by: FORWARDER,
      ...(sources !== undefined && { sources }),
      ...(organization !== undefined && { organization }),
    });

  test.each<[string, Answer, readonly string[] | undefined, string | undefined]>([
    ['of the organization', 'Allowed', ['aws.guardduty'], ORGANIZATION],
    ['of the organization, with others', 'Allowed', ['aws.guardduty', 'aws.iam'], ORGANIZATION],
    ['of another organization', 'ImplicitlyDenied', ['aws.guardduty'], 'o-anotherorgid'],
    ['of no organization', 'ImplicitlyDenied', ['aws.guardduty'], undefined],
    ['with one of another source', 'ImplicitlyDenied', ['aws.guardduty', 'custom'], ORGANIZATION],
    ['whose source IAM is not told', 'ImplicitlyDenied', undefined, ORGANIZATION],
    ['with a report', 'ExplicitlyDenied', ['aws.guardduty', REPORT], ORGANIZATION],
    ['with an outcome event', 'ExplicitlyDenied', ['aws.guardduty', OURS], ORGANIZATION],
  ])('%s: %s', async (_, answer, sources, organization) => {
    expect(await ask(withOrganization, sources, organization)).toBe(answer);
  });

  test('is refused if no organization is set', async () => {
    expect(await ask(byDefault, ['aws.guardduty'], ORGANIZATION)).toBe('ImplicitlyDenied');
  });
});

test('a rule in another Region of this account needs no more than the permission of its role', async () => {
  const by = 'arn:aws:iam::111122223333:role/forward-ForwardRole';
  expect(await askBus(byDefault, { by, sources: ['aws.guardduty'] })).toBe('Allowed');
});

describe('a report', () => {
  test.each<[string, Answer, StackPolicies, string]>([
    ['by default, of a role of this account', 'Allowed', byDefault, ADMINISTRATOR],
    ['by default, of another account', 'ExplicitlyDenied', byDefault, FOREIGN_SIEM],
    ['with reporterArns, of a role on the list', 'Allowed', withReporters, SIEM],
    ['with reporterArns, of a role of another account on the list', 'Allowed', withReporters, FOREIGN_SIEM],
    [
      'with reporterArns, of an administrator who is not on it',
      'ExplicitlyDenied',
      withReporters,
      ADMINISTRATOR,
    ],
    ['with reporterArns, of a stranger', 'ExplicitlyDenied', withReporters, STRANGER],
  ])('%s: %s', async (_, answer, policies, by) => {
    expect(await askBus(policies, { by, sources: [REPORT] })).toBe(answer);
    expect(await askBus(policies, { by, sources: [REPORT, REPORT] })).toBe(answer);
  });

  test('among events of another source is not taken from another account', async () => {
    const sources = [REPORT, 'aws.guardduty'];
    expect(await askBus(withReporters, { by: FOREIGN_SIEM, sources })).toBe('ImplicitlyDenied');
  });

  test('by default needs a permission of IAM', async () => {
    expect(await askBus(byDefault, { by: ADMINISTRATOR, sources: [REPORT], may: [] })).toBe(
      'ImplicitlyDenied',
    );
  });
});

describe('the operations topic', () => {
  const publish = (by: string, context = {}) =>
    askIam(byDefault, {
      by,
      action: 'sns:Publish',
      resource: byDefault.arn('OperationsTopic'),
      context,
      may: [EVERYTHING],
    });
  const from = (account: string) => ({
    'aws:SourceAccount': account,
    'aws:SourceArn': `arn:aws:cloudwatch:us-east-1:${account}:alarm:x`,
  });

  test('takes the alarms of this account', async () => {
    expect(await publish('cloudwatch.amazonaws.com', from('111122223333'))).toBe('Allowed');
  });

  test.each([ADMINISTRATOR, STRANGER, byDefault.arn('RespondRole')])('refuses %s', async (by) => {
    expect(await publish(by)).toBe('ExplicitlyDenied');
  });

  test.each([
    ['cloudwatch.amazonaws.com', '444455556666'],
    ['events.amazonaws.com', '111122223333'],
    ['s3.amazonaws.com', '111122223333'],
  ])('takes nothing of %s for account %s', async (by, account) => {
    expect(await publish(by, from(account))).toBe('ImplicitlyDenied');
  });
});

describe('the role with which the rules tell people', () => {
  const by = withReporters.arn('TamperRole');
  const publish = (topic: string) =>
    askIam(withReporters, { by, action: 'sns:Publish', resource: withReporters.arn(topic) });

  test.each(['OperationsTopic', 'PagerTopic'])('publishes on %s', async (topic) => {
    expect(await publish(topic)).toBe('Allowed');
  });

  test('publishes no alert, which could say that all is well', async () => {
    expect(await publish('AlertTopic')).toBe('ExplicitlyDenied');
  });

  test.each([
    ['a rule of this account', 'Allowed', '111122223333', 'events.amazonaws.com'],
    ['a rule of another account', 'ImplicitlyDenied', '444455556666', 'events.amazonaws.com'],
    ['a function', 'ImplicitlyDenied', '111122223333', 'lambda.amazonaws.com'],
  ])('is given to %s: %s', async (_, answer, account, service) => {
    const context = {
      'aws:SourceAccount': account,
      'aws:SourceArn': `arn:aws:events:us-east-1:${account}:rule/any`,
    };
    const call = { by: service, action: 'sts:AssumeRole', resource: by, context };
    expect(await askIam(withReporters, call)).toBe(answer);
  });

  test.each([ADMINISTRATOR, STRANGER, withReporters.arn('RespondRole')])(
    'is the only one beside CloudWatch that publishes on the operations topic: %s may not',
    async (stranger) => {
      const call = {
        action: 'sns:Publish',
        resource: withReporters.arn('OperationsTopic'),
        may: [EVERYTHING],
      };
      expect(await askIam(withReporters, { ...call, by: stranger })).toBe('ExplicitlyDenied');
    },
  );
});

describe('what the roles are refused', () => {
  const policies = withReporters;
  const user = 'arn:aws:iam::111122223333:user/ci-deploy';
  const key = policies.arn('AlertKey');
  const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';

  test.each([
    ['another policy than AWSDenyAll', 'iam:AttachUserPolicy', user, { 'iam:PolicyARN': admin }],
    ['a policy that IAM does not name', 'iam:AttachUserPolicy', user, {}],
    ['another boundary', 'iam:PutUserPermissionsBoundary', user, { 'iam:PermissionsBoundary': admin }],
    ['policies of its own role', 'iam:PutRolePolicy', policies.arn('RespondRole'), {}],
    [
      'policies of a role of Identity Center',
      'iam:PutRolePolicy',
      'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_x_0123456789abcdef',
      {},
    ],
    ['a key of KMS without SNS', 'kms:Decrypt', key, {}],
    [
      'a key of KMS by another service',
      'kms:Decrypt',
      key,
      { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
    ],
    ['making a key', 'iam:CreateAccessKey', user, {}],
  ])('%s', async (_, action, resource, context) => {
    const answer = await askIam(policies, { by: policies.arn('RespondRole'), action, resource, context });
    expect(answer).toMatch(/Denied$/);
  });
});

test('no tag grants or denies anything, because whoever may tag would then decide', () => {
  expect(packagedText()).not.toMatch(/(Resource|Principal|Request)Tag|TagKeys/i);
});
