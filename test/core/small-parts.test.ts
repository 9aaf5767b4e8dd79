import { expect, test } from '@jest/globals';
import { isPlaceholder, isServiceCredentialId, keyIdAsWritten } from '../../src/core/access-key-id.ts';
import { passed } from '../../src/core/clock.ts';
import { errorText } from '../../src/core/error-text.ts';
import { evidenceKinds } from '../../src/core/evidence-kinds.ts';
import { HEARTBEAT_SOURCE, isHeartbeat } from '../../src/core/heartbeat.ts';
import { placeOf } from '../../src/core/place.ts';
import { headingWith, nextReminderAt } from '../../src/core/reminder.ts';
import { decodedReport, REPORT_SOURCE, withoutApiKey } from '../../src/core/reported-api-key.ts';
import { policyIn } from '../../src/core/response-policy.ts';
import { resultOf } from '../../src/core/result.ts';
import { noBetterThan } from '../../src/core/state.ts';
import { UnfinishedResponseError } from '../../src/core/unfinished-response.ts';
import { readDetection } from '../../src/sources/index.ts';
import { longTermKey } from '../api-keys.ts';
import { fixture } from '../fixture.ts';
import { defaultPolicy } from '../policy.ts';

test('the time of a limit has passed when it is over, or was over before', async () => {
  expect(await passed(AbortSignal.abort())).toBeUndefined();
  const limit = new AbortController();
  const waiting = passed(limit.signal);
  let isOver = false;
  void waiting.then(() => {
    isOver = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isOver).toBe(false);
  limit.abort();
  expect(await waiting).toBeUndefined();
});

test('of an error the log has its name and message, and of anything else nothing', () => {
  expect(errorText(new TypeError('it is none'))).toBe('TypeError: it is none');
  expect(errorText('a secret')).toBe('unknown error');
});

test('the responder runs where the ARN of its function says', () => {
  expect(placeOf('arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:respond')).toEqual({
    ...{ partition: 'aws-us-gov', region: 'us-gov-west-1', accountId: '111122223333' },
  });
  expect(placeOf('')).toEqual({ partition: '', region: '', accountId: '' });
});

test.each([
  ['Throttling', 'Throttling'],
  ['A'.repeat(80), 'A'.repeat(80)],
  ['A'.repeat(81), 'UnknownError'],
  ['two words', 'UnknownError'],
  ['1st', 'UnknownError'],
  ['', 'UnknownError'],
])('the code of an error is its name %j if that is one', async (name, code) => {
  const error = Object.assign(new Error('a request of somebody'), { name });
  expect(await resultOf(Promise.reject(error))).toEqual({ ok: false, error: code });
});

test('what is thrown without being an error has no code, and what is answered is the value', async () => {
  expect(await resultOf(Promise.reject({ name: 'Throttling' }))).toEqual({
    ok: false,
    error: 'UnknownError',
  });
  expect(await resultOf(Promise.resolve(1))).toEqual({ ok: true, value: 1 });
});

test('no state is better than itself, and all that are worse stand before it', () => {
  expect(noBetterThan('NOT_CONTAINED')).toEqual(['NOT_CONTAINED']);
  expect(noBetterThan('CONTAINED')).toContain('PARTLY_CONTAINED');
  expect(noBetterThan('CONTAINED').at(-1)).toBe('CONTAINED');
});

test('a report without an API key is kept as it is', () => {
  const detail = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' };
  const report = { source: REPORT_SOURCE, detail };
  for (const event of [report, { ...report, detail: { note: 'nothing' } }, { ...report, detail: 'text' }])
    expect(withoutApiKey(event)).toBe(event);
  const list = { accessKeyId: [longTermKey('ci-deploy-at-111122223333')] };
  for (const value of [undefined, null, 'text', ['list'], { accessKeyId: 5 }, ['accessKeyId'], list])
    expect(decodedReport(value)).toBe(value);
});

test('only a report is searched for an API key', () => {
  const secret = `ABSK${Buffer.from('BedrockAPIKey-exam-at-111122223333:not-a-real-key').toString('base64')}`;
  const event = { source: 'aws.guardduty', detail: { accessKeyId: secret } };
  expect(withoutApiKey(event)).toBe(event);
  expect(withoutApiKey('text')).toBe('text');
  const report = { source: REPORT_SOURCE, detail: { accessKeyId: secret, note: 'kept' } };
  const without = withoutApiKey(report);
  expect(JSON.stringify(without)).not.toContain(secret);
  expect(without).toMatchObject({
    source: REPORT_SOURCE,
    detail: { note: 'kept', accountId: '111122223333' },
  });
});

test('a heartbeat is known by its source, and nothing else is one', () => {
  expect(isHeartbeat({ source: HEARTBEAT_SOURCE, detail: {} })).toBe(true);
  for (const event of [{ source: 'aws.guardduty' }, { Source: HEARTBEAT_SOURCE }, null, undefined, 'text'])
    expect(isHeartbeat(event)).toBe(false);
});

test('the log of a response that must run again says all that is missing', () => {
  expect(String(new UnfinishedResponseError(['a key is Active', 'nobody was told']))).toBe(
    'UnfinishedResponseError: the response is not finished and must run again: a key is Active; nobody was told',
  );
});

test('the settings hold in the account and partition of the function', () => {
  const { accountId, partition, ...settings } = { ...defaultPolicy, contain: 'observe' as const };
  const place = placeOf('arn:aws-cn:lambda:cn-north-1:444455556666:function:respond');
  expect(policyIn(place, settings)).toEqual({
    ...settings,
    accountId: '444455556666',
    partition: 'aws-cn',
  });
});

test.each([
  [0, 15],
  [14, 15],
  [15, 60],
  [59, 60],
  [60, 120],
  [150, 180],
])('%d minutes after somebody was woken, the next reminder is due after %d', (passed, due) => {
  const since = new Date('2026-05-04T03:00:00Z');
  const after = (minutes: number) => new Date(since.getTime() + minutes * 60_000);
  expect(nextReminderAt(since, after(passed))).toEqual(after(due));
});

test.each([
  [15, '15 min'],
  [59, '59 min'],
  [60, '1 h'],
  [150, '2 h'],
])('a reminder %d minutes after somebody was woken says %s', (minutes, words) => {
  const since = new Date('2026-05-04T03:00:00Z');
  const sentAt = new Date(since.getTime() + minutes * 60_000);
  expect(headingWith('NOT CONTAINED', { number: 2, since, sentAt })).toBe(
    `NOT CONTAINED, reminder 2 after ${words}`,
  );
});

test.each([
  [' \u200b akiaiosfodnn7example\u200b \n', 'AKIAIOSFODNN7EXAMPLE'],
  ['\u00adACCAEXAMPLE123EXAMPLE', 'ACCAEXAMPLE123EXAMPLE'],
  ['  backup-Job ', 'backup-Job'],
  ['AKIAIOSFODNN7EXAMPLE; rm', 'AKIAIOSFODNN7EXAMPLE; rm'],
])('what is written as %j where a key id belongs is %s', (written, id) => {
  expect(keyIdAsWritten(written)).toBe(id);
});

test('no text around an id or a placeholder makes another one of it', () => {
  expect(isServiceCredentialId('ACCAEXAMPLE123EXAMPLE')).toBe(true);
  for (const id of ['XACCAEXAMPLE123EXAMPLE', 'ACCAEXAMPLE123EXAMPLE; rm', 'ACCAEXAMPLE12'])
    expect(isServiceCredentialId(id)).toBe(false);
  for (const id of ['ACCESS_KEY_ID_HERE', 'AKIAXXXXXXXXXXXXXXXX', 'ASIA_PLACEHOLDER_KEY'])
    expect([isPlaceholder(id), isPlaceholder(`X${id}`), isPlaceholder(`${id}7`)]).toEqual([
      true,
      false,
      false,
    ]);
});

test('the address of whoever switches a key on is no new evidence, or each activation would be', () => {
  const kindsOf = (name: string) => {
    const reading = readDetection(fixture(name));
    return reading.ok ? evidenceKinds(reading.detection).map((kind) => kind.split(' ')[0]) : [];
  };
  expect(kindsOf('cloudtrail-activate-key')).toEqual(['type', 'detector']);
  expect(kindsOf('cloudtrail-stop-logging-by-key')).toEqual(['type', 'detector', 'address']);
});
