import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { matchingRules } from '../../local/stack/rule-matching.ts';
import { deployLocally, type LocalStack } from '../../local/stack.ts';
import { resolveTemplate } from '../../local/template/resolve-template.ts';
import { describeStack } from '../../local/template.ts';
import { isTrustedCaller } from '../../src/core/exemption.ts';
import { callerOf } from '../../src/sources/cloudtrail-identity.ts';
import type { Json } from '../fixture.ts';
import { apiCall, BY_USER, byRole, refusal } from './api-call.ts';
import type { OwnCall } from './own-calls.ts';
import { callsOn, namesIn } from './own-names.ts';

const PACKAGE = fileURLToPath(new URL('../../.serverless', import.meta.url));
const TEMPLATE = 'cloudformation-template-update-stack.json';
const STACK = 'compromised-key-responder-prod';
const PLACE = { accountId: '111122223333', region: 'us-east-1', partition: 'aws', stackName: STACK };
const PIPELINE = 'arn:aws:iam::111122223333:role/pipeline';

/** With a pager, as every parameter decides it when the stack is deployed. */
const withPager = { pagerEndpoint: 'https://pager.example.com/integration' };
const packaged = JSON.parse(readFileSync(join(PACKAGE, TEMPLATE), 'utf8'));
const template = withParameters(withPager);
const { rules } = describeStack(template, PLACE);
const trusting = describeStack(withParameters({ ...withPager, trustedPrincipals: PIPELINE }), PLACE).rules;

const folder = mkdtempSync(join(tmpdir(), 'tamper-'));
let stack: LocalStack;
beforeAll(async () => {
  cpSync(PACKAGE, folder, { recursive: true });
  rmSync(join(folder, 'serverless-state.json'), { force: true });
  writeFileSync(join(folder, TEMPLATE), JSON.stringify(template));
  stack = await deployLocally({ packageFolder: folder });
}, 60_000);
beforeEach(() => stack.reset());
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true });
});

function withParameters(values: Readonly<Record<string, string>>) {
  const Parameters = { ...packaged.Parameters };
  for (const [name, Default] of Object.entries(values)) Parameters[name] = { ...Parameters[name], Default };
  return { ...packaged, Parameters };
}

const nameOfThing = namesIn(template, PLACE);
function namedAs(what: OwnCall['what'], logicalId: string): string {
  const named = nameOfThing(what, logicalId);
  if (named === undefined) throw new RangeError(`there is no ${logicalId}`);
  return named;
}

const all = callsOn(template, PLACE);
const single = all.flatMap(({ names, ...call }) => names.map((name) => ({ ...call, name })));

const matched = (event: ReturnType<typeof apiCall>, from = rules) =>
  matchingRules(from, 'default', event)
    .map(({ logicalId }) => logicalId)
    .filter((id) => id.startsWith('Own'));

const BY_CLOUDFORMATION = { ...BY_USER, invokedBy: 'cloudformation.amazonaws.com' };
/** What another stack makes anew on what is ours. */
const BY_OTHERS = /^(?:(?:Put|Attach)RolePolicy|PutAlarmMuteRule|CreateEventSourceMapping)/;

/** `''`: one of those that have the names of rules. */
const expected = (rule: string) => [rule === '' ? expect.stringMatching(/^OwnRules\dRule$/) : rule];

test.each(single)(
  '$name of $of, named by its $what, is told',
  ({ rule, service, name, of, what, parameters }) => {
    const call = { service, name, parameters: parameters(namedAs(what, of)) };
    expect(matched(apiCall(call))).toEqual(expected(rule));
    expect(matched(apiCall({ ...call, by: byRole('administrator') }))).toEqual(expected(rule));
    // Whoever asks AWS by CloudFormation is told by the call on the stack, unless a deployment of this one never makes it.
    expect(matched(apiCall({ ...call, by: BY_CLOUDFORMATION }))).toEqual(
      BY_OTHERS.test(name) ? ['OwnByOthersRule'] : [],
    );
    // A service that is no deployment is.
    expect(matched(apiCall({ ...call, by: { ...BY_USER, invokedBy: 'ssm.amazonaws.com' } }))).toEqual(
      expected(rule),
    );
  },
);

