import { expect, test } from '@jest/globals';
import { passed } from '../../src/core/clock.ts';
import { errorText } from '../../src/core/error-text.ts';
import { placeOf } from '../../src/core/place.ts';
import { decodedReport, REPORT_SOURCE, withoutApiKey } from '../../src/core/reported-api-key.ts';
import { resultOf } from '../../src/core/result.ts';
import { noBetterThan } from '../../src/core/state.ts';

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
  for (const value of [undefined, null, 'text', ['list'], { accessKeyId: 5 }, ['accessKeyId']])
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
