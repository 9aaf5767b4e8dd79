import { policy } from '../../scripts/coverage-tables/examples.ts';
import { composeDeadLetters } from '../../src/alerting/unreadable.ts';
import { statusOf } from '../../src/containment/access-key-remedy.ts';
import { revokeCommands } from '../../src/containment/revoke-role-sessions.ts';
import type { DeadLetter, NamedCredential } from '../../src/core/dead-letter.ts';
import { aDeadLetter } from '../a-dead-letter.ts';
import { SENT_AT } from './tell.ts';

const OWN = '111122223333';
const place = { partition: 'aws', region: 'us-east-1', accountId: OWN };

function letter(change: Partial<DeadLetter> = {}, number = 1): DeadLetter {
  return aDeadLetter({
    messageId: `0f1e2d3c-4b5a-6978-8796-00000000000${number}`,
    sentAt: new Date('2026-05-02T22:40:00.000Z'),
    eventId: `0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f${number}`,
    ...{ source: 'aws.guardduty', detailType: 'GuardDuty Finding', accountId: OWN },
    ...change,
  });
}

const named = (change: Partial<NamedCredential>): NamedCredential => ({
  ...{ kind: 'access-key', id: 'AKIAIOSFODNN7EXAMPLE', userName: undefined, accountId: OWN, byHand: [] },
  ...change,
});
/** As of an event that names a key and its user. */
const keyOf = (id: string, userName: string) =>
  named({ id, userName, byHand: [statusOf({ userName, accessKeyId: id, status: 'Inactive' }, place)] });
const key = keyOf('AKIAIOSFODNN7EXAMPLE', 'ci-deploy');
const other = named({
  kind: 'service-specific-credential',
  id: 'ACCAEXAMPLE123EXAMPLE',
  userName: 'ci-deploy',
});
const foreign = named({ id: 'AKIAI44QH8DHBEXAMPLE', accountId: '444455556666' });
const session = named({ id: 'ASIAIOSFODNN7EXAMPLE' });
const ofRole = named({
  id: 'ASIAIOSFODNN7EXAMPLE',
  byHand: revokeCommands('app-instance', { before: new Date('2026-05-02T22:40:00.000Z'), place }),
});
const many = Array.from({ length: 30 }, (_, index) =>
  keyOf(`AKIAEXAMPLE${String(index).padStart(9, '0')}`, `user-${index}`),
);

const events: Readonly<Record<string, readonly DeadLetter[]>> = {
  'a key whose user is named': [letter({ credentials: [key], cause: 'RetriesExhausted' })],
  'a key without its user': [letter({ credentials: [named({})] })],
  'a session': [letter({ credentials: [session] })],
  'a session of a role': [letter({ credentials: [ofRole] })],
  'a key of another account': [letter({ credentials: [foreign], accountId: '444455556666' })],
  'another credential': [letter({ credentials: [other] })],
  'two keys': [letter({ credentials: [key, foreign] })],
  'a key and another credential': [letter({ credentials: [key, other] })],
  'a user, and no key of it': [letter({ users: [{ userName: 'back.up', accountId: OWN }] })],
  'no credential': [letter({ cause: 'the rule could not deliver it: NO_PERMISSIONS' })],
  'only a user': [letter({ users: [{ userName: 'evil.example', accountId: OWN }] })],
  'a task': [
    letter({
      ...{ task: 'end-storm', eventId: undefined, source: undefined, detailType: undefined },
      ...{ accountId: undefined, sentAt: undefined },
    }),
  ],
  'an id that is none, and texts of a thief': [
    letter({
      eventId: 'evil.example',
      source: 'evil.example',
      detailType: 'https://evil.example',
      accountId: 'x',
    }),
  ],
  'a key that somebody made': [
    letter({
      credentials: [key],
      callers: [
        {
          principal: { type: 'IAMUser', userName: 'security-admin' },
          ...{ accountId: OWN, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
        },
      ],
      made: [{ kind: 'access-key', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', userName: 'ci-deploy' }],
    }),
  ],
  'a key, and a user without one': [
    letter({ credentials: [key], users: [{ userName: 'backup', accountId: OWN }] }),
  ],
  'seven with many keys': [
    ...[1, 2, 3, 4, 5, 6].map((number) => letter({ credentials: [key] }, number)),
    letter({ credentials: many }, 7),
  ],
};

/** What people read of events that were given up. The cases beside it have two whole alerts. */
export function deadLettersFile(): string {
  const sections = Object.entries(events).flatMap(([name, letters], index) => {
    const settings = {
      ...{ ledgerTableName: 'ledger', identityCenter: { url: '', role: '' }, policy, version: '0.1.0' },
      runbookUrl: index % 2 === 0 ? '' : 'https://wiki.example.com/akr',
      deadLetterQueueUrl: `https://sqs.us-east-1.amazonaws.com/${OWN}/compromised-key-responder-prod-DeadLetters`,
    };
    const { alert } = composeDeadLetters(letters, { place, sentAt: SENT_AT, settings });
    return [
      `===== ${name} =====`,
      ...[alert.subject, '', alert.bodies['email'] ?? '', '', alert.bodies['sms'] ?? '', alert.alertId, ''],
    ];
  });
  return sections.join('\n');
}