test.each(single)('$name of what is not ours is not told', ({ service, name, what, parameters }) => {
  const other = {
    name: 'another-thing',
    arn: `arn:aws:${service}:us-east-1:111122223333:another-thing`,
    part: '111122223333:function:another-thing',
    end: 'function:another-thing',
    shorter: '111122223333:another-thing',
    latest: 'function:another-thing:$LATEST',
    version: 'another-thing:$LATEST',
    url: 'https://sqs.us-east-1.amazonaws.com/111122223333/another-thing',
  }[what];
  expect(matched(apiCall({ service, name, parameters: parameters(other) }))).toEqual([]);
});

/** By one on AWS. Here a key has a name like that of everything else, so that two may match. */
const areRefused = (ids: readonly string[]) =>
  ids.length > 0 && ids.every((id) => /^OwnRefused\dRule$/.test(id));

test.each(single)('$name of $of is told if it is refused, with its parameters', (one) => {
  const { rule, service, name, of, what, parameters } = one;
  const call = { service, name, parameters: parameters(namedAs(what, of)), refused: refusalOf(one) };
  expect(matched(apiCall(call))).toEqual(expected(rule));
});

test.each(single)('$name of $of is told if it is refused, without a parameter', (one) => {
  const { service, name } = one;
  const ids = matched(apiCall({ service, name, parameters: null, refused: refusalOf(one) }));
  expect([ids, areRefused(ids)]).toEqual([ids, true]);
});

function refusalOf({ service, name, of, refusedAs }: (typeof single)[number]): string {
  const resource = refusedAs === undefined ? namedAs('arn', of) : `role ${namedAs('name', of)}`;
  return refusal(`${service}:${name.replace(/\d{8}(?:v2)?$/, '')}`, resource);
}

test('a refused call on what is not ours is not told', () => {
  const refused = refusal('events:DisableRule', 'arn:aws:events:us-east-1:111122223333:rule/another-rule');
  expect(matched(apiCall({ service: 'events', name: 'DisableRule', parameters: null, refused }))).toEqual([]);
});

test('what a role of this stack is refused on something else is not told, although its name is in the text', () => {
  const refused = refusal('iam:UpdateAccessKey', 'user ci-deploy').replace(
    BY_USER.arn,
    `arn:aws:sts::111122223333:assumed-role/${namedAs('name', 'RespondRole')}/session`,
  );
  const by = byRole(namedAs('name', 'RespondRole'));
  expect(
    matched(apiCall({ service: 'iam', name: 'UpdateAccessKey', parameters: null, by, refused })),
  ).toEqual([]);
});

test('few rules have wildcards, and few of them: a bus takes 30 such rules of all its stacks, and no complex one', () => {
  const wildcards = rules.flatMap(({ busName, pattern }) => {
    const count = JSON.stringify(pattern ?? '').match(/"wildcard"/g)?.length ?? 0;
    return busName === 'default' && count > 0 ? [count] : [];
  });
  expect(wildcards.length).toBeLessThanOrEqual(5);
  expect(Math.max(...wildcards)).toBeLessThanOrEqual(3);
});

test('what only reads, or gives back, or is a live check, is not told', () => {
  for (const [service, name, parameters] of [
    ['events', 'DescribeRule', { name: namedAs('name', 'GuardDutyFindingRule') }],
    ['lambda', 'GetFunction20150331v2', { functionName: namedAs('name', 'RespondLambdaFunction') }],
    [
      'lambda',
      'DeleteFunctionConcurrency20171031',
      { functionName: namedAs('name', 'RespondLambdaFunction') },
    ],
    ['sns', 'Subscribe', { topicArn: namedAs('arn', 'AlertTopic') }],
    ['events', 'PutRule', { name: 'ckr-live-check-1a2b', eventBusName: namedAs('name', 'ResponderBus') }],
    [
      'events',
      'RemoveTargets',
      { rule: 'ckr-live-check-1a2b', eventBusName: namedAs('arn', 'ResponderBus') },
    ],
    ['sqs', 'StartMessageMoveTask', { sourceArn: namedAs('arn', 'DeadLetterQueue') }],
    [
      'sqs',
      'StartMessageMoveTask',
      { sourceArn: namedAs('arn', 'DeadLetterQueue'), destinationArn: namedAs('arn', 'RetryQueue') },
    ],
    ['logs', 'PutRetentionPolicy', { logGroupName: namedAs('name', 'RespondLogGroup') }],
    ['monitoring', 'EnableAlarmActions', { alarmNames: [namedAs('name', 'RespondErrorsAlarm')] }],
  ] as const)
    expect([name, matched(apiCall({ service, name, parameters }))]).toEqual([name, []]);
});

