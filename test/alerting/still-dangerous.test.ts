import { describe, expect, test } from '@jest/globals';
import { credential, detectionOf, KEY, OWN, SESSION, USER } from '../../scripts/coverage-tables/examples.ts';
import { stillDangerous } from '../../src/alerting/still-dangerous.ts';
import { mailStyle } from '../../src/alerting/style.ts';
import type { Detection, Principal } from '../../src/core/detection.ts';
import { type Enrichment, inactive } from '../../src/core/outcome.ts';
import type { Reason } from '../../src/core/reasons/index.ts';
import type { CredentialsRead } from '../../src/core/user-credential.ts';
import { type Ended, modelOf } from './model-of.ts';

const SECOND = 'AKIAI44QH8DHBEXAMPLE';
const THIRD = 'AKIAEXAMPLE300000000';
const userName = 'ci-deploy';
const verifiedAt = '2026-05-04T03:12:08.402Z';
const READ = '(read 2026-05-04 03:12:08Z; a change shows everywhere within seconds)';
const stolen = detectionOf(credential(KEY, USER), { evidence: { firstSeen: '2026-05-04T03:00:00Z' } });
const session = detectionOf(credential(SESSION, USER));

const linesOf = (reason: Reason, detection: Detection, ended: Ended = {}) =>
  stillDangerous(modelOf(reason, detection, ended), mailStyle);
const LOOKED: Enrichment = { readAt: verifiedAt, accountAlias: { ok: true, value: 'prod' }, lastUses: [] };
/** The lines that have one of the words, without the others. */
const about = (words: RegExp, lines: readonly string[]) => lines.filter((line) => words.test(line));

describe('of the key people read', () => {
  const key = (reason: Reason, ended: Ended) => about(/^ \S+ +the key/, linesOf(reason, stolen, ended));

  test.each<[string, Reason, Ended, string]>([
    [
      'its own status, whatever is listed before it',
      'keys-inactive',
      {
        ...{ userName, verifiedAt },
        keys: [
          { accessKeyId: SECOND, status: 'Active' },
          { accessKeyId: KEY, status: 'Inactive' },
        ],
      },
      ` no       the key ${KEY}: reads Inactive ${READ}`,
    ],
    [
      'that it is gone, if IAM lists it no more',
      'keys-inactive',
      { userName, verifiedAt, keys: [{ accessKeyId: SECOND, status: 'Active' }] },
      ` no       the key ${KEY}: is gone ${READ}`,
    ],
    [
      'that IAM knows it no more, if nothing was listed and it is gone',
      'key-gone',
      {},
      ` no       the key ${KEY}: IAM knows it no more`,
    ],
    [
      'that nobody read it, if something else was read back',
      'denied-again',
      { userName, verifiedAt, quarantine: { by: 'policy', holds: 'yes' } },
      ` UNKNOWN  the key ${KEY}: its status was not read`,
    ],
    [
      'that nobody read it, if the list does not say when it was read',
      'not-verified',
      { userName, keys: [{ accessKeyId: KEY, status: 'Inactive' }] },
      ` UNKNOWN  the key ${KEY}: its status was not read`,
    ],
  ])('%s', (_, reason, ended, line) => {
    expect(key(reason, ended)).toEqual([line]);
  });
});

