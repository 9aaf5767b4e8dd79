import { describe, expect, test } from '@jest/globals';
import { credential, detectionOf, KEY, OWN, USER } from '../../scripts/coverage-tables/examples.ts';
import { createAlertModel } from '../../src/alerting/alert-model.ts';
import { risksOf } from '../../src/alerting/risks.ts';
import { accessKeyRemedy } from '../../src/containment/access-key-remedy.ts';
import { remedies } from '../../src/containment/index.ts';
import { NO_CLAIMS } from '../../src/core/claims.ts';
import { describe as describeIncident } from '../../src/core/incident.ts';
import { isAlive, isStopped } from '../../src/core/key-status.ts';
import { mergeReadBacks } from '../../src/core/merge-read-backs.ts';
import { ended, keysSetInactive, type Outcome } from '../../src/core/outcome.ts';

test.each([
  ['Active', true],
  ['Inactive', false],
  ['Expired', false],
  ['Suspended', true],
  ['unknown', true],
])('a key whose status reads %s counts as alive: %s', (status, alive) => {
  expect([isAlive({ status }), isStopped({ status })]).toEqual([alive, !alive]);
});

describe('a status that AWS adds later is alive for everybody who asks', () => {
  const status = 'Suspended';
  const accessKeyId = KEY;
  const outcome: Outcome = {
    ...ended('still-active', {
      userName: USER.userName,
      keys: [{ accessKeyId, status }],
      verifiedAt: '2026-05-04T03:12:08.402Z',
    }),
    decision: {
      action: 'deactivate-access-key',
      accountId: OWN,
      accessKeyId,
      user: USER,
      quarantine: false,
      reach: { stops: 'made-since' },
      affected: credential(KEY, USER),
      classification: { class: 'confirmed', because: 'example' },
    },
    actions: [
      {
        at: '2026-05-04T03:12:08.114Z',
        call: 'iam:UpdateAccessKey',
        target: `${KEY} Inactive`,
        changed: { accessKeyId, to: 'Inactive' },
        result: 'ok',
      },
    ],
  };
  const detection = detectionOf(credential(KEY, USER));
  const place = { partition: 'aws', region: 'us-east-1', accountId: OWN };
  const sentAt = new Date('2026-05-04T03:12:16.000Z');
  const incident = describeIncident(detection, { outcomes: [outcome], place, sentAt });

  test('it is not among the keys that were set Inactive', () => {
    expect(keysSetInactive(outcome)).toEqual([]);
  });

  test('it is a danger in the alert, and the command to stop it is offered', () => {
    const [entry] = incident.entries;
    if (entry === undefined) throw new RangeError('there is one');
    const settings = {
      ledgerTableName: 'ledger',
      runbookUrl: '',
      identityCenter: { url: '', role: '' },
      policy: { contain: 'suspected' },
      version: '0.1.0',
    } as const;
    const model = createAlertModel(entry, {
      detection,
      context: { place, sentAt, settings },
      remedies,
      claims: NO_CLAIMS,
    });
    expect(model.risks.find(({ code }) => code === 'KEY_ACTIVE')).toMatchObject({ status: 'present' });
    expect(model.commands.contain.map(({ argv }) => argv.join(' '))).toEqual([
      `aws iam update-access-key --user-name=ci-deploy --access-key-id=${KEY} --status=Inactive`,
    ]);
    expect(
      accessKeyRemedy.finish?.({
        outcome,
        entity: entry.entity,
        made: undefined,
        youngerKeys: [],
        place,
        ledgerTableName: 'ledger',
        sentAt,
        containmentOf: () => 'event',
      }),
    ).toEqual([]);
  });

  test('it is a danger in the alert, too, where it is of another key of the user', () => {
    const keys = [
      { accessKeyId, status: 'Inactive' },
      { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', status },
    ];
    const facts = { userName: USER.userName, keys, verifiedAt: '2026-05-04T03:12:08.402Z' };
    const partly = { ...outcome, ...ended('other-key-active', facts) };
    const [entry] = describeIncident(detection, { outcomes: [partly], place, sentAt }).entries;
    if (entry === undefined) throw new RangeError('there is one');
    expect(risksOf(entry).find(({ code }) => code === 'OTHER_KEYS')).toMatchObject({
      status: 'present',
      detail: 'other access keys of the user: AKIAI44QH8DHBEXAMPLE Suspended',
    });
  });

  test('a reading side by side does not make it contained', () => {
    const other = {
      ...outcome,
      ...ended('other-key-active', {
        userName: USER.userName,
        keys: [{ accessKeyId, status }],
        verifiedAt: '2026-05-04T03:12:08.402Z',
      }),
    };
    expect(mergeReadBacks([other]).map(({ reason }) => reason)).toEqual(['other-key-active']);
  });
});