describe('what CloudFormation makes anew', () => {
  const roleName = namedAs('name', 'RespondRole');
  const alarm = namedAs('name', 'HeartbeatAlarm');
  const eventSourceArn = namedAs('arn', 'RetryQueue');
  const make = (service: string, name: string, parameters: object) =>
    matched(apiCall({ service, name, parameters, by: BY_CLOUDFORMATION }));

  test('on a thing of this stack is told and pages, if it is of another stack or of Cloud Control', () => {
    const policyArn = 'arn:aws:iam::aws:policy/AWSDenyAll';
    for (const [service, name, parameters] of [
      ['iam', 'PutRolePolicy', { roleName, policyName: 'another', policyDocument: '{}' }],
      ['iam', 'PutRolePolicy', { roleName: roleName.toUpperCase(), policyName: 'another' }],
      ['iam', 'AttachRolePolicy', { roleName, policyArn }],
      ['monitoring', 'PutAlarmMuteRule', { name: 'x', muteTargets: { alarmNames: ['other', alarm] } }],
      ['lambda', 'CreateEventSourceMapping20150331', { eventSourceArn, functionName: 'drain' }],
    ] as const)
      expect([name, make(service, name, parameters)]).toEqual([name, ['OwnByOthersRule']]);
    const event = apiCall({
      ...{ service: 'iam', name: 'AttachRolePolicy', parameters: { roleName, policyArn } },
      by: { ...BY_USER, invokedBy: 'cloudformation.amazonaws.com.cn' },
    });
    expect(
      matchingRules(rules, 'default', event).flatMap(({ targets }) =>
        targets.map(({ arn }) => /PagerTopic|OperationsTopic/.exec(arn)?.[0]),
      ),
    ).toEqual(['OperationsTopic', 'PagerTopic']);
  });

  test('is not told if it is of other stacks alone', () => {
    const other = { roleName: 'app-instance', policyName: 'another' };
    expect(make('iam', 'PutRolePolicy', other)).toEqual([]);
    expect(make('monitoring', 'PutAlarmMuteRule', { muteTargets: { alarmNames: ['other'] } })).toEqual([]);
    const queue = 'arn:aws:sqs:us-east-1:111122223333:another';
    const mapping = { eventSourceArn: queue, functionName: 'drain' };
    expect(make('lambda', 'CreateEventSourceMapping20150331', mapping)).toEqual([]);
  });

  /** Each inline policy of the template, and the functions that read a queue. */
  test('is not told of a deployment of this stack', () => {
    const resources = [...resolveTemplate(template, PLACE).values()];
    const policies = resources.flatMap(({ type, properties }) => {
      if (type === 'AWS::IAM::Policy') return [properties['PolicyName']];
      const inline = type === 'AWS::IAM::Role' ? (properties['Policies'] as readonly Json[]) : [];
      return inline.map(({ PolicyName }) => PolicyName);
    });
    expect(policies.length).toBeGreaterThan(8);
    for (const policyName of policies)
      expect([policyName, make('iam', 'PutRolePolicy', { roleName, policyName })]).toEqual([policyName, []]);
    for (const what of ['name', 'arn'] as const) {
      const functionName = namedAs(what, 'RespondLambdaFunction');
      const mapping = { eventSourceArn, functionName };
      expect(make('lambda', 'CreateEventSourceMapping20150331', mapping)).toEqual([]);
    }
    expect(resources.filter(({ properties }) => properties['ManagedPolicyArns'] !== undefined)).toEqual([]);
    expect(resources.filter(({ type }) => type === 'AWS::CloudWatch::AlarmMuteRule')).toEqual([]);
  });
});

