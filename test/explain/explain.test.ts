import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { eventsIn } from '../../scripts/events/forms.ts';
import { explain } from '../../scripts/explanation/explanation.ts';
import { rehearse } from '../../scripts/explanation/rehearsal.ts';
import { readStageSettings } from '../../scripts/settings/stage-settings.ts';
import { HEARTBEAT_SOURCE, HEARTBEAT_TYPE } from '../../src/core/heartbeat.ts';
import { sources } from '../../src/sources/index.ts';
import { fixture, type Json, withValue } from '../fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'explain-'));
afterAll(() => rmSync(folder, { recursive: true }));

const EVENT = 'test/fixtures/guardduty-malicious-ip-caller.json';
const KEY = 'AKIAIOSFODNN7EXAMPLE';

function run(words: readonly string[], { input = '', env = {} }: { input?: string; env?: object } = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/explain.ts', '--settings=local/settings', ...words],
    { input, encoding: 'utf8', env: { ...process.env, ...env } },
  );
  return { status, stdout, stderr };
}

function stackWith(...params: readonly string[]) {
  return { stage: 'prod', values: readStageSettings({ stage: 'prod', folder: 'local/settings', params }) };
}

async function rehearsalOf(event: Json, ...params: readonly string[]) {
  const [given] = eventsIn(event, 'it');
  if (given === undefined) throw new Error('there is no event');
  return rehearse(given.event, stackWith(...params));
}

/** The lines of a section, without what it is called. */
function section(text: string, title: string): readonly string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(title));
  if (start === -1) throw new Error(`there is no ${title} in: ${text}`);
  return lines.slice(start + 1, lines.indexOf('', start)).map((line) => line.trim());
}

