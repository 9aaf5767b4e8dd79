import { describe, expect, test } from '@jest/globals';
import { credential, detectionOf, SESSION, USER } from '../../scripts/coverage-tables/examples.ts';
import { inShort } from '../../src/alerting/key-in-short.ts';
import { LONGEST } from '../../src/alerting/subject.ts';
import type { Principal } from '../../src/core/detection.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { at, type GoldenCase, KEY, keyInactive, placesOf } from '../golden/case.ts';
import { cases } from '../golden/cases.ts';
import { tell } from '../golden/tell.ts';
import { alertOf, modelOf, sentAt } from './model-of.ts';

const ROLE = 'guardduty-instance-profile';
const DETAILS = 'detail.resource.accessKeyDetails';
const [commercial] = placesOf(cases[0] as GoldenCase);

async function subjectsOf(one: GoldenCase): Promise<readonly string[]> {
  if (commercial === undefined) throw new RangeError('there is a place');
  const { alert, pages } = await tell(one, commercial);
  return [alert.subject, ...pages.map(({ subject }) => subject)];
}

function endedAs(name: string): GoldenCase {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`there is no case ${name}`);
  return found;
}

function roleSession(event: Json): GoldenCase {
  return { ...endedAs('not-contained-role-session'), event };
}

describe('the subject names what it is about, and what happened', () => {
  test.each([
    ['contained', 'key AKIAIOSFODNN7EXAMPLE Inactive, account 111122223333, MaliciousIPCaller'],
    ['partly-contained-stopped-again', 'key AKIAIOSFODNN7EXAMPLE switched on again, account 111122223333'],
    ['not-contained-refused', 'key AKIAIOSFODNN7EXAMPLE change FAILED, account 111122223333'],
    ['not-contained-role-session', 'role app-instance session in use, account 111122223333'],
    ['not-contained-root', 'ROOT USER key AKIAIOSFODNN7EXAMPLE in use, account 111122223333'],
    ['partly-contained-session', 'user ci-deploy session lives on, account 111122223333'],
    ['no-action-informational', 'key AKIAIOSFODNN7EXAMPLE was made, account 111122223333'],
  ])('%s', async (name, words) => {
    const [subject = '', ...pages] = await subjectsOf(endedAs(name));
    expect(subject).toContain(`] ${words}`);
    for (const page of pages) expect(page).toContain(words);
  });

  test('two alerts of one incident differ: the key is stopped, and it was switched on again', async () => {
    const [first] = await subjectsOf(endedAs('contained'));
    const [second] = await subjectsOf(endedAs('partly-contained-stopped-again'));
    expect(second).not.toBe(first);
  });

  test('no session id stands alone, in any case', async () => {
    for (const one of cases) {
      for (const subject of await subjectsOf(one)) {
        expect(subject).not.toMatch(/\] (?:key )?ASIA/);
      }
    }
  });
});

describe('the subject of one that has no name', () => {
  test.each<[Principal, string]>([
    [{ type: 'AssumedRole' }, 'unnamed role'],
    [{ type: 'FederatedUser', issuer: undefined }, 'federated user'],
    [{ type: 'AWSService' }, 'AWS service'],
    [{ type: 'Unknown' }, 'unnamed principal'],
  ])('%j says what it is', (principal, about) => {
    const { subject } = alertOf(modelOf('role-session', detectionOf(credential(undefined, principal))));
    expect(subject).toContain(`] ${about} session in use, account 111122223333`);
  });
});

describe('the subject ends with what was detected', () => {
  const words = (type: string) => {
    const { subject } = alertOf(modelOf('exempt', detectionOf(credential(undefined, USER), { type })));
    return subject.split(', account 111122223333')[1];
  };

  test.each([
    ['UnauthorizedAccess:IAMUser/MaliciousIPCaller', 'MaliciousIPCaller'],
    ['iam:CreateUser', 'iam:CreateUser'],
    ['AWS_RISK_KEY', 'AWS_RISK_KEY'],
  ])('%s', (type, shown) => {
    expect(words(type)).toBe(`, ${shown}`);
  });

  test.each([
    ...['xiam:CreateUser', 'iam:CreateUser2', 'iam:createUser', 'iam:CreateUser.evil', 'ec2:CreateUser'],
    ...['xAWS_RISK_KEY', 'AWS_RISK_KEYs', 'AWS_RISK_KEY.evil', 'AWS_RISK_', 'AWS_RISK_key', 'AWS_RISK_K'],
    ...['evil.example', 'Evil:evil/evil.example'],
  ])('and not with %s, which is none', (type) => {
    expect(words(type)).toBe('');
  });
});

