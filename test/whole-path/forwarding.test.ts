import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { BusEvent } from '../../local/aws/event-bridge.ts';
import { type Forwarding, ForwardingPlace, readForwardTemplate } from '../../local/forwarding.ts';
import { deployLocally, type LocalStack } from '../../local/stack.ts';
import { resolveTemplate } from '../../local/template/resolve-template.ts';
import { parseTemplate } from '../../local/template/yaml-template.ts';
import { describeStack } from '../../local/template.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { askIam } from '../iam/ask-iam.ts';
import { policiesOf } from '../iam/stack-policies.ts';
import { templateWith } from '../package-into.ts';

const HOME = '111122223333';
const MEMBER = '444455556666';
const ADMINISTRATOR = '777788889999';
const ORGANIZATION = 'o-exampleorgid';
const MEMBER_ROLE = 'compromised-key-responder-member';
const HONEY_KEY = 'AKIAEXAMPLEHONEYKEY1';
/** One key for each account. */
const KEYS: Readonly<Record<string, string>> = {
  [HOME]: 'AKIAI44QH8DHBEXAMPLE',
  [MEMBER]: 'AKIAIOSFODNN7EXAMPLE',
};
const place = (accountId: string, region: string) => ({
  ...{ accountId, region, partition: 'aws' },
  stackName: 'forward',
});
const AT_HOME = { ...place(HOME, 'us-east-1'), stackName: 'responder' };

const folder = mkdtempSync(join(tmpdir(), 'forwarding-'));
let template: unknown;
let parameters: Readonly<Record<string, string>>;
let stack: LocalStack;

beforeAll(async () => {
  template = templateWith(folder, [
    `organizationId=${ORGANIZATION}`,
    `memberRoleName=${MEMBER_ROLE}`,
    `findingAdministrators=${ADMINISTRATOR}`,
    `honeyKeys=${HONEY_KEY}`,
    'suspectedApiCalls=cloudtrail:StopLogging,config:StopConfigurationRecorder',
  ]);
  parameters = parametersFrom(outputOf('ForwardParameters'));
  stack = await deployLocally({ packageFolder: join(folder, '.serverless') });
  const role = describeStack(parseTemplate(readFileSync('stacks/member-role.yml', 'utf8')), {
    ...{ ...place(MEMBER, 'us-east-1'), stackName: 'member' },
    parameters: parametersFrom(outputOf('MemberRoleParameters')),
  });
  stack.aws.identities.createRole({
    ...{ roleName: MEMBER_ROLE, accountId: MEMBER, trusts: [HOME] },
    grants: role.grants.get(MEMBER_ROLE) ?? new Set(),
  });
}, 120_000);
beforeEach(async () => {
  await stack.reset();
  for (const [accountId, accessKeyId] of Object.entries(KEYS)) {
    const user = stack.aws.identities.createUser({ userName: 'ci-deploy', accountId });
    stack.aws.identities.createAccessKey(user, { accessKeyId });
  }
});
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true });
});

function outputOf(name: string): string {
  const { Resources, Outputs, ...others } = template as Record<string, Record<string, { Value: unknown }>>;
  const Wanted = { Type: 'Output', Properties: Outputs?.[name] };
  const all = resolveTemplate({ ...others, Resources: { ...Resources, Wanted } }, AT_HOME);
  return String(all.get('Wanted')?.properties['Value']);
}

/** As `aws cloudformation deploy --parameter-overrides` reads the words. */
function parametersFrom(words: string): Readonly<Record<string, string>> {
  return Object.fromEntries(words.split(' ').map((word) => word.split(/=(.*)/s).slice(0, 2)));
}

/** stacks/forward.yml in a Region of an account, with the policies on the way to the home bus asked of an IAM simulator. */
function forwardIn(accountId: string, region: string, organization = ORGANIZATION): ForwardingPlace {
  const home = policiesOf(template, AT_HOME);
  const here = policiesOf(readForwardTemplate(), place(accountId, region), parameters);
  const policies = { ...home, roles: here.roles };
  return new ForwardingPlace({
    place: place(accountId, region),
    parameters,
    isAllowed: async ({ ruleArn, roleArn, busArn, event }: Forwarding) => {
      const assumed = await askIam(here, {
        ...{ by: 'events.amazonaws.com', action: 'sts:AssumeRole', resource: roleArn },
        context: { 'aws:SourceAccount': accountId, 'aws:SourceArn': ruleArn },
      });
      expect(assumed).toBe('Allowed');
      const context = {
        'events:source': [event.source],
        'events:detail-type': [event['detail-type']],
        'aws:PrincipalOrgID': organization,
      };
      const call = { by: roleArn, action: 'events:PutEvents', resource: busArn, context };
      return (await askIam(policies, call)) === 'Allowed';
    },
    put: ({ busArn, event }) => {
      expect(busArn).toBe(`arn:aws:events:us-east-1:${HOME}:event-bus/compromised-key-responder-prod`);
      stack.deliver(event, 'compromised-key-responder-prod');
    },
  });
}

