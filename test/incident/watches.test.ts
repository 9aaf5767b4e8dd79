import { describe, expect, test } from '@jest/globals';
import {
  credential,
  DENIED,
  KEY,
  MADE,
  OWN,
  PERSON,
  REMOVAL,
  SESSION,
  SWITCHED,
  USER,
} from '../../scripts/coverage-tables/examples.ts';
import type { AffectedIdentity } from '../../src/core/detection.ts';
import { NO_HISTORY } from '../../src/core/history.ts';
import type { Quarantine } from '../../src/core/outcome.ts';
import type { Reason } from '../../src/core/reasons/index.ts';
import { type Watch, watchesOf } from '../../src/incident/watches.ts';
import { type Ending, endedIn } from '../ended-in.ts';
import { accepted, OTHER_KEY } from '../golden/case.ts';
import { sentAt } from '../incident-of.ts';

const inThirtyDays = new Date('2026-06-03T03:12:16.000Z');
const itemOf = (about: string) => `akr:aws:${OWN}:${about}`;
const USER_ITEM = itemOf(`arn:aws:iam::${OWN}:user/ci-deploy`);
const CALLER_ITEM = itemOf(`arn:aws:iam::${OWN}:user/security-admin`);

interface Given extends Ending {
  readonly affected?: AffectedIdentity;
  readonly isTold?: boolean;
}

/** Whom an event that ended so makes the responder watch. */
function watches(reason: Reason, given: Given = {}): readonly Watch[] {
  const { affected = credential(KEY, USER), isTold = true, ...ending } = given;
  return watchesOf(endedIn(reason, affected, ending), () => isTold);
}

const SUSPECTED = { type: 'PenTest:IAMUser/KaliLinux', severity: 5 } as const;
/** The ledger answers again. */
const LOST = { ...NO_HISTORY, mayHavePaged: true } as const;
const role = (accessKeyId: string) =>
  credential(accessKeyId, { type: 'AssumedRole', roleName: 'deploy-admin' });

describe('a principal is watched for thirty days', () => {
  test('from the first evidence, with the key that was stolen', () => {
    const change = { evidence: { firstSeen: '2026-05-04T02:58:00Z' } };
    expect(watches('keys-inactive', { change })).toEqual([
      {
        ...{ key: USER_ITEM, at: sentAt, until: inThirtyDays, keys: [itemOf(KEY)] },
        since: new Date('2026-05-04T02:58:00Z'),
      },
    ]);
  });

  test('without a beginning if no event says it', () => {
    expect(watches('keys-inactive')[0]).not.toHaveProperty('since');
  });

  test.each<[string, Reason, Given]>([
    ['IAM refused to stop the key', 'deactivation-failed', {}],
    ['a setting held the responder back', 'observe', { settings: { contain: 'observe' } }],
    ['a role is the principal', 'role-session', { affected: role(SESSION) }],
  ])('although %s', (_, reason, given) => {
    expect(watches(reason, given)).toMatchObject([{ until: inThirtyDays }]);
  });

  test('with each key that was set Inactive, and without the session that was seen', () => {
    const actions = [KEY, OTHER_KEY].map((id) =>
      accepted('03:12:08.114', 'iam:UpdateAccessKey', `${id} Inactive`),
    );
    const keysOf = (accessKeyId: string) =>
      watches('session-alive', { affected: credential(accessKeyId, USER), actions })[0]?.keys;
    expect(keysOf(SESSION)).toEqual([KEY, OTHER_KEY].map(itemOf));
    expect(keysOf(OTHER_KEY)).toEqual([OTHER_KEY, KEY].map(itemOf));
  });

  test('with the session whose role is denied, and not with one that nothing holds back', () => {
    const keysOf = (found: Given) => watches('role-session', { affected: role(SESSION), ...found })[0]?.keys;
    expect(keysOf({})).toEqual([]);
    expect(keysOf({ revokedBefore: sentAt.toISOString() })).toEqual([itemOf(SESSION)]);
  });

  test.each<[string, Reason, Given]>([
    ['evidence that is only suspected', 'keys-inactive', { change: SUSPECTED }],
    ['what only alerts', 'informational', { change: { type: 'Policy:IAMUser/RootCredentialUsage' } }],
    ['an outage of the ledger', 'ledger-unreadable', {}],
    ['a principal without a name', 'root', { affected: credential(KEY, { type: 'Root' }) }],
    ['a sample finding', 'sample', { change: { sample: true } }],
    ['what was made by nobody whom the ledger knows', 'no-incident', { affected: MADE, history: LOST }],
  ])('but not for %s', (_, reason, given) => {
    expect(watches(reason, given)).toEqual([]);
  });
});

