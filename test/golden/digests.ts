import { policy } from '../../scripts/coverage-tables/examples.ts';
import { composeDigest } from '../../src/alerting/digest.ts';
import { heartbeatMessage } from '../../src/alerting/heartbeat-message.ts';
import { channels } from '../../src/alerting/index.ts';
import { states } from '../../src/core/state.ts';
import type { StormMember } from '../../src/core/storm.ts';
import { jsonText } from './json-text.ts';
import { SENT_AT } from './tell.ts';

const OWN = '111122223333';
const place = { partition: 'aws', region: 'us-east-1', accountId: OWN };
const settings = {
  ledgerTableName: 'compromised-key-responder-prod-Ledger',
  ...{ runbookUrl: '', deadLetterQueueUrl: '', identityCenter: { url: '', role: '' } },
  ...{ policy, version: '0.1.0' },
};

/** A digest of few credentials, whole, and the beginnings of one that needs two messages, and of one of every state. */
export function digestFile(): string {
  const few = composeDigest({ storm: 'storm/moyk1a2b', members: few7, over: false, ...common });
  const many = composeDigest({ storm: 'storm/moyk1a2b', members: manyMembers(), over: true, ...common });
  const every = composeDigest({ storm: 'storm/moyk1a2b', members: ofEveryState(), over: false, ...common });
  const sections = [
    ...few.flatMap(({ alert, page }) => [
      ['subject', alert.subject],
      ...channels.map(({ id, protocols: [protocol], format }) => {
        const text = alert.bodies[protocol] ?? '(nothing)';
        return [id, format === 'json' ? jsonText(JSON.parse(text)).trimEnd() : text];
      }),
      ['pager', `${page.subject}\n${page.body.NewStateValue}: ${page.body.NewStateReason}`],
    ]),
    ...many.flatMap(({ alert, page }, index) => [
      [`message ${index + 1} of ${many.length}`, alert.subject],
      ['email', (alert.bodies['email'] ?? '').split('\n').slice(0, 8).join('\n')],
      ['lines of the email', String((alert.bodies['email'] ?? '').split('\n').length)],
      ['sms', alert.bodies['sms'] ?? ''],
      ['last lines in chat', lastOf(alert.bodies['https'])],
      ['alert id', alert.alertId],
      ['pager', `${page.subject}\n${page.body.NewStateValue}`],
    ]),
    ...every.slice(0, 1).flatMap(({ alert }) => [
      ['of every state', alert.subject],
      ['sms', alert.bodies['sms'] ?? ''],
    ]),
  ];
  return `${sections.map(([name, text]) => `===== ${name} =====\n${text}`).join('\n\n')}\n`;
}

const common = { place, sentAt: SENT_AT, settings };

function lastOf(notification = '{}'): string {
  const { content } = JSON.parse(notification) as { readonly content: { readonly description: string } };
  return content.description.split('\n').slice(-2).join('\n');
}

/** The first one is told twice: its last news count. */
const few7: readonly StormMember[] = [
  memberOf(1, { state: 'NOT_CONTAINED', heading: 'NOT CONTAINED', severity: 'P1', reason: 'still-trying' }),
  memberOf(1, { at: '2026-05-04T03:12:40.000Z' }),
  memberOf(2, { severity: 'P3', reason: 'no-active-key' }),
  memberOf(3, { state: 'NOT_CONTAINED', heading: 'NOT CONTAINED', severity: 'P1', reason: 'root' }),
  {
    ...memberOf(4, { state: 'PARTLY_CONTAINED', heading: 'PARTLY CONTAINED', reason: 'sessions-revoked' }),
    ...{ accessKeyId: 'ASIAIOSFODNN7EXAMPLE', roleName: 'deploy.admin' },
  },
  {
    ...without(memberOf(5, { reason: 'credential-inactive' }), 'accessKeyId'),
    credentialId: 'ACCAEXAMPLE123EXAMPLE',
  },
  without(without(memberOf(6, {}), 'accessKeyId'), 'userName'),
  memberOf(7, { at: '2026-05-04T03:12:05.000Z' }),
];

function manyMembers(): readonly StormMember[] {
  return Array.from({ length: 260 }, (_, index) => memberOf(index + 1, {}));
}

function ofEveryState(): readonly StormMember[] {
  return Array.from({ length: 5_000 }, (_, index) =>
    memberOf(index + 1, { state: states[index % states.length] ?? 'TEST' }),
  );
}

function memberOf(number: number, change: Partial<StormMember>): StormMember {
  const accessKeyId = `AKIAEXAMPLE${String(number).padStart(9, '0')}`;
  return {
    ...{ at: '2026-05-04T03:12:08.000Z', severity: 'P2', state: 'CONTAINED', heading: 'CONTAINED' },
    ...{ reason: 'keys-inactive', accountId: OWN, accessKeyId, userName: `user-${number}` },
    dedupKey: `akr:aws:${OWN}:${accessKeyId}`,
    ...change,
  };
}

function without(member: StormMember, name: 'accessKeyId' | 'userName'): StormMember {
  const { [name]: _, ...rest } = member;
  return rest;
}

/** What a subscription without a filter gets every five minutes, in each mode. */
export function heartbeatFile(): string {
  const modes = ['observe', 'confirmed', 'suspected'] as const;
  const texts = modes.map((contain) => {
    const { subject, bodies } = heartbeatMessage(
      { place, sentAt: SENT_AT },
      { policy: { ...policy, contain }, version: '0.1.0' },
    );
    return [
      `===== ${contain} =====\n${subject}`,
      ...Object.entries(bodies).map(([protocol, text]) => `${protocol}:\n${text}`),
    ].join('\n\n');
  });
  return `${texts.join('\n\n')}\n`;
}
