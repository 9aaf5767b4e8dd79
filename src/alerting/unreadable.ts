import type { UnreadableEvent } from '../core/detection.ts';
import { incidentOf } from '../core/incident.ts';
import { type AlertContext, runbookFor } from './alert.ts';
import { notification } from './chat.ts';
import { shellLine } from './command.ts';
import { commandsForKey } from './commands.ts';
import type { Messages } from './compose.ts';
import { consoleLink } from './console-links.ts';
import type { MachineAlert } from './machine-json.ts';
import { pageOf } from './pager.ts';
import { codeForChat, defang, encodeForUrl, quoteForText, subjectLine, textForJson } from './sanitize.ts';
import { inShort } from './sms.ts';
import { inSeconds } from './times.ts';

const REASON = 'unreadable-event';
const TITLE =
  'NOT CONTAINED: an event that may report a stolen access key could not be read. Nothing was done.';

/** Nothing could be read, so nothing was done: somebody must look, because a key may be in the wrong hands. */
export function composeUnreadable(problem: UnreadableEvent, context: AlertContext): Messages {
  const accountId = /^\d{12}$/.exec(problem.accountId ?? '')?.[0] ?? 'unknown';
  const machine = unreadableJson(problem, accountId, context);
  const { accessKeyId, eventId = 'none', source = 'none' } = problem;
  const key =
    accessKeyId === undefined ? 'event that could not be read' : `AWS key ${accessKeyId}, event unreadable`;
  const subject = subjectLine(`[P1 NOT CONTAINED] account ${accountId} ${key}`);
  const page = pageOf(machine, { subject, alarm: 'open', region: context.region });
  const named = accessKeyId === undefined ? '' : ` It names the key ${accessKeyId}: treat that as ACTIVE.`;
  const runbook = runbookFor(REASON, context);
  return {
    alert: {
      subject,
      text: emailText(problem, { machine, accountId, named, runbook }, context),
      sms: `P1 NOT CONTAINED: event about ${accessKeyId === undefined ? 'an AWS key' : `AWS key ${inShort(accessKeyId)}`} unreadable, account ${accountId}. ACT NOW, see e-mail.`,
      chat: notification({
        id: eventId,
        title: `P1 NOT CONTAINED: an event about an AWS key could not be read, account ${accountId}`,
        description: [
          `${TITLE}${named}`,
          ACT,
          `Problem: ${codeForChat(problem.why, 200)}`,
          `Source: ${codeForChat(source)} event ${codeForChat(eventId)}`,
          'UNKNOWN: everything else, of the key, its user and its sessions',
        ],
        nextSteps: [`Now: ${DO_NOW}`, `Runbook: ${runbook}`],
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

const ACT = 'Act now: nothing but a person can stop it.';
const DO_NOW = 'look the event up at its source, and deactivate the key that it names by hand.';

/** The Region of the responder, since that of the event could not be read. */
function trailLink(
  accessKeyId: string | undefined,
  accountId: string,
  context: AlertContext,
): string | undefined {
  if (accessKeyId === undefined) return undefined;
  const fragment = `/events?AccessKeyId=${encodeForUrl(accessKeyId)}`;
  return consoleLink({ ...context, accountId }, { service: 'cloudtrailv2', fragment });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface Parts {
  readonly machine: MachineAlert;
  readonly accountId: string;
  readonly named: string;
  readonly runbook: string;
}

function emailText(
  { accessKeyId, why, eventId = 'none', source = 'none', detailType = 'none' }: UnreadableEvent,
  { machine, accountId, named, runbook }: Parts,
  context: AlertContext,
): string {
  const commands = accessKeyId === undefined ? undefined : commandsForKey(accessKeyId, context);
  const trail = trailLink(accessKeyId, accountId, context);
  return [
    `${TITLE}${named}`,
    ACT,
    '',
    'DO THIS NOW',
    ...(commands === undefined
      ? []
      : [
          ` ${shellLine(commands.confirmAccount)}`,
          ` # must print ${accountId}; the next command names the user of the key:`,
          ...commands.inspect.map((command) => ` ${shellLine(command)}`),
        ]),
    ` ${commands === undefined ? capital(DO_NOW) : `Then ${DO_NOW}`}`,
    '',
    'WHAT WAS TRIED',
    ' nothing: no call that changes anything was made',
    '',
    'STILL DANGEROUS?',
    ` UNKNOWN  ${accessKeyId === undefined ? 'which key it is' : `the key ${accessKeyId}: its status was not read`}`,
    ' UNKNOWN  other access keys of the user: not read',
    ' UNKNOWN  console password of the user, sessions made with the key, what was created meanwhile: not looked at',
    '',
    `ACCOUNT  ${accountId} (alias not looked up), partition ${context.partition}`,
    `TIME     sent ${inSeconds(context.sentAt.toISOString())}`,
    `PROBLEM  ${quoteForText(why, 200)}`,
    `EVENT    id ${quoteForText(eventId, 64)}`,
    `         source ${quoteForText(source, 64)}`,
    `         detail-type ${quoteForText(detailType, 64)}`,
    '',
    ...(trail === undefined ? [] : [`TRAIL    ${trail}`]),
    `RUNBOOK  ${runbook}`,
    `ID       ${defang(machine.dedupKey)}`,
  ].join('\n');
}

function unreadableJson(problem: UnreadableEvent, accountId: string, context: AlertContext): MachineAlert {
  const { accessKeyId, eventId, source, detailType } = problem;
  const alertId = textForJson(eventId ?? 'unknown', 64);
  const commands = accessKeyId === undefined ? undefined : commandsForKey(accessKeyId, context);
  const trail = trailLink(accessKeyId, accountId, context);
  return {
    schemaVersion: '1.0',
    kind: 'access-key-alert',
    alertId,
    dedupKey: incidentOf(
      context.partition,
      accountId,
      accessKeyId ?? `event/${/^[0-9a-f-]{36}$/i.exec(alertId)?.[0] ?? 'unknown'}`,
    ),
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
    ...(commands !== undefined && {
      commands: [
        { kind: 'confirm', ...commands.confirmAccount },
        ...commands.inspect.map((command) => ({ kind: 'inspect', ...command })),
      ],
    }),
    links: { ...(trail !== undefined && { trail }), runbook: runbookFor(REASON, context) },
    responder: { version: context.version, mode: context.mode },
  };
}