/** The fixture as it is in an account, about the key of that account. */
function about(accountId: string, name: string): Json {
  const text = JSON.stringify(fixture(name))
    .replaceAll('111122223333', accountId)
    .replaceAll('AKIAIOSFODNN7EXAMPLE', KEYS[accountId] ?? '');
  return JSON.parse(text);
}

async function deliver(from: ForwardingPlace, event: Json) {
  const matched = await from.deliver(event as unknown as BusEvent);
  await stack.settled();
  return { matched, atHome: stack.deliveries.flatMap((delivery) => delivery.matched) };
}

const statusOf = (accountId: string) => stack.aws.identities.statusOf(KEYS[accountId] ?? '');
const subjects = () => stack.aws.published.map(({ subject }) => subject);
/** What machines are told, by the incident. How often people are is in test/respond/copies.test.ts: it takes a ledger that is not slow. */
const incidents = () =>
  stack.aws.events
    .filter(({ event: { source } }) => source === 'compromised-key-responder')
    .map(({ event: { detail } }) => detail['dedupKey']);

describe('an event of another Region or account is forwarded home, and its key stopped there', () => {
  test.each<[string, string, string, string, string]>([
    ['the home account', HOME, 'eu-west-1', 'cloudtrail-stop-logging-by-key', 'SuspectedApiCallRule'],
    ['the home account', HOME, 'eu-west-1', 'guardduty-malicious-ip-caller', 'GuardDutyFindingRule'],
    ['a member account', MEMBER, 'eu-west-1', 'guardduty-malicious-ip-caller', 'GuardDutyFindingRule'],
    ['a member account', MEMBER, 'eu-west-1', 'cloudtrail-stop-logging-by-key', 'SuspectedApiCallRule'],
    ['a member account', MEMBER, 'us-east-1', 'cloudtrail-quarantine-by-aws', 'QuarantinePolicyRule'],
    ['a member account', MEMBER, 'us-west-2', 'health-backup-copy', 'CredentialRiskRule'],
    ['a member account', MEMBER, 'eu-west-1', 'securityhub-imported-user-key', 'SecurityHubImportedRule'],
  ])('%s %s in %s: %s', async (_, accountId, region, name, rule) => {
    const from = forwardIn(accountId, region);
    const { matched, atHome } = await deliver(from, about(accountId, name));
    expect([matched, atHome[0]]).toEqual([[rule], `Forwarded${rule}`]);
    expect(from.undelivered).toEqual([]);
    const other = accountId === HOME ? MEMBER : HOME;
    expect([statusOf(accountId), statusOf(other)]).toEqual(['Inactive', 'Active']);
    expect(subjects()[0]).toContain(`account ${accountId}`);
  });

  test('a finding about a member, sent by the account that administers GuardDuty', async () => {
    const from = forwardIn(ADMINISTRATOR, 'eu-west-1');
    await deliver(from, about(MEMBER, 'guardduty-malicious-ip-caller'));
    expect(statusOf(MEMBER)).toBe('Inactive');
  });

  test('a read-only call of a honey key, because the rules on both buses see such calls', async () => {
    const { aws } = stack;
    const user = aws.identities.createUser({ userName: 'bait', accountId: MEMBER });
    aws.identities.createAccessKey(user, { accessKeyId: HONEY_KEY });
    const text = JSON.stringify(fixture('cloudtrail-honey-key')).replaceAll('111122223333', MEMBER);
    const read = JSON.parse(text.replaceAll('AKIAIOSFODNN7EXAMPLE', HONEY_KEY));
    expect(read.detail).toMatchObject({ readOnly: true });
    const { matched, atHome } = await deliver(forwardIn(MEMBER, 'eu-west-1'), read);
    expect([matched, atHome[0]]).toEqual([['HoneyKeyRule'], 'ForwardedHoneyKeyRule']);
    expect(aws.identities.statusOf(HONEY_KEY)).toBe('Inactive');
  });

  test('a call that the deployer lists, because the parameters come from the settings', async () => {
    const event = withValue(
      withValue(
        about(MEMBER, 'cloudtrail-stop-logging-by-key'),
        'detail.eventSource',
        'config.amazonaws.com',
      ),
      'detail.eventName',
      'StopConfigurationRecorder',
    );
    const listed = withValue(event, 'source', 'aws.config');
    // The second would not stop it.
    expect((await deliver(forwardIn(MEMBER, 'eu-west-1'), listed)).matched).toEqual([
      'SuspectedApiCallRule',
      'TrailTamperRule',
    ]);
    expect(statusOf(MEMBER)).toBe('Inactive');
  });
});

