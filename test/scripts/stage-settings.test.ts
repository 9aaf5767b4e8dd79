import { execSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readStageSettings, shownSettings } from '../../scripts/settings/stage-settings.ts';
import { SettingError } from '../../src/setting.ts';

const folder = mkdtempSync(join(tmpdir(), 'stage-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string, params: readonly string[] = []) {
  writeFileSync(join(folder, 'dev.yml'), text);
  return readStageSettings({ stage: 'dev', folder, params });
}

/** What is refused, without the folder of this run. */
function refusal(text: string, params: readonly string[] = []): string {
  try {
    read(text, params);
  } catch (error) {
    if (error instanceof SettingError) return error.message.replaceAll(folder, 'settings');
    throw error;
  }
  throw new Error(`accepted: ${text} ${params.join(' ')}`);
}

const OBSERVE = 'contain: observe\n';

test('the file of a stage says what differs from the defaults, and a list may be a list', () => {
  const values = read(
    `${OBSERVE}minimumSeverity: 7\nquarantineUsers: true\nhoneyKeys:\n  - AKIAIOSFODNN7EXAMPLE\n  - AKIAI44QH8DHBEXAMPLE\nalertEmail:\n`,
  );
  expect(values).toMatchObject({
    contain: 'observe',
    minimumSeverity: '7',
    quarantineUsers: 'true',
    honeyKeys: 'AKIAIOSFODNN7EXAMPLE, AKIAI44QH8DHBEXAMPLE',
    alertEmail: '',
    maxPrincipalsPerHour: '20',
  });
});

test('--param overrides the file, also with nothing', () => {
  const params = ['contain=confirmed', 'alertEmail=', 'runbookUrl=https://wiki.example.com/akr?a=b'];
  expect(read(`${OBSERVE}alertEmail: security@example.com\n`, params)).toMatchObject({
    contain: 'confirmed',
    alertEmail: '',
    runbookUrl: 'https://wiki.example.com/akr?a=b',
  });
});

test('every file that ships states what is contained, and is right', () => {
  const shipped = readdirSync('settings');
  expect(shipped).toEqual(['prod.yml']);
  const values = readStageSettings({ stage: 'prod', folder: 'settings', params: [] });
  expect(['observe', 'confirmed', 'suspected']).toContain(values['contain']);
});

test('a stage without a file is refused with the line that makes one, which only alerts', () => {
  const missing = () => readStageSettings({ stage: 'staging', folder, params: [] });
  const line = `echo 'contain: observe' > ${folder}/staging.yml`;
  expect(missing).toThrow(
    `the stage staging has no ${folder}/staging.yml; this line makes one that only alerts: ${line}`,
  );
  execSync(line);
  expect(missing()).toMatchObject({ contain: 'observe' });
});

describe('one sentence says what is wrong, with the name of the setting and where it is', () => {
  test.each<[string, readonly string[], string]>([
    ['', [], 'settings/dev.yml must state contain: observe, confirmed or suspected'],
    ['minimumSeverity: 4', [], 'settings/dev.yml must state contain: observe, confirmed or suspected'],
    ['containn: observe', [], 'settings/dev.yml: there is no setting containn; contain is one'],
    [OBSERVE, ['containn=observe'], '--param: there is no setting containn; contain is one'],
    [OBSERVE, ['colour=blue'], '--param: there is no setting colour'],
    [OBSERVE, ['toString=x'], '--param: there is no setting toString'],
    [OBSERVE, ['contain'], '--param must be contain=value'],
    [
      'contain: everything',
      [],
      'settings/dev.yml: contain must be one of observe, confirmed, suspected, not "everything"',
    ],
    [OBSERVE, ['minimumSeverity=high'], '--param: minimumSeverity must be a number from 0 to 10, not "high"'],
    [
      OBSERVE,
      ['alertEmail=not-an-email'],
      '--param: alertEmail must be one e-mail address, or empty, not "not-an-email"',
    ],
    [
      OBSERVE,
      ['alertEmail=a@example.com,b@example.com'],
      '--param: alertEmail must be one e-mail address, or empty, not "a@example.com,b@example.com"',
    ],
    [
      OBSERVE,
      ['honeyKeys=,'],
      '--param: honeyKeys must be a comma list of long-term access key ids (AKIA…); "," is not one',
    ],
    [
      OBSERVE,
      ['revocableRoles= , '],
      '--param: revocableRoles must be a comma list of role names, or *; "," is not one',
    ],
    [
      OBSERVE,
      ['suspectedApiCalls= '],
      'suspectedApiCalls must not be empty, because a rule listens for what it names',
    ],
    [
      OBSERVE,
      ['suspectedApiCalls=StopLogging'],
      '--param: suspectedApiCalls must be a comma list of API calls such as cloudtrail:StopLogging; "StopLogging" is not one',
    ],
    [
      OBSERVE,
      ['runbookUrl=ftp://example.com'],
      '--param: runbookUrl must be an https address, or empty, not "ftp://example.com"',
    ],
    [
      OBSERVE,
      ['organizationId=exampleorgid'],
      '--param: organizationId must be the id of an organization (o-…), or empty, not "exampleorgid"',
    ],
    [OBSERVE, ['home=no'], '--param: home must be one of true, false, not "no"'],
    [
      OBSERVE,
      ['reporterArns=arn:aws:iam::111122223333:root'],
      '--param: reporterArns must be a comma list of ARNs of roles and users, in which * stands for any text; "arn:aws:iam::111122223333:root" is not one',
    ],
    [
      OBSERVE,
      ['operatorRoleArn=arn:aws:iam::111122223333:role/*'],
      '--param: operatorRoleArn must be a comma list of ARNs of roles, in which * stands for any text; "arn:aws:iam::111122223333:role/*" is not one',
    ],
    [
      OBSERVE,
      ['identityCenterRole=Security'],
      'identityCenterUrl and identityCenterRole must both be set, or both be empty',
    ],
    [
      `${OBSERVE}honeyKeys: { a: b }`,
      [],
      'settings/dev.yml: honeyKeys must be a text, a number, true, false, or a list of texts',
    ],
    [`${OBSERVE}${OBSERVE}`, [], 'settings/dev.yml is no YAML: Map keys must be unique at line 2, column 1'],
    ['- contain', [], 'settings/dev.yml must have lines such as contain: observe'],
  ])('%j %j', (text, params, message) => {
    expect(refusal(text, params)).toBe(message);
  });

  test('more honey keys than one event pattern holds are refused, before EventBridge would', () => {
    const keys = Array.from({ length: 120 }, (_, index) => `AKIAEXAMPLEEXAMPLE${100 + index}`);
    expect(refusal(`${OBSERVE}honeyKeys: ${keys.join()}`)).toMatch(
      /^honeyKeys is too long: its event pattern has \d+/,
    );
  });

  test('more trusted principals than the rules about deployments hold are refused, before EventBridge would', () => {
    const arns = Array.from(
      { length: 15 },
      (_, index) => `arn:aws:iam::111122223333:role/pipeline-${100 + index}`,
    );
    expect(refusal(`${OBSERVE}trustedPrincipals: ${arns.join()}`)).toMatch(
      /: trustedPrincipals must have 500 characters at most, not \d+$/,
    );
  });

  test('more names than the environment of a function holds are refused, before Lambda would', () => {
    const names = Array.from({ length: 200 }, (_, index) => `administrator-${100 + index}`);
    expect(refusal(`${OBSERVE}exemptPrincipals: ${names.join()}`)).toMatch(
      /^exemptPrincipals is too long: with the other settings it has \d+ bytes/,
    );
  });

  test.each(['a'.repeat(27), '1st', 'dev_1', '', 'dev/../prod'])('the stage %j', (stage) => {
    const wrong = () => readStageSettings({ stage, folder: 'settings', params: [] });
    expect(wrong).toThrow(
      /^--stage must be a letter and then letters, digits and hyphens, 26 at most, not "/,
    );
  });
});

describe('the Region', () => {
  const inRegion =
    (region: string, params: readonly string[] = []) =>
    () =>
      readStageSettings({ stage: 'prod', folder: 'settings', params, region });

  test.each(['us-east-1', 'us-gov-west-1', 'cn-north-1', 'eusc-de-east-1'])('%s is a home', (region) => {
    expect(inRegion(region)).not.toThrow();
  });

  test.each([
    ['eu-west-1', 'us-east-1'],
    ['us-gov-east-1', 'us-gov-west-1'],
    ['cn-northwest-1', 'cn-north-1'],
  ])('%s is none: what a stack there misses is said, and it needs home=false', (region, home) => {
    expect(inRegion(region)).toThrow(
      `a stack in ${region} sees no API call of IAM, such as AWS's quarantine policy or a key that is switched on again, because they are recorded in ${home} only`,
    );
    expect(inRegion(region)).toThrow(`deploy the stack in ${home} and stacks/forward.yml in ${region}`);
    expect(inRegion(region, ['home=true'])).toThrow(SettingError);
    expect(inRegion(region, ['home=false'])).not.toThrow();
  });
});

describe("the pager's address", () => {
  const SECRET = 'https://alerts.example.com/integration/0123456789abcdef';

  test('may be where AWS Secrets Manager has it', () => {
    const place = '{{resolve:secretsmanager:prod/pager:SecretString:url}}';
    expect(read(`${OBSERVE}pagerEndpoint: '${place}'`)['pagerEndpoint']).toBe(place);
  });

  test.each([
    SECRET.replace('https', 'http'),
    '{{resolve:ssm:/pager}}',
    `{{resolve:secretsmanager:a}} ${SECRET}`,
  ])('is shown by no error: %s', (address) => {
    const problem = refusal(OBSERVE, [`pagerEndpoint=${address}`]);
    expect(problem).not.toContain('0123456789abcdef');
    if (problem !== '')
      expect(problem).toMatch(/^--param: pagerEndpoint must be an https address, \{\{resolve/);
  });

  test('is a fingerprint in the template, which changes with it', () => {
    const shown = [SECRET, `${SECRET}0`, ''].map(
      (pagerEndpoint) => shownSettings(read(OBSERVE, [`pagerEndpoint=${pagerEndpoint}`]))['pagerEndpoint'],
    );
    expect(shown).toEqual([
      expect.stringMatching(/^set, [0-9a-f]{12}$/),
      expect.stringMatching(/^set, /),
      '',
    ]);
    expect(shown[0]).not.toBe(shown[1]);
  });
});
