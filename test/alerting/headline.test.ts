import { describe, expect, test } from '@jest/globals';
import {
  credential,
  KEY,
  OWN,
  PERSON,
  SERVICE_CREDENTIAL,
  SWITCHED,
  USER,
} from '../../scripts/coverage-tables/examples.ts';
import type { AffectedIdentity } from '../../src/core/detection.ts';
import type { CredentialFact } from '../../src/core/user-credential.ts';
import { bearerKey, OTHER_KEY, read } from '../golden/case.ts';
import { type End, modelOfEnd } from './model-of.ts';

const headline = (end: End) => modelOfEnd(end).headline;
const key = `access key ${KEY} of IAM user ci-deploy`;
const verifiedAt = '2026-05-04T03:12:08.402Z';
const listed = (...keys: readonly (readonly [string, string])[]) => ({
  ...{ userName: 'ci-deploy', verifiedAt },
  keys: keys.map(([accessKeyId, status]) => ({ accessKeyId, status })),
});

describe('who must act, and by when', () => {
  test('is today after a theft that is stopped, and tomorrow where nothing says theft', () => {
    const classOf = (its: 'confirmed' | 'suspected') =>
      modelOfEnd({ reason: 'keys-inactive', classification: { class: its } }).actBy;
    expect(classOf('confirmed')).toMatch(/^Act today: nobody has looked yet at its sessions/);
    expect(classOf('suspected')).toBe('Act by: the next working day.');
  });
});

describe('the verdict', () => {
  test('says that the key is gone where IAM lists only another one', () => {
    const reason = 'other-key-active';
    expect(headline({ reason, facts: listed([OTHER_KEY, 'Active']) })).toBe(
      `PARTLY CONTAINED: ${key} is gone, but the user has another Active key.`,
    );
    expect(headline({ reason, facts: listed([KEY, 'Inactive'], [OTHER_KEY, 'Active']) })).toBe(
      `PARTLY CONTAINED: ${key} is Inactive, but the user has another Active key.`,
    );
  });

  test('is about the one key that somebody stopped by hand, whatever else the user has', () => {
    const affected = {
      kind: 'stopped-key',
      signal: 'stop',
      deleted: false,
      by: PERSON,
      ...SWITCHED,
    } as const;
    const history = { lastAlert: { state: 'NOT_CONTAINED', page: 'open' } } as const;
    const facts = listed([KEY, 'Inactive'], [OTHER_KEY, 'Active']);
    expect(headline({ affected, history, reason: 'other-key-active', facts })).toBe(
      `PARTLY CONTAINED: ${key} is Inactive, but the user has another Active key.`,
    );
  });

  test('accuses nobody of a fight who may have undone an alert', () => {
    const affected = { kind: 'reactivated-key', signal: 'reactivation', by: PERSON, ...SWITCHED } as const;
    const end = { affected, reason: 'stopped-again', facts: listed([KEY, 'Inactive']) } as const;
    const history = { containment: 'event' };
    expect(headline({ ...end, history })).toMatch(/switched it ON: somebody fights back\.$/);
    expect(headline({ ...end, history, classification: { mayBeUndo: true } })).toMatch(
      /switched it ON: perhaps to undo an alert, before new evidence came\.$/,
    );
  });

  test.each([
    ['policy', 'the policy AWSDenyAll'],
    ['boundary', 'the permissions boundary AWSDenyAll'],
  ] as const)('names the %s that denies everything', (by, words) => {
    const facts = { ...listed([KEY, 'Inactive']), quarantine: { by, holds: 'yes' } } as const;
    expect(headline({ reason: 'user-quarantined', facts })).toContain(
      `denied to IAM user ci-deploy by ${words},`,
    );
  });
});

describe('a change that failed', () => {
  const services = (...value: readonly CredentialFact[]) => ({
    ...listed([KEY, 'Active']),
    credentials: read('03:12:08.410', { 'service-specific-credential': { ok: true, value } }),
  });
  const ofService = credential(SERVICE_CREDENTIAL, USER);
  const apiKey: AffectedIdentity = {
    ...{ kind: 'user', signal: 'report', apiKeyOf: 'bedrock' },
    ...{ principal: USER, accountId: OWN },
  };

  test.each<[string, End, RegExp]>([
    [
      'the key reads Active',
      { reason: 'deactivation-failed', facts: listed([KEY, 'Active']) },
      /STILL ACTIVE\./,
    ],
    ['no key was read', { reason: 'deactivation-failed' }, /MAY STILL BE ACTIVE.* could not be read\.$/],
    [
      'the credential reads Active',
      { affected: ofService, reason: 'deactivation-failed', facts: services(bearerKey) },
      /\(bedrock\) of IAM user ci-deploy IS STILL ACTIVE\./,
    ],
    [
      'the credential was not read, and the keys of its user were',
      { affected: ofService, reason: 'deactivation-failed', facts: listed([KEY, 'Active']) },
      /MAY STILL BE ACTIVE.* could not be read\.$/,
    ],
    [
      'the credentials of a reported API key read Active',
      { affected: apiKey, reason: 'deactivation-failed', facts: services(bearerKey) },
      /\(bedrock\) of IAM user ci-deploy IS STILL ACTIVE\./,
    ],
    [
      'they were not read, and the keys of the user were',
      { affected: apiKey, reason: 'deactivation-failed', facts: listed([KEY, 'Active']) },
      /MAY STILL BE ACTIVE.* could not be read\.$/,
    ],
  ])('says how sure that is: %s', (_, end, words) => {
    expect(headline(end)).toMatch(words);
  });
});