test('a reminder leaves out what happened only where there is no room for it', () => {
  const reminder = { number: 2, since: new Date(sentAt.getTime() - 3_600_000) };
  const lengths = Array.from({ length: 40 }, (_, index) => {
    const roleName = 'x'.repeat(index + 1);
    const detection = detectionOf(credential(SESSION, { type: 'AssumedRole', roleName }), { type: 'none' });
    const { subject } = alertOf(modelOf('role-session', detection, { claim: { reminder } }));
    const whole = `[P1 NOT CONTAINED, reminder 2 after 1 h] role ${roleName} session in use, account 111122223333`;
    if (whole.length <= LONGEST) expect(subject).toBe(whole);
    else expect(subject).not.toContain('session in use');
    return whole.length;
  });
  expect(lengths).toContain(LONGEST);
});

describe('whatever the names are, the account and the state are in it, in 99 characters of ASCII', () => {
  test.each(['x'.repeat(64), 'evil.example', '@channel', '--no-verify-ssl'])('the role %s', async (name) => {
    const event = withValue(fixture(ROLE), `${DETAILS}.userName`, name);
    for (const subject of await subjectsOf(roleSession(event))) {
      expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
      expect(subject).toContain('account 111122223333');
      expect(subject.slice(0, 40)).toContain('NOT CONTAINED');
      expect(subject).not.toContain('evil.example');
    }
  });

  test.each(['EXEMPT', 'OBSERVE MODE'])(
    'the longest state, %s, and the longest id of a key',
    async (held) => {
      const long = `AKIA${'X'.repeat(124)}`;
      const name = held === 'EXEMPT' ? 'no-action-exempt' : 'no-action-observe';
      const one = endedAs(name);
      const event = withValue(one.event, `${DETAILS}.accessKeyId`, long);
      for (const subject of await subjectsOf({ ...one, event })) {
        expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
        expect(subject).toContain('account 111122223333');
        expect(subject).toContain(held);
      }
    },
  );
});

test('the id of a key is whole up to 32 characters, and a longer one has both of its ends', () => {
  const id = (length: number) => `AKIA${'X'.repeat(length - 12)}1234EXAM`;
  expect(inShort(id(32))).toBe(id(32));
  expect(inShort(id(33))).toBe('AKIAXXXXXXXXXXXXXXXX..1234EXAM');
});

describe('whoever has the phone alone', () => {
  test.each([
    [
      'not-contained-refused',
      `P1 NOT CONTAINED: key ${KEY} account 111122223333. ACT NOW. https://console.aws.amazon.com/iam/home#/users`,
    ],
    [
      'no-action-observe',
      `P2 NOT CONTAINED (OBSERVE MODE): key ${KEY} acct 111122223333. https://console.aws.amazon.com/iam/home#/users`,
    ],
  ])('%s: is led to the page where the key can be stopped', async (name, text) => {
    if (commercial === undefined) throw new RangeError('there is a place');
    const { alert } = await tell(endedAs(name), commercial);
    expect(alert.sms).toBe(text);
  });

  test('is not told that there is no rush, after a theft', async () => {
    if (commercial === undefined) throw new RangeError('there is a place');
    for (const one of cases) {
      const { alert, outcomes } = await tell(one, commercial);
      const stolen = outcomes.some(
        ({ detection }) => (detection as { class?: string })?.class === 'confirmed',
      );
      const texts = [alert.sms, alert.text, JSON.stringify(alert.chat)].join('\n');
      if (stolen && one.name !== 'test') expect([one.name, texts]).not.toContain(/No rush|next working day/);
      if (stolen && one.name !== 'test') expect(texts).not.toMatch(/No rush|next working day/);
    }
  });
});

describe('whoever has the pager alone', () => {
  test('reads the command in what every tool shows, in the case that it opens', async () => {
    if (commercial === undefined) throw new RangeError('there is a place');
    const { pages } = await tell(endedAs('not-contained-refused'), commercial);
    expect(pages[0]?.body['NewStateReason']).toMatch(
      /IS STILL ACTIVE\. The change failed\. Run: \[ "\$\(aws sts get-caller-identity .* && aws iam update-access-key /,
    );
  });

  test('reads no command in the message that closes it', async () => {
    if (commercial === undefined) throw new RangeError('there is a place');
    const closed: GoldenCase = {
      ...endedAs('contained'),
      endings: ({ region }) => [
        { state: 'CONTAINED', reason: 'keys-inactive', ...keyInactive({ region, service: 's3' }) },
      ],
    };
    const { pages } = await tell(closed, commercial);
    expect(pages[0]?.body['NewStateReason']).not.toContain('Run:');
    expect(pages[0]?.body['StateChangeTime']).toBe(at('03:12:16.000'));
  });
});
