import type { AlertMessage } from './machine-schema.ts';
import { runbookText } from './runbook-lines.ts';
import { textForJson } from './sanitize.ts';
import { UNREADABLE, type UnreadableModel } from './unreadable-model.ts';

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
    reason: UNREADABLE,
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
      ],
    }),
    links,
    runbook: runbookText(UNREADABLE),
    responder: { version: settings.version, mode: settings.policy.contain },
  };
}