describe('a change of the policy that bounds the roles', () => {
  const permissionsBoundaryArn = 'arn:aws:iam::111122223333:policy/Boundary';
  const bounded = describeStack(
    withParameters({ ...withPager, permissionsBoundaryArn, trustedPrincipals: PIPELINE }),
    PLACE,
  ).rules;
  const change = (name: string, policyArn: string, by: object = BY_USER) =>
    apiCall({ service: 'iam', name, parameters: { policyArn }, by });

  test.each(['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicy'])('%s is told', (name) => {
    for (const policyArn of [permissionsBoundaryArn, permissionsBoundaryArn.toLowerCase()])
      for (const by of [BY_USER, BY_CLOUDFORMATION, byRole('stranger')])
        expect(matched(change(name, policyArn, by), bounded)).toEqual(['OwnBoundaryRule']);
    expect(matched(change(name, permissionsBoundaryArn, byRole('pipeline', PIPELINE)), bounded)).toEqual([]);
    expect(matched(change(name, `${permissionsBoundaryArn}-of-others`), bounded)).toEqual([]);
    expect(matched(change(name, permissionsBoundaryArn))).toEqual([]);
  });

  test('pages only where somebody is named who may', () => {
    const pagesIn = (from: typeof rules) =>
      matchingRules(from, 'default', change('CreatePolicyVersion', permissionsBoundaryArn)).flatMap(
        ({ targets }) => targets.map(({ arn }) => arn.includes('PagerTopic')),
      );
    const untrusting = describeStack(withParameters({ ...withPager, permissionsBoundaryArn }), PLACE).rules;
    expect([pagesIn(bounded), pagesIn(untrusting)]).toEqual([[false, true], [false]]);
  });
});

test('another key for the default bus is told, since its rules are encrypted by it', () => {
  const update = (parameters: object) =>
    matched(apiCall({ service: 'events', name: 'UpdateEventBus', parameters }));
  const kmsKeyIdentifier = 'arn:aws:kms:us-east-1:444455556666:key/example';
  expect(update({ name: 'default', kmsKeyIdentifier })).toEqual(['OwnBusRule']);
  // Without one it goes back to the key of AWS.
  expect(update({ name: 'default', description: 'example' })).toEqual([]);
  expect(update({ name: 'another', kmsKeyIdentifier })).toEqual([]);
  expect(matched(apiCall({ service: 'events', name: 'PutRule', parameters: { name: 'default' } }))).toEqual(
    [],
  );
});

