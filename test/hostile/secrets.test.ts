import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { printable } from '../../src/core/printable.ts';
import { fixture, type Json, type JsonValue } from '../fixture.ts';
import { type House, openHouseWithPager } from '../house.ts';
import { attacks, withText } from './attacks.ts';
import { PASSWORD, random, remainsOf, SECRET, TOKEN } from './secrets.ts';
import { populate, type Told, tell } from './told.ts';

const fixtures = readdirSync(new URL('../fixtures', import.meta.url)).map((file) =>
  file.replace('.json', ''),
);

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
  aws.identities.createRole({ roleName: 'ci-deploy' });
  house = openHouseWithPager(aws, { REVOCABLE_ROLES: '*', QUARANTINE_USERS: 'true' });
});
beforeEach(() => populate(aws));
afterAll(() => aws.stop());

function holdsNothingOf(told: Told, ...secrets: readonly string[]): void {
  // Alerts and pages, outcome events, the log, what was thrown; and what was asked of AWS, the ledger among it.
  const everything = JSON.stringify([told, aws.requests.map(({ params }) => params)]);
  const texts = [everything, ...told.alerts.flatMap(({ bodies }) => Object.values(bodies))];
  for (const secret of secrets) expect(texts.flatMap((text) => remainsOf(secret, text))).toEqual([]);
}

describe('in a field that no source reads', () => {
  test.each(fixtures)('a secret goes nowhere: every object of %s has some', async (name) => {
    const told = await tell(aws, house, planted(fixture(name)) as Json);
    holdsNothingOf(told, SECRET, TOKEN, PASSWORD);
    expect(told.alerts.length + told.outcomes.length).toBeGreaterThan(0);
  });

  test.each<[string, string, Json]>([
    [
      'the answer to CreateAccessKey',
      'cloudtrail-create-access-key-for-other',
      { responseElements: { accessKey: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: PASSWORD } } },
    ],
    [
      'the answer to GetFederationToken',
      'cloudtrail-get-federation-token',
      { responseElements: { credentials: { secretAccessKey: PASSWORD, sessionToken: TOKEN } } },
    ],
    [
      'the answer to AssumeRole',
      'cloudtrail-honey-key',
      {
        eventSource: 'sts.amazonaws.com',
        eventName: 'AssumeRole',
        responseElements: { credentials: { secretAccessKey: PASSWORD, sessionToken: TOKEN } },
      },
    ],
    [
      'the password of a new user',
      'cloudtrail-honey-key',
      {
        eventSource: 'iam.amazonaws.com',
        eventName: 'CreateLoginProfile',
        requestParameters: { userName: 'ci-deploy', password: PASSWORD },
      },
    ],
    [
      'a policy document',
      'cloudtrail-quarantine-inline',
      {
        requestParameters: {
          userName: 'ci-deploy',
          policyName: 'AWSCompromisedKeyQuarantine',
          policyDocument: PASSWORD,
        },
      },
    ],
    [
      'what GuardDuty adds',
      'guardduty-malicious-ip-caller',
      { service: { additionalInfo: { value: JSON.stringify({ token: TOKEN, secret: PASSWORD }) } } },
    ],
    [
      'further descriptions of Health',
      'health-credentials-exposed',
      {
        eventDescription: [{ latestDescription: 'x' }, { latestDescription: PASSWORD }],
        eventMetadata: { a: PASSWORD },
      },
    ],
    ['a field that a report does not have', 'report', { secretAccessKey: PASSWORD, password: PASSWORD }],
    ['the key of a report', 'report', { accessKeyId: `AKIAIOSFODNN7EXAMPLE:${PASSWORD}` }],
    ['the account of a report', 'report', { accountId: PASSWORD }],
  ])('such as %s', async (_, name, detail) => {
    const event = fixture(name);
    const told = await tell(aws, house, { ...event, detail: { ...(event['detail'] as Json), ...detail } });
    holdsNothingOf(told, SECRET, TOKEN, PASSWORD);
    expect(told.alerts).toHaveLength(1);
  });
});

/** The event, and in each of its objects more than it has. */
function planted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(planted);
  if (typeof value !== 'object' || value === null) return value;
  const children = Object.entries(value).map(([name, child]) => [name, planted(child)] as const);
  const extra = { secretAccessKey: PASSWORD, sessionToken: PASSWORD, password: PASSWORD, [SECRET]: TOKEN };
  return { ...Object.fromEntries(children), ...extra };
}

/** As people, and programs, paste them. */
const pastes: Readonly<Record<string, string>> = {
  'by itself': SECRET,
  'of a credentials file': `[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${SECRET}`,
  'of an environment': `AWS_SECRET_ACCESS_KEY=${SECRET} AWS_SESSION_TOKEN=${TOKEN}`,
  'without spaces': `key=AKIAIOSFODNN7EXAMPLE,secret=${SECRET},x`,
  'of JSON': JSON.stringify({ SecretAccessKey: SECRET, SessionToken: TOKEN }),
  'of JSON with slashes escaped': JSON.stringify({ SecretAccessKey: SECRET }).replaceAll('/', '\\/'),
  'of JSON in JSON': JSON.stringify(JSON.stringify({ SecretAccessKey: SECRET })),
  'in an address': `https://git.example.com/raw?key=${encodeURIComponent(SECRET)}&token=${encodeURIComponent(TOKEN)}`,
  'in the path of an address': `https://git.example.com/raw/${SECRET}/x`,
  'of a signed address': `https://b.s3.amazonaws.com/k?X-Amz-Security-Token=${encodeURIComponent(TOKEN)}&x=1`,
  'beside its id': `AKIAIOSFODNN7EXAMPLE:${SECRET}`,
  'where the text is cut': `${'x '.repeat(40)}${SECRET}`,
  'where the longer text is cut': `${'x '.repeat(120)}${SECRET}`,
  'over and over': `${SECRET} `.repeat(200),
  'a token by itself': TOKEN,
  'a token in lines': (TOKEN.match(/.{76}/g) ?? []).join('\n'),
  'a token after many words': `${'x '.repeat(45)}${TOKEN}`,
};