describe('npm run explain', () => {
  test('assumes a service of a credential that is reported, as IAM names one', async () => {
    const [given] = eventsIn(fixture('report-credential-id'), 'it');
    const text = given === undefined ? '' : await explain(given, stackWith());
    expect(text).toContain(
      'service-specific credential ACCAEXAMPLE123EXAMPLE (bedrock) of IAM user ci-deploy',
    );
    expect(text).toContain('its credential ACCAEXAMPLE123EXAMPLE is Active, and is one of bedrock');
  });

  test('says which rule matches, what is decided and why, the calls in order, how it ends, and the texts', () => {
    const { status, stdout, stderr } = run([EVENT]);
    expect([status, stderr]).toEqual([0, '']);
    expect(section(stdout, 'RULE')).toEqual([expect.stringMatching(/^GuardDutyFindingRule: /)]);
    expect(section(stdout, 'DECISION')).toEqual([
      `key ${KEY} of IAM user ci-deploy: confirmed, because a known malicious address used the key`,
      `→ set the access key ${KEY} Inactive`,
    ]);
    const [first, second] = section(stdout, 'CALLS');
    expect(first).toMatch(new RegExp(`^1 iam:UpdateAccessKey +ci-deploy ${KEY} Inactive$`));
    expect(second).toMatch(/^2 iam:ListAccessKeys +ci-deploy$/);
    expect(section(stdout, 'CALLS').at(-1)).toMatch(/events:PutEvents$/);
    expect(section(stdout, 'HOW IT ENDS')).toEqual([
      expect.stringMatching(/^CONTAINED, reason keys-inactive: /),
    ]);
    const texts = section(stdout, 'TEXTS').join('\n');
    expect(texts).toContain(`| CONTAINED: access key ${KEY} of IAM user ci-deploy is Inactive.`);
    // What is unknown without the account is not told as a fact.
    for (const fact of ['Read back from IAM', 'other access keys', 'console password', 'KEY', 'ACCOUNT'])
      expect(texts).toMatch(new RegExp(`^\\? .*${fact}`, 'm'));
    expect(texts).toMatch(/^\| WHY /m);
    for (const channel of ['e-mail:', 'SMS:', 'chat (Slack, Teams):'])
      expect(texts).toContain(`${channel}\n| `);
  });

  test('a setting may be another, for once', () => {
    const { status, stdout } = run([EVENT, '--setting', 'contain=observe', '--setting', 'minimumSeverity=9']);
    expect(status).toBe(0);
    expect(section(stdout, 'DECISION').at(-1)).toBe('→ nothing is changed, reason observe');
    expect(section(stdout, 'CALLS').filter((call) => call.includes('UpdateAccessKey'))).toEqual([]);
    expect(section(stdout, 'HOW IT ENDS')).toEqual([expect.stringMatching(/^NO_ACTION, reason observe: /)]);
  });

  test('knows a heartbeat of the stack, of whatever day', () => {
    const heartbeat = {
      ...fixture('report'),
      ...{ source: HEARTBEAT_SOURCE, 'detail-type': HEARTBEAT_TYPE },
      detail: { sentAt: '2026-05-04T03:12:00.000Z' },
    };
    const { status, stdout } = run(['-'], { input: JSON.stringify(heartbeat) });
    expect(status).toBe(0);
    expect(section(stdout, 'RULE')).toEqual([expect.stringMatching(/^ReportRule: /)]);
    expect(section(stdout, 'DECISION')).toEqual([
      'a heartbeat of the stack itself',
      '→ it goes on to the queue for heartbeats if all else answers',
    ]);
    const calls = section(stdout, 'CALLS');
    expect(calls[0]).toMatch(/^1 iam:UpdateAccessKey .*\(NoSuchEntity\)$/);
    expect(calls.at(-1)).toMatch(/sns:Publish .*Alerts$/);
    expect(section(stdout, 'TEXTS').join('\n')).toContain('is alive. Nothing happened');
  });

  test('reads standard input, and explains each event of it', () => {
    const record = fixture('cloudtrail-stop-logging-by-key')['detail'];
    const records = { Records: [record, withValue(Object(record), 'eventName', 'DescribeTrails')] };
    const { status, stdout } = run(['-'], { input: JSON.stringify(records) });
    expect(status).toBe(0);
    const [, one = '', two = ''] = stdout.split(/^===== \d of 2 =====$/m);
    expect(section(one, 'RULE')).toEqual([expect.stringMatching(/^SuspectedApiCallRule: /)]);
    expect(two).toContain('NO RULE matches, so the responder never sees it');
    expect(section(two, 'NO RULE')).toContain(
      'detail.eventName is "DescribeTrails", and not "StopLogging", "DeleteTrail", "DeleteDetector" or "LeaveOrganization"',
    );
  });

  test('asks no AWS, whatever the shell says of one', () => {
    const env = {
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_PROFILE: 'no-such-profile',
      AWS_REGION: 'eu-central-1',
    };
    const { status, stdout } = run([EVENT], { env });
    expect(status).toBe(0);
    expect(section(stdout, 'HOW IT ENDS')).toEqual([expect.stringMatching(/^CONTAINED/)]);
  });

  const notJson = join(folder, 'text');
  writeFileSync(notJson, 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
  test.each([
    [[], '', /^give one file with an event, or - for standard input: npm run explain -- /],
    [[EVENT, EVENT], '', /^test\/fixtures\/[\w-]+\.json is one file too many: give one file with an event/],
    [['--seting', 'contain=observe', EVENT], '', /^Unknown option '--seting': give one file/],
    [['no-such-file.json'], '', /^there is no file no-such-file\.json: give a file with an event, or - /],
    [['test'], '', /^test is a folder: give one of its files$/],
    [['-'], '', /^standard input is empty: it must hold an event as JSON$/],
    [['TEXT'], '', /is no JSON: give the event as AWS printed it/],
    [['-'], '{"Findings":[]}', /^standard input has no event in it: ask AWS for one that exists$/],
    [['-'], '{"hello":1}', /^this is an object with hello, and no form that is read here: give /],
    [
      [EVENT, '--setting', 'containn=observe'],
      '',
      /^--setting: there is no setting containn; contain is one$/,
    ],
    [[EVENT, '--setting', 'contain'], '', /^--setting must be contain=value$/],
    [
      [EVENT, '--setting', 'contain=foo'],
      '',
      /^--setting: contain must be one of observe, confirmed, suspected, not "foo"$/,
    ],
  ])('%j is refused in one sentence', (words, input, message) => {
    const files = words.map((word) => (word === 'TEXT' ? notJson : word));
    const { status, stdout, stderr } = run(files, { input });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.trimEnd()).toMatch(message);
    expect(stderr.trimEnd()).not.toMatch(/\n|wJalr|EXAMPLEKEY/);
  });
});

