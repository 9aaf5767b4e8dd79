import { describe, expect, test } from '@jest/globals';
import { composeDeadLetters } from '../../src/alerting/unreadable.ts';
import type { DeadLetter, NamedCredential } from '../../src/core/dead-letter.ts';
import { aDeadLetter } from '../a-dead-letter.ts';
import { defaultPolicy } from '../policy.ts';

const OWN = '111122223333';
const MEMBER = '444455556666';
const UUID = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f1';

const letter = (change: Partial<DeadLetter> = {}) =>
  aDeadLetter({
    messageId: '0f1e2d3c-4b5a-6978-8796-000000000001',
    ...{ eventId: UUID, accountId: OWN },
    ...change,
  });
const key = (change: Partial<NamedCredential> = {}): NamedCredential => ({
  ...{ kind: 'access-key', id: 'AKIAIOSFODNN7EXAMPLE', userName: 'ci-deploy', accountId: OWN },
  byHand: [{ argv: ['aws', 'iam', 'update-access-key', '--user-name=ci-deploy', '--status=Inactive'] }],
  ...change,
});

function told(...letters: readonly DeadLetter[]) {
  const { alert } = composeDeadLetters(letters, {
    place: { partition: 'aws', region: 'us-east-1', accountId: OWN },
    sentAt: new Date('2026-05-04T03:12:16.000Z'),
    settings: {
      ...{ ledgerTableName: 'ledger', runbookUrl: '', identityCenter: { url: '', role: '' } },
      ...{ policy: defaultPolicy, version: '0.1.0' },
      deadLetterQueueUrl: `https://sqs.us-east-1.amazonaws.com/${OWN}/DeadLetters`,
    },
  });
  return { ...alert, text: alert.bodies['email'] ?? '', title: alert.machine.title };
}

describe('the account of events that were given up', () => {
  test.each([`${OWN}0`, `x${OWN}`, `${OWN} `, 'evil.example'])(
    'is unknown where an event has %j in its place',
    (accountId) => {
      const { subject, text } = told(letter({ accountId }));
      expect(subject).toContain(', account unknown');
      expect(text).toContain('\nACCOUNT  unknown (');
    },
  );

  test.each<[string, readonly DeadLetter[], string]>([
    ['is the one of all', [letter(), letter({ credentials: [key()], accountId: MEMBER })], OWN],
    ['is the one that some name', [letter(), letter({ accountId: undefined })], OWN],
    ['is unknown if there are two', [letter(), letter({ accountId: MEMBER })], 'unknown'],
  ])('%s', (_, letters, accountId) => {
    expect(told(...letters).subject).toBe(`[P1 NOT CONTAINED] 2 events given up, account ${accountId}`);
  });
});

test.each([`${UUID}a`, `a${UUID}`, `${UUID}:akr`, 'evil.example'])(
  'an id of an event that is none is no part of the dedup key: %j',
  (eventId) => {
    expect(told(letter({ eventId })).machine.dedupKey).toBe(`akr:aws:${OWN}:event/unknown`);
    expect(told(letter()).machine.dedupKey).toBe(`akr:aws:${OWN}:event/${UUID}`);
  },
);

describe('what was given up is named by its kind', () => {
  const bearer = key({ kind: 'service-specific-credential', id: 'ACCAEXAMPLE123EXAMPLE' });

  test.each<[string, readonly DeadLetter[]]>([
    ['key', [letter({ credentials: [key()] })]],
    ['key', [letter({ credentials: [key()] }), letter({ credentials: [key()] })]],
    ['service-specific credential', [letter({ credentials: [bearer] })]],
    ['service-specific credential', [letter({ credentials: [bearer] }), letter({ credentials: [bearer] })]],
    ['keys', [letter({ credentials: [key(), key({ id: 'AKIAI44QH8DHBEXAMPLE' })] })]],
    ['credentials', [letter({ credentials: [key(), bearer] })]],
  ])('the %s', (word, letters) => {
    expect(told(...letters).text).toContain(` Then look at what was done with the ${word}. Nothing is lost`);
  });
});

test('of a certificate whose id begins as that of a key, no last use is asked', () => {
  const certificate = key({
    ...{ kind: 'signing-certificate', id: 'AKIASMP42TDN5Z26OBPJE7EXAMPLE' },
    ...{ userName: undefined, byHand: [] },
  });
  expect(told(letter({ credentials: [certificate] })).text).not.toContain('get-access-key-last-used');
});

