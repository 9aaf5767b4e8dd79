import type { DeadLetter } from '../core/dead-letter.ts';
import type { AlertMessage } from './machine-schema.ts';
import { runbookText } from './runbook-lines.ts';
import { textForJson } from './sanitize.ts';
import type { UnreadableModel } from './unreadable-model.ts';

export function unreadableJson(model: UnreadableModel): AlertMessage {
  const { problem, context, accountId, alertId, dedupKey, title, commands, links } = model;
  const { accessKeyId, source, detailType, why } = problem;
  const { place, sentAt, settings } = context;
  return {
    schemaVersion: '1.0',
    kind: 'access-key-alert',
    alertId,
    dedupKey,
    state: 'NOT_CONTAINED',
    reason: model.reason,
    severity: 'P1',
    page: true,
    title,
    sentAt: sentAt.toISOString(),
    account: { id: accountId, partition: place.partition },
    key: { ...(accessKeyId !== undefined && { id: accessKeyId }), statusNow: 'unknown', lastUsed: 'unknown' },
    problem: textForJson(why),
    event: {
      id: alertId,
      ...(source !== undefined && { source: textForJson(source, 64) }),
      ...(detailType !== undefined && { detailType: textForJson(detailType, 128) }),
    },
    ...(commands !== undefined && {
      commands: [
        { kind: 'confirm', ...commands.confirmAccount },
        ...commands.inspect.map((command) => ({ kind: 'inspect' as const, ...command })),
        ...commands.contain.map((command) => ({ kind: 'contain' as const, ...command })),
        ...commands.retry.map((command) => ({ kind: 'retry' as const, ...command })),
      ],
    }),
    ...(model.letters.length > 0 && { deadLetters: model.letters.slice(0, MOST_LETTERS).map(letterJson) }),
    links,
    runbook: runbookText(model.reason),
    responder: { version: settings.version, mode: settings.policy.contain },
  };
}

/** SNS takes 262,144 bytes for all protocols together. */
const MOST_LETTERS = 100;

function letterJson({ messageId, credentials, eventId, sentAt }: DeadLetter) {
  return {
    messageId: textForJson(messageId, 64),
    keys: credentials.slice(0, 5).map(({ kind, id, accountId }) => ({
      ...(kind === 'access-key' ? { id } : { credentialKind: kind, credentialId: id }),
      account: /^\d{12}$/.exec(accountId ?? '')?.[0] ?? 'unknown',
    })),
    ...(eventId !== undefined && { eventId: textForJson(eventId, 64) }),
    ...(sentAt !== undefined && { since: sentAt.toISOString() }),
  };
}
