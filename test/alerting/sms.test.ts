import { describe, expect, test } from '@jest/globals';
import { credential, detectionOf, KEY, OWN, SESSION, USER } from '../../scripts/coverage-tables/examples.ts';
import type { Principal } from '../../src/core/detection.ts';
import type { Reason } from '../../src/core/reasons/index.ts';
import { alertOf, type Ended, modelOf, sentAt } from './model-of.ts';

const IAM = 'https://console.aws.amazon.com/iam/home#';
const LONG_KEY = `AKIA${'X'.repeat(40)}`;
const key = detectionOf(credential(KEY, USER));

const smsOf = (...given: Parameters<typeof modelOf>) => alertOf(modelOf(...given)).sms;
const ofSession = (principal: Principal, ended?: Ended) =>
  smsOf('role-session', detectionOf(credential(SESSION, principal)), ended);

describe('a phone shows', () => {
  test.each([
    ['ci-deploy', ' ci-deploy'],
    ['x'.repeat(20), ` ${'x'.repeat(20)}`],
    ['x'.repeat(21), ''],
    ['evil.example', ''],
    ['a@b', ''],
    ['@channel', ''],
    ['channel@', ''],
  ])('the user %s beside the key only if nothing makes a link of it and it is short', (userName, shown) => {
    const text = smsOf('keys-inactive', detectionOf(credential(KEY, { ...USER, userName })));
    expect(text).toBe(`P2 CONTAINED: key ${KEY}${shown} account ${OWN}. Look at it today.`);
  });

  test.each<[string, Principal, string]>([
    ['deploy-admin', { type: 'AssumedRole', roleName: 'deploy-admin' }, 'role deploy-admin'],
    ['45 characters', { type: 'AssumedRole', roleName: 'x'.repeat(45) }, `role ${'x'.repeat(45)}`],
    ['46 characters', { type: 'AssumedRole', roleName: 'x'.repeat(46) }, 'an AWS role'],
    ['a domain', { type: 'AssumedRole', roleName: 'evil.example' }, 'an AWS role'],
    ['a domain at the end', { type: 'AssumedRole', roleName: 'x.evil' }, 'an AWS role'],
    ['a mention', { type: 'IAMUser', userName: '@channel' }, 'an AWS user'],
  ])('whom it is about, or what it is if that is no plain name: %s', (_, principal, about) => {
    expect(ofSession(principal)).toMatch(new RegExp(`^P1 NOT CONTAINED: ${about} acc(oun)?t ${OWN}\\.`));
  });

  test.each<[string, Reason, Parameters<typeof modelOf>[1], string]>([
    ['a long key', 'keys-inactive', detectionOf(credential(LONG_KEY, USER)), 'an AWS key ci-deploy'],
    ['one of root', 'root', detectionOf(credential(LONG_KEY, { type: 'Root' })), 'an AWS ROOT USER key'],
    [
      'a long session of nobody',
      'role-session',
      detectionOf(credential(`ASIA${'X'.repeat(28)}`, { type: 'AssumedRole' })),
      'an AWS unnamed role',
    ],
    [
      'a token that a user with a dot in the name made',
      'informational',
      detectionOf(credential(KEY, { ...USER, userName: 'alice.smith' }, { signal: 'api-call' }), {
        ...{ source: { id: 'cloudtrail', name: 'CloudTrail' }, type: 'sts:GetFederationToken' },
        evidence: { names: { accessKeyId: SESSION, sessionName: 'guest' } },
      }),
      'an AWS federation token',
    ],
  ])('in words what has no short name: %s', (_, reason, detection, about) => {
    expect(smsOf(reason, detection)).toMatch(new RegExp(`^P\\d [A-Z ]+: ${about} account ${OWN}\\.`));
  });

  test('the account and the state, if not even the call to act fits', () => {
    const principal = { ...USER, userName: 'x'.repeat(45) };
    const reminder = { number: 24, since: new Date(sentAt.getTime() - 23 * 3_600_000) };
    const detection = detectionOf(credential(SESSION, principal));
    expect(smsOf('quarantine-failed', detection, { claim: { reminder } })).toBe(
      `P2 PARTLY CONTAINED, reminder 24 after 23 h: user ${principal.userName} account ${OWN}.`,
    );
  });

  test('how soon somebody must act', () => {
    const suspected = { ...key, type: 'PenTest:IAMUser/KaliLinux' };
    const quarantine = { by: 'policy', holds: 'yes' } as const;
    const calls = [
      smsOf('keys-inactive', key),
      smsOf('keys-inactive', suspected),
      smsOf('user-quarantined', key, { quarantine }),
      smsOf('archived', suspected),
    ].map((text) => text.split('. ').at(-1));
    expect(calls).toEqual(['Look at it today.', 'No rush.', 'Its jobs fail now.', 'No rush.']);
  });
});

describe('a phone is led', () => {
  const led = (ended: Ended) => smsOf('deactivation-failed', key, ended).split('ACT NOW.')[1]?.trim();

  test.each([
    [{ type: 'AssumedRole', roleName: 'x' }, '/roles/details/x'],
    [{ type: 'AssumedRole', roleName: 'x'.repeat(20) }, '/roles'],
    [{ type: 'AssumedRole' }, '/home'],
    [{ type: 'Root' }, '/security_credentials'],
    [{ type: 'Unknown' }, '/home'],
  ] as const)('to the nearest page of IAM that fits: %j', (principal, page) => {
    expect(smsOf('role-session', detectionOf(credential(undefined, principal)))).toMatch(
      new RegExp(`ACT NOW\\. ${IAM}${page}$`),
    );
  });

  test.each([
    ['https://wiki.example.com/akr', 'https://wiki.example.com/akr#deactivation-failed'],
    // A tilde counts twice.
    ['https://wiki.example.com/~akr', ''],
    ['', ''],
  ])('to the runbook, where no page of IAM is known and its address fits: %j', (runbookUrl, link) => {
    expect(led({ partition: 'aws-iso', settings: { runbookUrl } })).toBe(link);
    expect(led({ settings: { runbookUrl } })).toBe(`${IAM}/users`);
  });
});