describe('the users of events that name no credential', () => {
  const user = (userName: string) => ({ userName, accountId: OWN });
  const of = (...names: readonly string[]) => letter({ users: names.map(user) });

  test('stand in a list of several events, each with its own', () => {
    expect(told(of('ci-deploy', 'backup'), of('broker')).text).toContain(
      [
        'EVENTS',
        ` the keys of IAM users ci-deploy, backup, account "${OWN}": event "${UUID}"`,
        ` the keys of IAM user broker, account "${OWN}": event "${UUID}"`,
      ].join('\n'),
    );
  });

  test('are all named, also beside a key and where they are two of one event', () => {
    const two = told(of('ci-deploy', 'backup'));
    expect(two.text).toContain(' It names IAM users ci-deploy, backup: treat all their keys as ACTIVE.\n');
    expect(two.text).toContain(' UNKNOWN  the keys of IAM users ci-deploy, backup: not read\n');
    for (const name of ['ci-deploy', 'backup'])
      expect(two.text).toContain(`aws iam list-access-keys --user-name='${name}' ||`);
    expect(two.text).toContain(
      ' They print the keys of the users. Then set each one that is Active to Inactive by hand. Nothing is lost',
    );
    const { text } = told(letter({ credentials: [key()], users: [user('backup')] }));
    expect(text).toContain(
      ' It names the key AKIAIOSFODNN7EXAMPLE: treat that as ACTIVE. It names IAM user backup: treat all its keys as ACTIVE.\n',
    );
    expect(text).toContain(
      ' UNKNOWN  the key AKIAIOSFODNN7EXAMPLE: its status was not read; the keys of IAM user backup: not read\n',
    );
    expect(text).toContain("aws iam list-access-keys --user-name='backup' ||");
    expect(text).toContain(
      ' The lists print the keys of the user. Then set each one that is Active to Inactive by hand.',
    );
  });

  test('are named by the alert about several events, the first three of them', () => {
    const { text } = told(of('ci-deploy', 'backup'), of('broker'), of('audit'), of('broker'));
    expect(text).toContain(
      ' They name IAM users ci-deploy, backup, broker and 1 more: treat all their keys as ACTIVE.\n',
    );
  });

  test('of other accounts have no lines, so that people look the event up', () => {
    const { text } = told(letter({ users: [user('ci-deploy'), { userName: 'backup', accountId: MEMBER }] }));
    expect(text).not.toContain("--user-name='backup'");
    expect(text).toContain(' Then look the event up at its source, and deactivate every key that it names');
  });

  test('have no part in the thread of several events', () => {
    expect(told(of('ci-deploy'), of('broker')).machine.dedupKey).toBe(`akr:aws:${OWN}:dead-letters`);
  });

  test('have their thread and commands where it is one event', () => {
    const { machine, text } = told(of('ci-deploy'));
    expect(machine.dedupKey).toBe(`akr:aws:${OWN}:arn:aws:iam::${OWN}:user/ci-deploy`);
    expect(text).toContain("aws iam list-access-keys --user-name='ci-deploy' ||");
  });
});

describe('whoever made the call of an event', () => {
  const admin = { type: 'IAMUser', userName: 'security-admin' } as const;
  const caller = { principal: admin, accountId: OWN, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' };
  const made = {
    kind: 'access-key' as const,
    ...{ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', userName: 'ci-deploy' },
  };
  const call = letter({ credentials: [key()], callers: [caller], made: [made] });

  test('is named with what was made, and no line stops it', () => {
    const { text } = told(call);
    expect(text).toContain(
      ' It names the key AKIAIOSFODNN7EXAMPLE: treat that as ACTIVE. Access key AKIAIOSFODNN7EXAMPLE of IAM user ci-deploy was made. IAM user security-admin with the key AKIAI44QH8DHBEXAMPLE made the call: ask whether it was their work.\n',
    );
    expect(text).not.toMatch(/aws [^\n]*(?:security-admin|AKIAI44QH8DHBEXAMPLE)/);
  });

  test('is named in the line of the event, where there are several', () => {
    expect(told(call, letter()).text).toContain(
      ` the key AKIAIOSFODNN7EXAMPLE, account "${OWN}": event "${UUID}", call by IAM user security-admin with the key AKIAI44QH8DHBEXAMPLE\n`,
    );
  });

  test('has no key if its id is none, and no name that IAM does not allow', () => {
    const { text } = told(
      letter({ callers: [{ ...caller, principal: { ...admin, userName: 'a b' }, accessKeyId: 'x' }] }),
    );
    expect(text).toContain(' An unnamed IAM user made the call: ask');
  });
});

test('one of several events that names nothing is to be looked up, whatever the others name', () => {
  expect(told(letter({ credentials: [key()] }), letter()).text).toContain(
    ' Then look each event up at its source, and deactivate every key that it names by hand.',
  );
});

test('the line of an event has its credentials, and the users of which it names none', () => {
  const users = [{ userName: 'backup', accountId: OWN }];
  const { text } = told(letter({ credentials: [key()], users }), letter());
  expect(text).toContain(' the key AKIAIOSFODNN7EXAMPLE, and the keys of IAM user backup, account');
  expect(text).toContain(' no key, account');
});

test('an alert has the lists of five users at most', () => {
  const users = Array.from({ length: 6 }, (_, index) => ({ userName: `user-${index}`, accountId: OWN }));
  const { text } = told(...users.map((user) => letter({ users: [user] })));
  const names = [...text.matchAll(/list-access-keys --user-name='(user-\d)'/g)].map(([, name]) => name);
  expect(new Set(names)).toEqual(new Set(users.slice(0, 5).map(({ userName }) => userName)));
});
