import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { accessDenied } from '../local/aws/faults.ts';
import { type Aws, startAws } from '../local/aws.ts';
import { credential, KEY, OWN, USER } from '../scripts/coverage-tables/examples.ts';
import type { Decision } from '../src/core/decision.ts';
import { type ActionRecord, inactive, type Outcome } from '../src/core/outcome.ts';
import type { SecondLook } from '../src/core/second-look.ts';
import { readLater } from '../src/read-later.ts';
import { openHouse } from './house.ts';
import { withoutWaiting } from './without-waiting.ts';

const startedAt = new Date('2026-05-04T03:12:00.000Z');
const CHANGED = '2026-05-04T03:12:01.000Z';
const READ = '2026-05-04T03:12:02.000Z';
const event = { source: 'aws.guardduty', detail: { userName: 'ci-deploy' } };

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

const classification = { class: 'confirmed', because: 'example' } as const;
const ofUser: Decision = {
  ...{ affected: credential(KEY, USER), classification, action: 'deactivate-access-key', accountId: OWN },
  ...{ accessKeyId: KEY, user: USER, quarantine: false, reach: { stops: 'made-since' } },
};
const role = { type: 'AssumedRole', roleName: 'deploy', uniqueId: 'AROAIOSFODNN7EXAMPLE' } as const;
const ofRole: Decision = {
  ...{ affected: credential('ASIAIOSFODNN7EXAMPLE', role), classification, action: 'revoke-role-sessions' },
  ...{ accountId: OWN, roleName: 'deploy', role },
};

/** A key that IAM took as Inactive, and did not show. */
const unread: Outcome = {
  ...{ state: 'NOT_CONTAINED', reason: 'not-read-yet', retry: false, decision: ofUser },
  ...{ userName: 'ci-deploy', actions: [{ ...inactive(KEY), at: CHANGED, result: 'ok' }] },
};
const failed: Outcome = { ...unread, reason: 'deactivation-failed', retry: true };
const call = (name: string, at: string): ActionRecord => ({ call: name, target: 'deploy', at, result: 'ok' });
const revoked: Outcome = {
  ...{ state: 'NOT_CONTAINED', reason: 'revocation-not-read-yet', retry: false, decision: ofRole },
  ...{ revokedBefore: CHANGED },
  actions: [call('iam:PutRolePolicy', CHANGED), call('iam:GetRolePolicy', READ)],
};

async function leave(outcomes: readonly Outcome[], secondLook?: SecondLook) {
  const { container } = openHouse(aws, {}, { ...withoutWaiting(aws), random: () => 0.5 });
  const place = { invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:respond' };
  const invocation = { ...place, deliveryId: 'one', receives: 0, remainingMs: () => 60_000 };
  const c = { ...container, invocation: { ...invocation, ...(secondLook && { secondLook }) } };
  const undone = await readLater(event, { outcomes, startedAt, c });
  const messages = aws.queues.find('retries')?.messages ?? [];
  return { undone, messages, tasks: messages.map(({ body }) => JSON.parse(body)) };
}

test('what IAM did not show comes back in a minute or two, with what was changed and when', async () => {
  const { undone, messages, tasks } = await leave([unread, revoked]);
  expect(undone).toEqual([]);
  const at = CHANGED;
  const payload = {
    ...{ event, since: startedAt.toISOString(), keysRead: false },
    changed: [{ accessKeyId: KEY, at, userName: 'ci-deploy' }],
    revoked: [{ accountId: OWN, roleName: 'deploy', revokedBefore: CHANGED, at }],
  };
  expect(tasks).toEqual([{ responder: 'task', task: 'look-again', payload, remainingSeconds: 0 }]);
  const seconds = ((messages[0]?.visibleAt ?? 0) - aws.elapsed.now()) / 1000;
  expect(Math.abs(seconds - 90)).toBeLessThan(5);
});

test('a deny that was put on the user comes back with it, to be read again', async () => {
  const quarantine = { by: 'boundary', holds: 'unknown', previousBoundary: 'none' } as const;
  const { tasks } = await leave([{ ...unread, quarantine }]);
  const { payload } = tasks[0];
  expect(payload.changed).toMatchObject([{ accessKeyId: KEY, quarantine: { by: 'boundary' } }]);
  expect(payload.changed[0].quarantine).toEqual({ by: 'boundary', previousBoundary: 'none' });
});

test('the keys are read only if those of everybody were read', async () => {
  const read: Outcome = { ...unread, reason: 'credentials-not-read', verifiedAt: READ };
  for (const outcomes of [[read, unread], [read]]) await leave(outcomes);
  const { tasks } = await leave([]);
  expect(tasks.map(({ payload }) => payload.keysRead)).toEqual([false, true]);
});

test.each<[string, Outcome]>([
  ['a key whose user is not known', { ...unread, userName: undefined as never }],
  ['a role whose policy IAM did not take', { ...revoked, actions: [call('iam:GetRolePolicy', READ)] }],
  ['a role of which nobody knows since when', { ...revoked, revokedBefore: undefined as never }],
])('of %s nothing is kept as changed', async (_, outcome) => {
  const { tasks } = await leave([outcome]);
  expect(tasks).toMatchObject([{ payload: { changed: [], revoked: [] } }]);
});

test.each<[string, readonly Outcome[]]>([
  ['all is read', [{ ...unread, state: 'CONTAINED', reason: 'keys-inactive', verifiedAt: READ }]],
  ['the whole event runs again', [unread, failed]],
  ['there was nothing to do', []],
])('nothing comes back where %s', async (_, outcomes) => {
  expect(await leave(outcomes)).toMatchObject({ undone: [], messages: [] });
});

test('what a second look could not read either leaves its message in the queue, and makes no other', async () => {
  const before = { since: startedAt, changed: [], revoked: [], keysRead: false };
  expect(await leave([unread, revoked], before)).toMatchObject({
    ...{ undone: ['not-read-yet', 'revocation-not-read-yet'], messages: [] },
  });
});

test('a queue that does not take it leaves the event unfinished', async () => {
  aws.faults.inject({ action: 'sqs:SendMessage', fault: accessDenied, times: 'forever' });
  expect((await leave([unread])).undone).toEqual(['sqs:SendMessage AccessDenied']);
});
