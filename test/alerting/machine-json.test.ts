import { describe, expect, test } from '@jest/globals';
import { credential, KEY, SESSION, USER } from '../../scripts/coverage-tables/examples.ts';
import { machineJson, outcomeJson } from '../../src/alerting/machine-json.ts';
import type { KeyUse } from '../../src/core/outcome.ts';
import { OTHER_KEY } from '../golden/case.ts';
import { keyId } from './many-credentials.ts';
import { type End, modelOfEnd, modelsOfAll } from './model-of.ts';

const keyOf = (end: End) => outcomeJson(modelOfEnd(end)).key;

describe('the other credentials of an event', () => {
  const alertOf = (count: number) => {
    const ends = Array.from(
      { length: count },
      (_, index): End => ({ affected: credential(keyId(index), USER), reason: 'deactivation-failed' }),
    );
    const [worst, ...others] = modelsOfAll(ends);
    if (worst === undefined) throw new RangeError('there is one');
    return machineJson({ worst, others });
  };
  const keyIn = ({ dedupKey }: { readonly dedupKey: string }) => dedupKey.split(':').at(-1);

  test('have all their facts if they are ten at most', () => {
    const { others, ...alert } = alertOf(11);
    expect(others?.map(keyIn)).toEqual(Array.from({ length: 10 }, (_, index) => keyId(index + 1)));
    expect(others?.[9]).toHaveProperty('risks');
    expect(alert).not.toHaveProperty('rest');
  });

  test('have only their names and states from the eleventh on', () => {
    const { others, rest } = alertOf(13);
    expect(others).toHaveLength(10);
    expect(rest).toEqual(
      [11, 12].map((index) => ({
        dedupKey: expect.stringMatching(`:${keyId(index)}$`),
        state: 'NOT_CONTAINED',
      })),
    );
  });
});

describe('the status of the key', () => {
  const read = (...keys: readonly (readonly [string, string])[]) => ({
    userName: 'ci-deploy',
    keys: keys.map(([accessKeyId, status]) => ({ accessKeyId, status })),
  });
  const session = credential(SESSION, USER);

  test.each<[string, End, string]>([
    ['as IAM lists it', { reason: 'keys-inactive', facts: read([KEY, 'Inactive']) }, 'Inactive'],
    [
      'gone, if IAM lists the others',
      { reason: 'other-key-active', facts: read([OTHER_KEY, 'Active']) },
      'gone',
    ],
    ['gone, if IAM knows neither it nor its user', { reason: 'key-gone' }, 'gone'],
    ['unknown, if nobody read it', { reason: 'deactivation-failed' }, 'unknown'],
    [
      'unknown of a session, which IAM lists nowhere',
      { affected: session, reason: 'session-alive', facts: read([KEY, 'Inactive']) },
      'unknown',
    ],
  ])('is %s', (_, end, status) => {
    expect(keyOf(end)?.statusNow).toBe(status);
  });
});

describe('the last use of the key', () => {
  const lastUsed = (use: KeyUse) =>
    keyOf({
      reason: 'keys-inactive',
      facts: {
        enrichment: {
          readAt: '2026-05-04T03:12:08.733Z',
          accountAlias: { ok: true, value: '' },
          lastUses: [{ accessKeyId: KEY, use: { ok: true, value: use } }],
        },
      },
    })?.lastUsed;
  const at = '2026-05-04T03:09:00.000Z';

  test('is never, or a time, with the service and the Region where IAM says them', () => {
    expect(lastUsed({})).toBe('never');
    expect(lastUsed({ at })).toEqual({ at });
    expect(lastUsed({ at, service: 's3', region: 'eu-west-1' })).toEqual({
      at,
      service: 's3',
      region: 'eu-west-1',
    });
  });
});