describe('of other keys of the user people read', () => {
  const others = (ended: Ended) =>
    about(/other access keys/, linesOf('other-key-active', stolen, { userName, ...ended }));

  test('which are Active, and since when: a day, or the moment if it is after the first evidence', () => {
    const keys = [
      { accessKeyId: KEY, status: 'Inactive' },
      { accessKeyId: SECOND, status: 'Active', createdAt: '2026-05-04T03:10:02.000Z' },
      { accessKeyId: THIRD, status: 'Active', createdAt: '2023-02-14T16:20:00.000Z' },
      { accessKeyId: 'AKIAEXAMPLE400000000', status: 'Active' },
    ];
    const listed = [
      `${SECOND} Active, made 2026-05-04 03:10:02Z, AFTER the first evidence`,
      `${THIRD} Active, made 2023-02-14`,
      'AKIAEXAMPLE400000000 Active',
    ].join(', ');
    expect(others({ keys, verifiedAt })).toEqual([
      ` YES      other access keys of the user: ${listed} (read 2026-05-04 03:12:08Z)`,
    ]);
  });

  test('which are stopped, if all are, and which of them came after the first evidence', () => {
    const keys = [
      { accessKeyId: SECOND, status: 'Inactive', createdAt: '2026-05-04T03:10:02.000Z' },
      { accessKeyId: THIRD, status: 'Inactive', createdAt: '2023-02-14T16:20:00.000Z' },
    ];
    expect(others({ keys, verifiedAt })).toEqual([
      ` no       other access keys of the user: ${SECOND} Inactive, made 2026-05-04 03:10:02Z, AFTER the first evidence, ${THIRD} Inactive ${READ}`,
    ]);
  });

  test.each<Ended>([{ verifiedAt }, { keys: [] }])(
    'that nobody read them, unless there is a list and its time: %j',
    (ended) => {
      expect(others(ended)).toEqual([' UNKNOWN  other access keys of the user: not read']);
    },
  );
});

test('a password whose age IAM does not say is told without one', () => {
  const enrichment = { ...LOOKED, consolePassword: { ok: true, value: {} } } as const;
  expect(about(/password/, linesOf('keys-inactive', stolen, { userName, enrichment }))).toEqual([
    ' YES      console password of the user: it signs in without any key (read 2026-05-04 03:12:08Z; not when somebody last changed it)',
  ]);
});

describe('what the call of an event made', () => {
  const caller = credential(KEY, USER, { signal: 'api-call' });
  const calls = (type: string, names: NonNullable<Detection['evidence']['names']>) =>
    detectionOf(caller, {
      ...{ source: { id: 'cloudtrail', name: 'CloudTrail' }, type: `iam:${type}` },
      evidence: { names },
    });
  const ofKey = calls('CreateAccessKey', { accessKeyId: SECOND, userName: 'ci-deploy' });
  const bearerKey = 'ACCAEXAMPLE123EXAMPLE';
  const ofOther = calls('CreateServiceSpecificCredential', {
    ...{ credentialId: bearerKey, userName: 'ci-deploy' },
  });
  const kind = 'service-specific-credential';
  const answered = (answer: CredentialsRead['answer']) => [{ kind, readAt: verifiedAt, answer } as const];
  const read = (id: string) => answered({ ok: true, value: [{ kind, id, status: 'Inactive' }] });
  const refusedToRead = answered({ ok: false, error: 'AccessDenied' });

  test.each<[string, Detection, Ended, boolean]>([
    ['a key that was read back', ofKey, { keys: [{ accessKeyId: SECOND, status: 'Active' }] }, false],
    ['a key, where others were read', ofKey, { keys: [{ accessKeyId: KEY, status: 'Active' }] }, true],
    ['a key, where nothing was read', ofKey, {}, true],
    ['a credential that was read back', ofOther, { credentials: read(bearerKey) }, false],
    ['a credential, where others were read', ofOther, { credentials: read('ACCAEXAMPLE456EXAMPLE') }, true],
    ['a credential, where they could not be read', ofOther, { credentials: refusedToRead }, true],
  ])('has a line of its own only if no other line tells of it: %s', (_, detection, ended, isTold) => {
    const lines = linesOf('informational', detection, { userName, verifiedAt, ...ended });
    const [line = '', ...more] = about(new RegExp(`${SECOND}|${bearerKey}`), lines);
    expect(more).toEqual([]);
    expect(line.endsWith('its status was not read')).toBe(isTold);
  });
});