describe('copies of one theft are one incident', () => {
  test('the findings that GuardDuty makes in two Regions, and the copy of the administrator', async () => {
    const finding = about(MEMBER, 'guardduty-malicious-ip-caller');
    const inRegion = (region: string, { event, id }: { readonly event: string; readonly id: string }) =>
      [
        ['id', event],
        ['detail.id', id],
        ['detail.region', region],
        ['detail.service.detectorId', `detector-of-${region}`],
      ].reduce((all, [path = '', value = '']) => withValue(all, path, value), finding);
    await deliver(
      forwardIn(MEMBER, 'us-east-1'),
      inRegion('us-east-1', { event: 'event-1', id: 'a'.repeat(32) }),
    );
    const second = inRegion('eu-west-1', { event: 'event-2', id: 'b'.repeat(32) });
    await deliver(forwardIn(MEMBER, 'eu-west-1'), second);
    await deliver(forwardIn(ADMINISTRATOR, 'eu-west-1'), withValue(second, 'id', 'event-3'));
    expect(statusOf(MEMBER)).toBe('Inactive');
    expect(incidents()).toEqual(Array(3).fill(`akr:aws:${MEMBER}:${KEYS[MEMBER]}`));
  });

  test("Health's event and its backup copy", async () => {
    const copy = about(MEMBER, 'health-backup-copy');
    const first = withValue(withValue(copy, 'id', 'event-1'), 'detail.backupEvent', 'false');
    await deliver(forwardIn(MEMBER, 'us-east-1'), first);
    await deliver(forwardIn(MEMBER, 'us-west-2'), copy);
    expect(statusOf(MEMBER)).toBe('Inactive');
    expect(incidents()).toEqual(Array(2).fill(`akr:aws:${MEMBER}:${KEYS[MEMBER]}`));
  });

  test("CloudTrail's record of what the responder did in the account itself tells nobody", async () => {
    const from = forwardIn(MEMBER, 'us-east-1');
    await deliver(from, about(MEMBER, 'guardduty-malicious-ip-caller'));
    const told = stack.aws.published.length;
    const issuer = 'detail.userIdentity.sessionContext.sessionIssuer.arn';
    const arn = `arn:aws:iam::${MEMBER}:role/${MEMBER_ROLE}`;
    const own = withValue(about(MEMBER, 'cloudtrail-own-change'), issuer, arn);
    const { matched } = await deliver(from, own);
    const { event } = stack.aws.events.at(-1) ?? {};
    expect([matched, event?.detail['reason']]).toEqual([['WatchedApiCallRule'], 'own-change']);
    expect(stack.aws.published).toHaveLength(told);
  });

  test('an event that two rules match comes twice and is one incident', async () => {
    const { aws } = stack;
    const user = aws.identities.createUser({ userName: 'bait', accountId: HOME });
    aws.identities.createAccessKey(user, { accessKeyId: HONEY_KEY });
    const text = JSON.stringify(fixture('cloudtrail-stop-logging-by-key'));
    const event = JSON.parse(text.replaceAll('AKIAIOSFODNN7EXAMPLE', HONEY_KEY));
    const { matched } = await deliver(forwardIn(HOME, 'eu-west-1'), event);
    expect(matched).toEqual(['SuspectedApiCallRule', 'HoneyKeyRule']);
    expect(aws.identities.statusOf(HONEY_KEY)).toBe('Inactive');
    expect(new Set(incidents())).toEqual(new Set([`akr:aws:${HOME}:${HONEY_KEY}`]));
  });
});

describe('what is not taken', () => {
  test('an event that no rule at home would match is not sent', async () => {
    expect(await deliver(forwardIn(MEMBER, 'eu-west-1'), about(MEMBER, 'guardduty-ec2-port-probe'))).toEqual({
      matched: [],
      atHome: [],
    });
  });

  test('the bus refuses an account of another organization, whose queue then keeps the event', async () => {
    const from = forwardIn(MEMBER, 'eu-west-1', 'o-anotherorgid');
    const { matched, atHome } = await deliver(from, about(MEMBER, 'guardduty-malicious-ip-caller'));
    expect([matched, atHome]).toEqual([['GuardDutyFindingRule'], []]);
    expect(from.undelivered).toHaveLength(1);
    expect(statusOf(MEMBER)).toBe('Active');
  });

  test('a finding about a member that an account sends which does not administer it stops nothing', async () => {
    const from = forwardIn('123456789012', 'eu-west-1');
    await deliver(from, about(MEMBER, 'guardduty-malicious-ip-caller'));
    expect(statusOf(MEMBER)).toBe('Active');
    expect(subjects()[0]).toContain('NOT CONTAINED');
  });

  test('where the home stack is, nothing is made, so that no event is handled twice', () => {
    const { rules, queues, roles } = describeStack(readForwardTemplate(), {
      ...place(HOME, 'us-east-1'),
      parameters,
    });
    expect([rules, queues, roles]).toEqual([[], [], []]);
    for (const [accountId, region] of [
      [HOME, 'us-east-2'],
      [MEMBER, 'us-east-1'],
    ] as const)
      expect(
        describeStack(readForwardTemplate(), { ...place(accountId, region), parameters }).rules,
      ).not.toEqual([]);
  });
});
