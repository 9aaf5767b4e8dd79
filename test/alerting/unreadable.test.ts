import { describe, expect, test } from '@jest/globals';
import { KEY, MEMBER, OWN, policy } from '../../scripts/coverage-tables/examples.ts';
import type { Messages } from '../../src/alerting/messages.ts';
import { composeDeadLetters, composeUnreadable } from '../../src/alerting/unreadable.ts';
import type { DeadLetter, NamedCredential } from '../../src/core/dead-letter.ts';
import type { UnreadableEvent } from '../../src/core/detection.ts';
import { aDeadLetter } from '../a-dead-letter.ts';

const ID = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const RUNBOOK = 'https://wiki.example.com/akr';
const settings = {
  ...{ ledgerTableName: 'ledger', identityCenter: { url: '', role: '' }, policy, version: '0.1.0' },
  deadLetterQueueUrl: `https://sqs.us-east-1.amazonaws.com/${OWN}/dead-letters`,
  runbookUrl: '',
};
const contextOf = (change: Partial<typeof settings> = {}) => ({
  place: { partition: 'aws', region: 'us-east-1', accountId: OWN },
  sentAt: new Date('2026-05-04T03:12:16.000Z'),
  settings: { ...settings, ...change },
});

const UNKNOWN: UnreadableEvent = {
  ...{ why: 'it has a new form', eventId: undefined, source: undefined, detailType: undefined },
  ...{ accountId: undefined, accessKeyId: undefined },
};

function told({ alert, pages }: Messages) {
  const { email = '', sms = '', https = '{}' } = alert.bodies;
  const { machine, subject } = alert;
  return { mail: email, sms, chat: JSON.parse(https), machine, subject, page: pages[0] };
}

const unreadable = (problem: Partial<UnreadableEvent>, change = {}) =>
  told(composeUnreadable({ ...UNKNOWN, ...problem }, contextOf(change)));

const letter = (change: Partial<DeadLetter> = {}) => aDeadLetter({ eventId: ID, ...change });

const named = (change: Partial<NamedCredential> = {}): NamedCredential => ({
  ...{ kind: 'access-key', id: KEY, userName: 'ci-deploy', accountId: OWN, byHand: [] },
  ...change,
});
const given = (letters: readonly DeadLetter[], change = {}) =>
  told(composeDeadLetters(letters, contextOf(change)));
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => letter({ eventId: `event-${index}` }));
const linesWith = (words: string, { mail }: { readonly mail: string }) =>
  mail.split('\n').filter((line) => line.includes(words));

describe('the page that only a person can close', () => {
  const closing = (alert: ReturnType<typeof given>) => [
    linesWith('PAGE     ', alert).length > 0,
    alert.page?.body.NewStateReason.includes(' Only a person closes this page: when each key'),
  ];
  const user = { userName: 'ci-deploy', accountId: OWN };

  test.each([
    ['of several events', given([letter({ credentials: [named()] }), letter()])],
    ['of one that names nobody', given([letter()])],
    ['of one that names no account', given([letter({ credentials: [named({ accountId: undefined })] })])],
    ['of one that could not be read, and names no key', unreadable({ accountId: OWN })],
    ['of one that could not be read, and names no account', unreadable({ accessKeyId: KEY })],
  ])('says so in the mail and to the pager: %s', (_, alert) => {
    expect(closing(alert)).toEqual([true, true]);
  });

  test.each([
    ['of one that names a key', given([letter({ credentials: [named()] })])],
    ['of one that names a user', given([letter({ users: [user] })])],
    ['of one that could not be read, and names a key', unreadable({ accountId: OWN, accessKeyId: KEY })],
  ])('is no other: %s', (_, alert) => {
    expect(closing(alert)).toEqual([false, false]);
  });
});