describe('a call on the stack', () => {
  const named = [
    STACK,
    `arn:aws:cloudformation:us-east-1:111122223333:stack/${STACK}/1a2b3c4d-5e6f-4a0b-8c2d-3e4f5a6b7c8d`,
  ];
  const on = (name: string, by: object = BY_USER, stackName = STACK) =>
    apiCall({ service: 'cloudformation', name, parameters: { stackName }, by });
  const pagesFor = (name: string, from: typeof rules, by: object) =>
    matchingRules(from, 'default', on(name, by)).flatMap(({ targets }) =>
      targets.map(({ arn }) => arn.includes('PagerTopic')),
    );

  test.each(['UpdateStack', 'CreateChangeSet', 'ExecuteChangeSet'])('%s is told', (name) => {
    for (const stackName of named)
      expect(matched(on(name, BY_USER, stackName))).toEqual(['OwnStackUpdatesRule']);
    expect(matched(on(name, BY_USER, 'another'))).toEqual([]);
    const refused = refusal(
      `cloudformation:${name}`,
      `arn:aws:cloudformation:us-east-1:111122223333:stack/${STACK}/*`,
    );
    const ids = matched(apiCall({ service: 'cloudformation', name, parameters: null, refused }));
    expect([ids, areRefused(ids)]).toEqual([ids, true]);
  });

  test('is told if it is refused, whatever the name of the stack', () => {
    const place = { ...PLACE, stackName: 'security' };
    const { rules: ofRelease } = describeStack(template, place);
    const refusedOn = (stack: string) => {
      const arn = `arn:aws:cloudformation:us-east-1:111122223333:stack/${stack}/1a2b3c4d-5e6f-4a0b-8c2d-3e4f5a6b7c8d`;
      const refused = refusal('cloudformation:DeleteStack', arn);
      const call = apiCall({ service: 'cloudformation', name: 'DeleteStack', parameters: null, refused });
      return matched(call, ofRelease);
    };
    expect([refusedOn('security'), refusedOn('security2')]).toEqual([['OwnRefused1Rule'], []]);
  });

  test.each(['DeleteStack', 'UpdateTerminationProtection', 'SetStackPolicy'])(
    '%s is told and pages',
    (name) => {
      for (const stackName of named)
        expect(matched(on(name, BY_USER, stackName))).toEqual(['OwnStackDeletionRule']);
      expect(pagesFor(name, rules, BY_USER)).toEqual([false, true]);
    },
  );

  test('that takes resources out of it is told and pages', () => {
    const refactor = (stackName: string, by: object = BY_USER) => {
      const stackDefinitions = [{ stackName: 'another' }, { stackName }];
      return apiCall({
        service: 'cloudformation',
        name: 'CreateStackRefactor',
        parameters: { stackDefinitions },
        by,
      });
    };
    for (const stackName of named) expect(matched(refactor(stackName))).toEqual(['OwnStackDeletionRule']);
    expect(matched(refactor('a-third'))).toEqual([]);
    expect(matched(refactor(STACK, byRole('pipeline', PIPELINE)), trusting)).toEqual([]);
  });

  test('pages for a deployment by a stranger only where somebody is trusted with it', () => {
    expect(pagesFor('UpdateStack', rules, byRole('pipeline'))).toEqual([false]);
    expect(pagesFor('UpdateStack', trusting, byRole('stranger'))).toEqual([false, true]);
    expect(pagesFor('UpdateStack', trusting, BY_USER)).toEqual([false, true]);
  });

  describe('by whoever is on trustedPrincipals', () => {
    const ROLE = 'arn:aws:iam::111122223333:role/ci/Pipeline';
    const USER = 'arn:aws:iam::111122223333:user/ops/Deploy';
    const byPipeline = byRole('Pipeline', ROLE);
    const byDeploy = { ...BY_USER, arn: USER, userName: 'Deploy' };
    const issuer = { type: 'IAMUser', principalId: BY_USER.principalId, arn: USER, userName: 'Deploy' };
    const byFederated = {
      type: 'FederatedUser',
      principalId: '111122223333:session',
      arn: 'arn:aws:sts::111122223333:federated-user/session',
      accountId: '111122223333',
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      sessionContext: { sessionIssuer: { ...issuer, accountId: '111122223333' } },
    };
    const byRoot = { type: 'Root', principalId: '111122223333', arn: 'arn:aws:iam::111122223333:root' };
    const callers = { byPipeline, byDeploy, byFederated, byRoot };
    const isQuiet = (entry: string, by: object) => {
      const { rules: from } = describeStack(
        withParameters({ ...withPager, trustedPrincipals: `somebody,${entry}` }),
        PLACE,
      );
      return ['UpdateStack', 'DeleteStack'].map((name) => matched(on(name, by), from).length === 0);
    };
    const isTrusted = (entry: string, by: object) =>
      isTrustedCaller(
        { principal: callerOf(by), accountId: '111122223333' },
        { trustedPrincipals: ['somebody', entry], accountId: '111122223333', partition: 'aws' },
      );

    test.each([
      [ROLE, 'byPipeline'],
      [ROLE.toLowerCase(), 'byPipeline'],
      [ROLE.replace('Pipeline', 'PIPELINE'), 'byPipeline'],
      [USER, 'byDeploy'],
      [USER.toLowerCase(), 'byDeploy'],
    ] as const)('is told to nobody, as the function tells nobody: %s', (entry, who) => {
      for (const [name, by] of Object.entries(callers))
        expect([name, isQuiet(entry, by), isTrusted(entry, by)]).toEqual([
          name,
          [name === who, name === who],
          name === who,
        ]);
    });

    test.each([
      ROLE.replace('ci/', ''),
      ROLE.replace('ci/', 'other/'),
      USER.replace('ops/', ''),
      ...['Deploy', 'Pipeline', 'AIDAIOSFODNN7EXAMPLE', 'AROAIOSFODNN7EXAMPLE'],
    ])('is told where EventBridge cannot compare, whatever the function knows: %s', (entry) => {
      for (const by of Object.values(callers)) expect(isQuiet(entry, by)).toEqual([false, false]);
    });
  });

  test('is told to nobody if a trusted role makes it', () => {
    for (const name of ['UpdateStack', 'DeleteStack'])
      expect(matched(on(name, byRole('pipeline', PIPELINE)), trusting)).toEqual([]);
  });
});

