import type { UnreadableEvent } from '../core/detection.ts';
import { incidentOf } from '../core/incident.ts';
import { type AlertContext, runbookFor } from './alert.ts';
import { notification } from './chat.ts';
import type { Messages } from './compose.ts';
import type { MachineAlert } from './machine-json.ts';
import { pageOf } from './pager.ts';
import { codeForChat, quoteForText, subjectLine, textForJson } from './sanitize.ts';

const REASON = 'unreadable-event';
const TITLE =
  'NOT CONTAINED: an event that may report a stolen access key could not be read. Nothing was done.';

/** Nothing could be read, so nothing was done: somebody must look, because a key may be in the wrong hands. */
export function composeUnreadable(problem: UnreadableEvent, context: AlertContext): Messages {
  const accountId = /^\d{12}$/.exec(problem.accountId ?? '')?.[0] ?? 'unknown';
  const machine = unreadableJson(problem, accountId, context);
  const { accessKeyId } = problem;
  const key =
    accessKeyId === undefined ? 'event that could not be read' : `AWS key ${accessKeyId}, event unreadable`;
  const subject = subjectLine(`[P1 NOT CONTAINED] account ${accountId} ${key}`);
  const page = pageOf(machine, { subject, alarm: 'open', region: context.region });
  const treat = `The access key id named there: ${accessKeyId}. Treat it as ACTIVE.`;
  const doNow = 'Look the event up at its source, and deactivate the key that it names by hand.';
  return {
    alert: {
      subject,
      text: [
        TITLE,
        'Act now: nothing but a person can stop it.',
        ...(accessKeyId === undefined ? [] : [treat]),
        '',
        'DO THIS NOW',
        ` ${doNow}`,
        '',
        `ACCOUNT  ${accountId}`,
        `PROBLEM  ${quoteForText(problem.why, 200)}`,
        `EVENT    id ${quoteForText(problem.eventId ?? 'none', 64)}`,
        `         source ${quoteForText(problem.source ?? 'none', 64)}`,
        `         detail-type ${quoteForText(problem.detailType ?? 'none', 64)}`,
        'UNKNOWN  everything else: the key, its user, its sessions',
        '',
        `RUNBOOK  ${runbookFor(REASON, context)}`,
        `ID       ${machine.dedupKey}`,
      ].join('\n'),
      sms: `P1 NOT CONTAINED: an event about an AWS key could not be read, account ${accountId}. ACT NOW, see e-mail.`,
      chat: notification({
        id: problem.eventId ?? 'unknown',
        title: `P1 NOT CONTAINED: an event about an AWS key could not be read, account ${accountId}`,
        description: [
          TITLE,
          ...(accessKeyId === undefined ? [] : [treat]),
          `Problem: ${codeForChat(problem.why, 200)}`,
          `Source: ${codeForChat(problem.source ?? 'none')} event ${codeForChat(problem.eventId ?? 'none')}`,
        ],
        nextSteps: [`Now: ${doNow}`, `Runbook: ${runbookFor(REASON, context)}`],
        keywords: ['P1', 'NOT-CONTAINED', accountId],
        threadId: machine.dedupKey,
        summary: 'NOT CONTAINED an event that could not be read',
        resources: [],
        state: 'NOT_CONTAINED',
        version: context.version,
      }),
      machine,
    },
    pages: [page],
    instead: page,
  };
}

function unreadableJson(problem: UnreadableEvent, accountId: string, context: AlertContext): MachineAlert {
  const { accessKeyId, eventId, source, detailType } = problem;
  const alertId = textForJson(eventId ?? 'unknown', 64);
  return {
    schemaVersion: '1.0',
    kind: 'access-key-alert',
    alertId,
    dedupKey: incidentOf(context.partition, accountId, accessKeyId ?? `event/${alertId}`),
    state: 'NOT_CONTAINED',
    reason: REASON,
    severity: 'P1',
    page: true,
    title: TITLE,
    sentAt: context.sentAt.toISOString(),
    account: { id: accountId, partition: context.partition },
    key: { ...(accessKeyId !== undefined && { id: accessKeyId }), statusNow: 'unknown', lastUsed: 'unknown' },
    problem: textForJson(problem.why),
    event: {
      id: alertId,
      ...(source !== undefined && { source: textForJson(source, 64) }),
      ...(detailType !== undefined && { detailType: textForJson(detailType, 128) }),
    },
    links: { runbook: runbookFor(REASON, context) },
    responder: { version: context.version, mode: context.mode },
  };
}