describe('of an event that could not be read', () => {
  test.each([undefined, 'x', `${OWN}1`, `1${OWN}`, `${OWN}\nCONTAINED`])(
    'no account is told that is none: %j',
    (accountId) => {
      const { mail, sms, chat, machine, subject, page } = unreadable({ accountId, accessKeyId: KEY });
      expect(subject).toBe(
        `[P1 NOT CONTAINED] key ${KEY} in an event that could not be read, account unknown`,
      );
      expect(sms).toContain(', account unknown.');
      expect(mail).toContain('\nACCOUNT  unknown (alias');
      expect(chat.content.title).toMatch(/, account unknown$/);
      expect([machine.account.id, machine.dedupKey]).toEqual(['unknown', `akr:aws:unknown:${KEY}`]);
      expect(page?.body).toMatchObject({ account: { id: 'unknown' } });
    },
  );

  test.each<[string | undefined, string, string, string]>([
    [ID, ID, ID, ID],
    [undefined, 'unknown', 'unknown', 'none'],
    [`${ID}0`, `${ID}0`, 'unknown', `${ID}0`],
    [`g${ID}`, `g${ID}`, 'unknown', `g${ID}`],
  ])('the id %j is part of an identifier only if it is a UUID', (eventId, alertId, about, inChat) => {
    const { machine, chat } = unreadable({ eventId });
    expect([machine.alertId, machine.dedupKey, chat.id]).toEqual([
      ...[alertId, `akr:aws:unknown:event/${about}`, inChat],
    ]);
  });

  test('the runbook is linked in mail, chat and JSON if it is published, and quoted if not', () => {
    const section = `${RUNBOOK}#unreadable-event`;
    const linked = unreadable({}, { runbookUrl: RUNBOOK });
    expect(linked.mail).toContain(`\nRUNBOOK  ${section}\n`);
    expect(linked.mail).not.toContain('RUNBOOK: ');
    expect(linked.chat.content.nextSteps.slice(1)).toEqual([`Runbook: ${section}`]);
    expect(linked.machine.links).toEqual({ runbook: section });
    const quoted = unreadable({});
    expect(quoted.mail).toContain('\nRUNBOOK: unreadable-event\n');
    expect(quoted.chat.content.nextSteps).toHaveLength(1);
    expect(quoted.machine.links).toEqual({});
  });

  test.each([28, 29])(
    'the SMS about a key id of %d characters says what to do as far as there is room',
    (length) => {
      const accessKeyId = KEY.padEnd(length, '0');
      expect(unreadable({ accessKeyId, accountId: OWN }).sms).toBe(
        `P1 NOT CONTAINED: event about AWS key ${accessKeyId} unreadable, account ${OWN}. ACT NOW${length === 28 ? ': stop it in IAM.' : '.'}`,
      );
    },
  );
});

describe('of events that were given up', () => {
  test('each has its line in the mail, with its account and its time, as far as they are known', () => {
    const sentAt = new Date('2026-05-02T22:40:00.000Z');
    const { mail } = given([
      letter({ credentials: [named({ accountId: MEMBER })], accountId: OWN, sentAt }),
      letter({ accountId: OWN, eventId: undefined }),
    ]);
    expect(mail).toContain(
      [
        '\nEVENTS',
        ` the key ${KEY}, account "${MEMBER}": event "${ID}", since 2026-05-02 22:40:00Z`,
        ` no key, account "${OWN}": event "letter"\n`,
      ].join('\n'),
    );
  });

  test('one alone has no list of one', () => {
    expect(linesWith('EVENTS', given([letter()]))).toEqual([]);
  });

  test.each([15, 16, 17])('%d: the mail has 15 of them, and counts the others', (count) => {
    const alert = given(numbered(count));
    expect(linesWith(': event "event-', alert)).toHaveLength(15);
    const more = count === 15 ? [] : [` and ${count - 15} more: see the JSON, or the queue`];
    expect(linesWith(' more: see the JSON', alert)).toEqual(more);
  });

  test('the JSON has a hundred at most, and five credentials of each', () => {
    const many = numbered(101).map((one) => ({
      ...one,
      credentials: Array.from({ length: 6 }, (_, index) => named({ id: `AKIAEXAMPLE${index}` })),
    }));
    const { deadLetters = [] } = given(many).machine;
    expect(deadLetters).toHaveLength(100);
    expect(deadLetters[0]?.keys).toHaveLength(5);
  });

  test('the JSON says of each credential what it is, and no account that is none', () => {
    const bearerKey = named({ kind: 'service-specific-credential', id: 'ACCAEXAMPLE123EXAMPLE' });
    const accounts = [undefined, 'x', `${OWN}1`, `1${OWN}`];
    const { deadLetters = [] } = given([
      letter({ credentials: [bearerKey, ...accounts.map((accountId) => named({ accountId }))] }),
    ]).machine;
    expect(deadLetters[0]?.keys).toEqual([
      {
        ...{ credentialKind: 'service-specific-credential', credentialId: 'ACCAEXAMPLE123EXAMPLE' },
        account: OWN,
      },
      ...accounts.map(() => ({ id: KEY, account: 'unknown' })),
    ]);
  });

  test('a command that cannot be pasted safely is left out, and the others stay', () => {
    const byHand = ["--user-name=x'; rm -rf ~ #", '--user-name=ci-deploy'].map((word) => ({
      argv: ['aws', 'iam', 'update-access-key', word],
    }));
    const lines = linesWith('update-access-key', given([letter({ credentials: [named({ byHand })] })]));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(" && aws iam update-access-key --user-name='ci-deploy' || ");
    const unsafe = given([letter({ credentials: [named({ byHand: byHand.slice(0, 1) })] })]);
    expect(unsafe.mail).toMatch(/\nDO THIS NOW\n [A-Z][^\n]*\n\nRUN IT AGAIN/);
  });
});