describe('in a field that is read', () => {
  const read = attacks.filter(({ shown, variant }) => shown.length > 0 && variant === undefined);

  describe.each(read)('of $event', (attack) => {
    test.each(Object.entries(pastes))('a secret is taken out: %s', async (_, pasted) => {
      // Ids are the producer's, and none of these: they stand in addresses, which end at the first thing they cannot hold.
      const fields = attack.shown.filter((field) => !/\b(id|Id|uid|uuid|eventID|eventArn)$/.test(field));
      const told = await tell(aws, house, withText(attack, fields, pasted));
      holdsNothingOf(told, SECRET, TOKEN);
    });
  });

  test('such as the name of a field that a report does not have', async () => {
    const told = await tell(aws, house, {
      ...fixture('report'),
      detail: { ...(fixture('report')['detail'] as Json), [SECRET]: 'x' },
    });
    holdsNothingOf(told, SECRET);
    expect(told.alerts[0]?.bodies.email).toContain('[secret removed]');
  });
});

describe('in an error of AWS, which quotes requests and answers', () => {
  test.each(['iam:UpdateAccessKey', 'iam:GetLoginProfile', 'sns:Publish', 'events:PutEvents', 'dynamodb:*'])(
    'a secret goes nowhere: %s',
    async (action) => {
      const message = `Refused ${SECRET} and ${TOKEN} and ${PASSWORD}`;
      aws.faults.inject({
        action,
        fault: { kind: 'error', status: 400, code: 'InvalidRequest', message },
        times: 'forever',
      });
      const told = await tell(aws, house, fixture('guardduty-malicious-ip-caller'));
      holdsNothingOf(told, SECRET, TOKEN, PASSWORD);
      expect(JSON.stringify(told)).toContain('InvalidRequest');
    },
  );
});

describe('what is no secret stays readable', () => {
  test.each([
    'https://github.com/acme/payments/commit/9fceb02d0ae598e95dc970b74767f19372d61af8',
    '9FCEB02D0AE598E95DC970B74767F19372D61AF8',
    '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
    'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef',
    'arn:aws:guardduty:us-east-1:111122223333:detector/12abc34d567e8fa901bc2d34e56789f0/finding/2cc1a2b3c4d5e6f708192a3b4c5d6e7f',
    'https://github.com/acme/Team1/blob/main/src/main/java/com/acme/payments/aws/S3ClientFactory/getUserName/handlers/MyHandler',
    'https://github.com/acme/payments/blob/9fceb02d0ae598e95dc970b74767f19372d61af8/src/S3ClientFactory/GetUserName1/Put2.java',
    'https://git.example.com/Acme1/Team2/Repo3/Path4/File5/Part6/Line7/Char8/Byte9/Bits0/More1/Last2',
    'aws-cli/2.15.0 md/awscrt#0.19.19 ua/2.0 os/linux#5.10 md/arch#x86_64 lang/python#3.11.8 cfg/retry-mode#standard',
    'Boto3/1.34.0 Botocore/1.34.0 Python/3.11.6 Linux/5.10.0 exec-env/AWS_Lambda_python3.11',
    'AKIAIOSFODNN7EXAMPLE AROAIOSFODNN7EXAMPLE:i-0123456789abcdef0',
    'a'.repeat(500),
    'A sentence of many words, in which nothing is longer than a word and everything can be read by anybody.',
  ])('%s', (text) => {
    expect(printable(text, 1_000)).toBe(text);
  });

  test('in an alert too', async () => {
    const hash = '9fceb02d0ae598e95dc970b74767f19372d61af8';
    const reason = `found in commit ${hash}, by arn:aws:iam::111122223333:role/scanner`;
    const told = await tell(aws, house, {
      ...fixture('report'),
      detail: { ...(fixture('report')['detail'] as Json), reason },
    });
    expect(told.alerts[0]?.bodies.email).toContain(`"${reason}"`);
  });
});

/** Chance makes one of a thousand without a digit, and that one looks like a word. */
test('of two thousand secrets that chance made, all but a few are known as such, whatever stands around them', () => {
  const around = [
    (secret: string) => secret,
    (secret: string) => `secret=${secret}`,
    (secret: string) => `/${secret}/`,
    (secret: string) => `"${secret.replaceAll('/', '\\/')}"`,
    (secret: string) => `?k=${encodeURIComponent(secret)}&x=1`,
  ];
  const missed = Array.from({ length: 2_000 }, (_, index) => random(`secret ${index}`, 30)).filter(
    (secret, index) => !printable(around[index % around.length]?.(secret) ?? '', 1_000).includes('[secret'),
  );
  expect(missed.length).toBeLessThan(10);
});