test('a pattern is as long as EventBridge takes, also with long names', () => {
  // 64 characters is the longest name of a rule, and of a role: this, a hyphen, and the longest logical id of them.
  const longest = rules
    .filter(({ busName }) => busName === 'default')
    .map(({ logicalId }) => logicalId.length);
  const stackName = 'a'.repeat(63 - Math.max(...longest));
  // As many principals, with as many characters, as the setting takes.
  const trustedPrincipals = Array.from({ length: 20 }, () => 'x'.repeat(24)).join(',');
  const long = describeStack(
    withParameters({
      ...withPager,
      trustedPrincipals,
      permissionsBoundaryArn: `arn:aws:iam::111122223333:policy/${'x'.repeat(128)}`,
    }),
    { ...PLACE, stackName },
  );
  for (const { logicalId, pattern } of long.rules.filter((rule) => rule.pattern !== undefined))
    expect([logicalId, JSON.stringify(pattern).length <= 2048]).toEqual([logicalId, true]);
});

describe('what people get', () => {
  const disable = (by: object = BY_USER) =>
    apiCall({
      service: 'events',
      name: 'DisableRule',
      parameters: { name: namedAs('name', 'GuardDutyFindingRule') },
      by,
    });
  async function told(event: ReturnType<typeof apiCall>) {
    const { results } = stack.deliver(event);
    await results;
    const on = (topic: string) => stack.aws.published.filter(({ topicArn }) => topicArn.endsWith(topic));
    return { operations: on('-OperationsTopic'), pages: on('-PagerTopic'), all: stack.aws.published };
  }

  test('a person reads who did it, and where, in a few lines', async () => {
    const { operations, all } = await told(disable());
    expect(all).toHaveLength(2);
    expect(operations.map(({ message }) => message.split('\n'))).toEqual([
      [
        '"SOMEBODY TAMPERS WITH THE KEY RESPONDER: DisableRule, account 111122223333, us-east-1."',
        '"Who: IAMUser ci-deploy, id AIDAIOSFODNN7EXAMPLE, access key AKIAIOSFODNN7EXAMPLE, from 192.0.2.7, at 2026-01-02T03:04:05Z."',
        '"Refused with:  (nothing here: it was done)."',
        '"Ask now who did this. If nobody did, a thief has these permissions: stop the credential, then put back what it changed."',
        '"See docs/runbook.md, When somebody tampers with it. CloudTrail: events.amazonaws.com, event 1a2b3c4d-5e6f-4a0b-8c2d-3e4f5a6b7c8d."',
      ],
    ]);
  });

  test('a pager gets an alarm as it reads them, of one name for each call', async () => {
    const { pages } = await told(disable(byRole('administrator')));
    expect(pages).toHaveLength(1);
    const body = JSON.parse(pages[0]?.message ?? '');
    expect(body).toMatchObject({
      AlarmName: 'akr:tamper:111122223333:us-east-1:DisableRule',
      NewStateValue: 'ALARM',
      OldStateValue: 'OK',
      StateChangeTime: '2026-01-02T03:04:05Z',
      AWSAccountId: '111122223333',
      Region: 'us-east-1',
      status: 'triggered',
    });
    expect(body.AlarmDescription).toContain('DisableRule by AssumedRole administrator');
    expect(body.external_id).toBe(body.AlarmName);
    const schema = JSON.parse(readFileSync('docs/schemas/pager-1.0.json', 'utf8'));
    expect(Object.keys(body)).toEqual(expect.arrayContaining(schema.required));
  });

  test('a refused attempt says so', async () => {
    const event = disable();
    const refused = { ...event, detail: { ...event.detail, errorCode: 'AccessDenied' } };
    const { operations } = await told(refused);
    expect(operations[0]?.message).toContain('Refused with: AccessDenied (nothing here: it was done).');
  });

  test('what a thief writes is not in it', async () => {
    const arn = 'arn:aws:iam::111122223333:user/x"}/ci-deploy';
    const event = disable({ ...BY_USER, arn });
    const { operations, pages } = await told(event);
    const text = [...operations, ...pages].map(({ message }) => message).join('\n');
    expect(text).not.toContain('all is well');
    expect(text).not.toContain('x"}');
    expect(() => JSON.parse(pages[0]?.message ?? '')).not.toThrow();
  });

  test('the role of the rules publishes it, and no function runs', async () => {
    const { all } = await told(disable());
    for (const { publisherArn, subject } of all) {
      expect(publisherArn).toContain('TamperRole');
      expect(subject).toBeUndefined();
    }
    expect(stack.logs('RespondLambdaFunction')).toEqual([]);
  });
});