describe('of sessions people read', () => {
  const sessions = (reason: Reason, detection: Detection, ended: Ended = {}) =>
    about(/session/, linesOf(reason, detection, ended));

  test.each<[string, Principal]>([
    ['12 hours', { type: 'AssumedRole', roleName: 'app-instance' }],
    ['an hour', { type: 'Root' }],
    ['an hour', { type: 'FederatedUser', issuer: { type: 'Root' } }],
    ['36 hours', { type: 'FederatedUser', issuer: USER }],
    ['36 hours', { type: 'FederatedUser', issuer: undefined }],
    ['36 hours', { type: 'AWSService' }],
    ['36 hours', { type: 'Unknown' }],
    ['36 hours', USER],
  ])('that one lives on for %s at most: %j', (hours, principal) => {
    const detection = detectionOf(credential(SESSION, principal));
    expect(sessions('session-alive', detection)).toEqual([
      ` YES      the session that was seen lives on, for up to ${hours}`,
    ]);
    expect(sessions('exempt', { ...detection, archived: true })).toEqual([
      ` UNKNOWN  how long the session lives on: not looked at, ${hours} at most`,
    ]);
  });

  test('which boundary of the user gave way to the deny, so that it can be put back', () => {
    const boundary = `arn:aws:iam::${OWN}:policy/evil.example`;
    const denied = (holds: 'yes' | 'no') =>
      sessions('user-quarantined', stolen, {
        ...{ userName, quarantine: { by: 'boundary', holds, previousBoundary: boundary } },
      });
    const words = `; replaced the user's permissions boundary, which was: arn:aws:iam::${OWN}:policy/evil[.]example`;
    expect(denied('yes')[0]).toContain(`sessions of the user: everything is denied to them${words} (`);
    expect(denied('no')[0]).toMatch(/^ UNKNOWN {2}sessions made with the key/);
    expect(denied('no')[0]).toContain(words);
    const untouched = { userName, quarantine: { by: 'policy', holds: 'yes' } } as const;
    expect(sessions('user-quarantined', stolen, untouched).join()).not.toContain('replaced');
  });

  test('that those of a role are refused only if that was read back', () => {
    const role = detectionOf(credential(SESSION, { type: 'AssumedRole', roleName: 'app-instance' }));
    const ended = { revokedBefore: '2026-05-04T03:12:08.000Z' };
    const refused = 'sessions of the role issued before 2026-05-04 03:12:08Z: refused';
    expect(sessions('sessions-revoked', role, ended)[0]).toContain(` no       ${refused}`);
    expect(sessions('revocation-failed', role, ended).join('\n')).not.toContain(refused);
  });
});

describe('of what may break people read', () => {
  const uses = (...lastUses: Enrichment['lastUses']) => ({ ...LOOKED, lastUses });

  test('of everything of the user, unless the deny does not hold', () => {
    const all = (holds: 'yes' | 'no' | 'unknown') =>
      about(
        /everything that runs as the user/,
        linesOf('user-quarantined', stolen, { userName, quarantine: { by: 'policy', holds } }),
      );
    expect([all('yes'), all('unknown'), all('no')].map(({ length }) => length)).toEqual([1, 1, 0]);
  });

  test('that the use of the key is unknown, if only that of another was read', () => {
    const use = { ok: true, value: { at: '2026-05-04T03:09:00.000Z' } } as const;
    const enrichment = uses({ accessKeyId: SECOND, use });
    expect(about(/jobs on/, linesOf('keys-inactive', stolen, { userName, enrichment }))).toEqual([
      `MAY BREAK jobs on ${KEY}: last use UNKNOWN, not looked up`,
      `MAY BREAK jobs on ${SECOND}: last used 2026-05-04 03:09Z for an unnamed service in an unnamed Region, by whomever`,
    ]);
  });

  test('nothing of a key that is only a test', () => {
    expect(about(/jobs on/, linesOf('sample', { ...stolen, sample: true }))).toEqual([]);
  });

  test('that mail stops, if the key was stopped', () => {
    const at = verifiedAt;
    const enrichment = uses({ accessKeyId: KEY, use: { ok: true, value: {} } });
    const mail = (result: 'ok' | 'failed') =>
      about(
        /SES SMTP/,
        linesOf('keys-inactive', stolen, { enrichment, actions: [{ ...inactive(KEY), at, result }] }),
      );
    expect([mail('ok').length, mail('failed').length]).toEqual([1, 0]);
  });

  test('nothing but sessions of the session that was seen', () => {
    expect(about(/MAY BREAK|ACTIVE {3}/, linesOf('session-alive', session, { userName }))).toEqual([]);
  });
});
