import { describe, expect, test } from '@jest/globals';
import { chatNotification } from '../../src/alerting/chat-notification.ts';
import { composeDeadLetters } from '../../src/alerting/unreadable.ts';
import { aDeadLetter } from '../a-dead-letter.ts';
import { fixture, withValue } from '../fixture.ts';
import { type GoldenCase, placesOf } from '../golden/case.ts';
import { cases } from '../golden/cases.ts';
import { tell } from '../golden/tell.ts';
import { defaultPolicy } from '../policy.ts';

/** Amazon Q drops a notification that has more of one of them, and shows no error. */
const MOST = { title: 250, description: 8_000 };

interface Chat {
  readonly id: string;
  readonly content: {
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: { readonly summary: string };
}

async function chatOf(one: GoldenCase): Promise<Chat> {
  const [place] = placesOf(one);
  if (place === undefined) throw new RangeError('there is a place');
  return (await tell(one, place)).alert.chat as unknown as Chat;
}

function endedAs(name: string): GoldenCase {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`there is no case ${name}`);
  return found;
}

test('a notification is as short as Amazon Q wants it, whatever it is made of', () => {
  const long = 'x'.repeat(10_000);
  const { id, content, metadata }: Chat = JSON.parse(
    chatNotification({
      ...{
        id: `a/b c:${long}`,
        title: long,
        description: [long, long],
        nextSteps: [],
        keywords: [long, 'P1'],
      },
      ...{ threadId: 'thread', summary: long, resources: [], state: 'CONTAINED', version: '0.1.0' },
    }),
  );
  expect(id).toBe(`abc:${'x'.repeat(60)}`);
  expect(content.title.length).toBeLessThanOrEqual(MOST.title);
  expect(content.description.length).toBeLessThanOrEqual(MOST.description);
  expect(content.keywords).toEqual(['x'.repeat(40), 'P1']);
  expect(metadata.summary.length).toBeLessThanOrEqual(MOST.title);
});

test('the longest name that a thief can choose takes nothing of the account from the title', async () => {
  const event = withValue(
    fixture('guardduty-instance-profile'),
    'detail.resource.accessKeyDetails.userName',
    'a.'.repeat(31).concat('aa'),
  );
  const { content, metadata } = await chatOf({ ...endedAs('not-contained-role-session'), event });
  // Nothing of the detection follows, since there is no room for all of it.
  expect(content.title).toMatch(/^P1 NOT CONTAINED: role a.* session in use, account 111122223333$/);
  expect(metadata.summary).toMatch(/^NOT CONTAINED role a.* session in use, account 111122223333$/);
});

describe('a step', () => {
  const runbookOf = (length: number) => 'https://wiki.example.com/'.padEnd(length, 'x');
  const stepOf = async (runbookUrl: string) =>
    (await chatOf({ ...endedAs('contained'), runbookUrl })).content.nextSteps.at(-1) ?? '';
  const around = 'Runbook: #keys-inactive'.length;

  test('of 300 characters stays whole', async () => {
    const url = runbookOf(300 - around);
    expect(await stepOf(url)).toBe(`Runbook: ${url}#keys-inactive`);
  });

  test('that is longer ends with three dots, as its last three characters', async () => {
    for (const length of [301, 2_000]) {
      const step = await stepOf(runbookOf(length - around));
      expect(step).toMatch(/^Runbook: https:\/\/wiki\.example\.com\/x{200,}.*\.\.\.$/);
      expect(step).toHaveLength(300);
    }
  });
});

test('of an event that names no key, the title says so', () => {
  const { bodies } = composeDeadLetters([aDeadLetter({ accountId: '111122223333' })], {
    place: { partition: 'aws', region: 'us-east-1', accountId: '111122223333' },
    sentAt: new Date('2026-05-04T03:12:16.000Z'),
    settings: {
      ...{ ledgerTableName: 'ledger', runbookUrl: '', identityCenter: { url: '', role: '' } },
      ...{ policy: defaultPolicy, version: '0.1.0' },
    },
  }).alert;
  const { content }: Chat = JSON.parse(bodies['https'] ?? '{}');
  expect(content.title).toBe(
    'P1 NOT CONTAINED: an event about an AWS key could not be handled, account 111122223333',
  );
});