const examples = sources.flatMap(({ examples: names }) => names);
test.each(examples)('%s ends, at its first try, and all that is printed is harmless', async (name) => {
  const [given] = eventsIn(fixture(name), 'it');
  if (given === undefined) throw new Error('there is no event');
  const printed = await explain(given, stackWith('honeyKeys=AKIAIOSFODNN7EXAMPLE'));
  // Bold titles are the command's own.
  const text = printed.replaceAll('\u001b[1m', '').replaceAll('\u001b[22m', '');
  expect(section(text, 'HOW IT ENDS')).not.toEqual([]);
  expect(text).not.toContain('Lambda runs it again');
  expect(text).not.toMatch(/[^\n\P{Cc}]/u);
});

describe('whoever an event names exists', () => {
  test('a session has a user with one key, which is invented and said to be', async () => {
    const { assumed, requests, outcomes } = await rehearsalOf(fixture('guardduty-user-session'));
    expect(assumed).toContainEqual(
      expect.stringMatching(/^it has one access key, with the invented id AKIA\w+, Active$/),
    );
    expect(requests.map(({ action }) => action)).toContain('UpdateAccessKey');
    expect(outcomes).toMatchObject([{ state: 'PARTLY_CONTAINED' }]);
  });

  test('a key without an owner in the event is of somebody', async () => {
    const { assumed, outcomes } = await rehearsalOf(fixture('trusted-advisor-exposed'));
    expect(assumed[0]).toBe(
      'the event does not say whose the key is: here it is of an IAM user owner-of-AKIAIOSFODNN7EXAMPLE in 111122223333',
    );
    expect(outcomes).toMatchObject([{ state: 'CONTAINED' }]);
  });

  test('each key without an owner has one, and whoever has a named key gets no other', async () => {
    const exposed = await rehearsalOf(fixture('health-credentials-exposed'));
    expect(exposed.outcomes).toMatchObject([{ reason: 'keys-inactive' }, { reason: 'keys-inactive' }]);
    expect(exposed.assumed.filter((line) => line.includes('does not say whose'))).toHaveLength(2);
    const { assumed } = await rehearsalOf(fixture('cloudtrail-quarantine-by-aws'));
    expect(assumed.filter((line) => line.includes('invented'))).toEqual([]);
  });

  test('root is no user, and nobody is made for its key', async () => {
    const { assumed, outcomes } = await rehearsalOf(fixture('cloudtrail-root-key-read'));
    expect(assumed).toEqual([]);
    expect(outcomes).toMatchObject([{ state: 'NOT_CONTAINED', reason: 'root' }]);
  });

  test('in another account there is the member role, if the setting names it', async () => {
    const event = fixture('guardduty-member-account');
    expect((await rehearsalOf(event)).outcomes).toMatchObject([{ reason: 'other-account' }]);
    const { assumed, outcomes } = await rehearsalOf(event, 'memberRoleName=responder-member');
    expect(assumed).toContainEqual(
      expect.stringMatching(/^role responder-member of stacks\/member-role\.yml exists in \d{12}$/),
    );
    expect(outcomes).toMatchObject([{ state: 'CONTAINED' }]);
  });

  test('what somebody switched on is Active, and the ledger knows nothing of it', async () => {
    const { decisions, outcomes } = await rehearsalOf(fixture('cloudtrail-activate-key'));
    expect(decisions).toMatchObject([{ action: 'none', reason: 'informational' }]);
    expect(outcomes).toMatchObject([{ state: 'NO_ACTION' }]);
  });

  test('a role is revoked where the setting says so', async () => {
    const event = fixture('guardduty-role-session');
    const { requests } = await rehearsalOf(event, 'revocableRoles=*');
    expect(requests.map(({ action }) => action)).toContain('PutRolePolicy');
  });

  test('in another partition the stack is there', async () => {
    const { place, outcomes } = await rehearsalOf(fixture('guardduty-china'));
    expect(place).toMatchObject({ partition: 'aws-cn', region: 'cn-north-1' });
    expect(outcomes).toMatchObject([{ state: 'CONTAINED' }]);
  });
});
