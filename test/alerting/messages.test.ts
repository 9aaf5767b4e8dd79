import { describe, expect, test } from '@jest/globals';
import { credential, KEY, MADE, MEMBER, USER } from '../../scripts/coverage-tables/examples.ts';
import { composeMessages } from '../../src/alerting/messages.ts';
import type { Reason } from '../../src/core/reasons/index.ts';
import { OTHER_KEY } from '../golden/case.ts';
import { type End, modelOfEnd, modelsOfAll } from './model-of.ts';

const reminder = { number: 1, since: new Date('2026-05-04T02:50:00.000Z') };
const NEWS = { audience: 'change' } as const;
const KNOWN = { audience: undefined } as const;

describe('an event about two credentials', () => {
  const endOf = (accessKeyId: string, reason: Reason, claim: object): End => ({
    ...{ affected: credential(accessKeyId, USER), reason, claim },
  });
  const first = (...ends: readonly End[]) => {
    const { alert } = composeMessages(modelsOfAll(ends));
    expect(alert.machine.others).toHaveLength(1);
    return alert.machine.key?.id;
  };

  test.each<[string, readonly [End, End]]>([
    [
      'which only reminds people, begins with what it reminds them of, however bad the other is',
      [endOf(OTHER_KEY, 'deactivation-failed', KNOWN), endOf(KEY, 'keys-inactive', { ...NEWS, reminder })],
    ],
    [
      'of which one is news, begins with the news, where both are as bad',
      [
        endOf(OTHER_KEY, 'deactivation-failed', { ...NEWS, reminder }),
        endOf(KEY, 'deactivation-failed', NEWS),
      ],
    ],
    [
      'of which one is news, begins with the reminder, where that is worse',
      [endOf(OTHER_KEY, 'keys-inactive', NEWS), endOf(KEY, 'deactivation-failed', { ...NEWS, reminder })],
    ],
    [
      'that are both news, begins with the worse one',
      [endOf(OTHER_KEY, 'keys-inactive', NEWS), endOf(KEY, 'deactivation-failed', NEWS)],
    ],
  ])('%s', (_, ends) => {
    expect(first(...ends)).toBe(KEY);
  });
});

describe('the page that is sent if the alert reached nobody', () => {
  test('opens, even where the alert closes a page', () => {
    const { pages, instead } = composeMessages([modelOfEnd({ reason: 'keys-inactive' })]);
    expect(pages.map(({ body }) => body.status)).toEqual(['resolved']);
    expect(instead.body).toMatchObject({ NewStateValue: 'ALARM', OldStateValue: 'OK', status: 'triggered' });
    expect(instead.subject).toMatch(/^ALARM: /);
  });
});

describe('the one line that a pager shows to run', () => {
  const lineOf = (...given: Parameters<typeof modelOfEnd>) =>
    / Run: (.*)$/.exec(composeMessages([modelOfEnd(...given)]).instead.body.NewStateReason)?.[1];

  test('is for the account of the command, without the comment that a mail has above it', () => {
    // Whoever made the key is of another account.
    const affected = { ...MADE, by: { ...MADE.by, accountId: MEMBER } };
    const facts = { userName: 'ci-deploy', keys: [{ accessKeyId: KEY, status: 'Inactive' }] };
    const history = { making: { byWatched: true, forWatched: false } };
    const line = lineOf({ affected, history, reason: 'new-credential-stopped', facts });
    expect(line).toMatch(
      /^\[ "\$\(aws sts get-caller-identity .*\)" = '444455556666' \] && aws iam update-access-key /,
    );
  });

  test('is there without a check where the event names no account', () => {
    const affected = credential(KEY, USER, { accountId: 'no account' });
    expect(lineOf({ affected, reason: 'deactivation-failed' })).toMatch(/^aws iam update-access-key /);
  });

  test('is the next one where a value of the first cannot be pasted', () => {
    const command = (name: string) => ({ argv: ['aws', 'iam', 'delete-user', `--user-name=${name}`] });
    const remedies = [{ byHand: () => [command("x'; rm"), command('ci-deploy')] }];
    const line = lineOf({ reason: 'deactivation-failed' }, { remedies });
    expect(line).toContain("&& aws iam delete-user --user-name='ci-deploy' ||");
    const none = [{ byHand: () => [command("x'; rm")] }];
    expect(lineOf({ reason: 'deactivation-failed' }, { remedies: none })).toBeUndefined();
  });
});