describe('that everything is denied to a user is remembered', () => {
  test.each(['policy', 'boundary'] as const)(
    'with the kind of the deny (%s), also on suspected evidence',
    (by) => {
      const facts = { userName: 'ci-deploy', quarantine: { by, holds: 'yes' } } as const;
      expect(watches('user-quarantined', { change: SUSPECTED, ...facts })).toEqual([
        { key: USER_ITEM, at: sentAt, deniedBy: by, keys: [itemOf(KEY)] },
      ]);
    },
  );

  test('if it could not be read back, because it may hold, and not if it does not', () => {
    const stored = (holds: Quarantine['holds']) =>
      watches('keys-inactive', { change: SUSPECTED, quarantine: { by: 'policy', holds } }).map(
        ({ deniedBy }) => deniedBy,
      );
    expect(stored('unknown')).toEqual(['policy']);
    expect(stored('no')).toEqual([]);
  });

  test.each([
    ['deny-policy', ['policy']],
    ['boundary', ['boundary']],
    ['quarantine', []],
  ] as const)('until somebody takes it off for good, and people know (%s)', (removed, lifted) => {
    const affected = { ...REMOVAL, removed };
    const history = { ...NO_HISTORY, denial: DENIED };
    const stored = (reason: Reason, isTold = true) =>
      watches(reason, { affected, history, isTold }).filter(({ until }) => until === undefined);
    expect(stored('deny-taken-off')).toEqual(
      lifted.map((by) => ({ key: USER_ITEM, at: sentAt, lifted: by })),
    );
    expect(stored('deny-taken-off', false)).toEqual([]);
    expect(stored('denied-again')).toEqual([]);
  });
});

describe('a credential that somebody made', () => {
  const history = { ...NO_HISTORY, making: { byWatched: true, forWatched: true } };

  test('prolongs the watch of whoever made it, and holds nothing against the user', () => {
    expect(watches('new-credential-stopped', { affected: MADE, history })).toEqual([
      { key: CALLER_ITEM, at: sentAt, until: inThirtyDays, onlyLonger: true, made: itemOf(KEY) },
    ]);
    const nobody = { ...MADE, by: { ...MADE.by, principal: { type: 'Unknown' } } } as const;
    expect(watches('new-credential-stopped', { affected: nobody, history })).toEqual([]);
  });

  test('was made by its maker alone, not by the user that it was made for', () => {
    const change = {
      ...{ source: { id: 'cloudtrail', name: 'CloudTrail' }, type: 'iam:CreateAccessKey' },
      evidence: { names: { accessKeyId: KEY, userName: 'ci-deploy' } },
    } as const;
    const stored = watches('new-credential-stopped', { affected: MADE, history, change });
    expect(stored.map(({ key, maker }) => [key, maker])).toEqual([[CALLER_ITEM, undefined]]);
  });

  test('is stored with its maker, and the key that it was made with', () => {
    const accessKeyId = 'AKIAEXAMPLENEWOWNKEY';
    const change = {
      source: { id: 'cloudtrail', name: 'CloudTrail' },
      type: 'iam:CreateAccessKey',
      evidence: { names: { accessKeyId, userName: 'backup' } },
    } as const;
    const caller = (id: string | undefined) => ({ ...credential(id, USER), signal: 'api-call' }) as const;
    const made = { key: itemOf(accessKeyId), at: sentAt };
    expect(watches('informational', { affected: caller(KEY), change })).toEqual([
      { ...made, maker: { principal: USER_ITEM, key: itemOf(KEY) } },
    ]);
    expect(watches('informational', { affected: caller(undefined), change })).toEqual([
      { ...made, maker: { principal: USER_ITEM } },
    ]);
    const nobody = { ...caller(KEY), principal: { type: 'Unknown' } } as const;
    expect(watches('informational', { affected: nobody, change })).toEqual([]);
  });
});

describe('whoever switches a contained key on', () => {
  const affected = { kind: 'reactivated-key', signal: 'reactivation', by: PERSON, ...SWITCHED } as const;
  const history = { ...NO_HISTORY, containment: 'event' };
  const fought = (given: Given) =>
    watches('stopped-again', { affected, history, ...given }).filter(({ key }) => key !== USER_ITEM);

  test('is remembered, with the event, once people were told', () => {
    expect(fought({})).toEqual([{ key: CALLER_ITEM, at: sentAt, foughtBackIn: 'example' }]);
    expect(fought({ isTold: false })).toEqual([]);
  });

  test('is not held to fight back if it may have undone an alert, or if nothing was contained', () => {
    const at = new Date('2026-05-04T02:00:00Z');
    const until = new Date('2026-05-04T03:00:00Z');
    const undone = { ...history, replacedUndo: { at, until } };
    expect(fought({ history: undone, affected: { ...affected, at: at.toISOString() } as never })).toEqual([]);
    expect(fought({ history: NO_HISTORY })).toEqual([]);
    const unreadable = { affected, history: { kind: 'unreadable' } } as const;
    expect(watches('ledger-unreadable', unreadable)).toEqual([]);
  });

  test('is not remembered if its account and name are not known', () => {
    const nobody = { ...affected, by: { principal: { type: 'Unknown' }, accountId: OWN } } as const;
    expect(fought({ affected: nobody })).toEqual([]);
  });
});
