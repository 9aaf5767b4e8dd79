import { awsCommand, type Command } from '../core/command.ts';
import type { DeadLetter } from '../core/dead-letter.ts';
import { dedupKeyOf } from '../core/dedup-key.ts';
import type { UnreadableEvent } from '../core/detection.ts';
import { type AlertContext, runbookFor } from './alert.ts';
import { confirmCommand } from './commands.ts';
import { consoleLink } from './console-links.ts';
import { inShort } from './key-in-short.ts';
import { encodeForUrl, textForJson } from './sanitize.ts';

/**
 * Everything that an alert says about an event that nobody handled: it could not be read, or was given up. Computed once,
 * and every channel chooses from it.
 */
export interface UnreadableModel {
  readonly reason: typeof UNREADABLE | typeof DEAD_LETTER;
  readonly problem: UnreadableEvent;
  readonly context: AlertContext;
  /** Twelve digits, or `unknown`. */
  readonly accountId: string;
  readonly alertId: string;
  readonly dedupKey: string;
  /** The verdict. */
  readonly title: string;
  /** The verdict in a few words, with what it is about: `an event about AWS key AKIA… could not be read`. */
  readonly inShort: string;
  /** The same for the Subject, before the account. */
  readonly subject: string;
  /** What is known about the key, as a sentence after the verdict. Empty if the event names no key. */
  readonly named: string;
  readonly actBy: string;
  readonly doNow: string;
  /** In the mail, under STILL DANGEROUS?: what nobody knows of the key. */
  readonly unknown: string;
  /** In the mail, under WHAT WAS TRIED. */
  readonly tried: readonly string[];
  /** The commands that need nothing except what the event says. */
  readonly commands: UnreadableCommands | undefined;
  /** How the page is closed, if only a person can: nothing that comes later is on its thread. */
  readonly closing: string | undefined;
  /** One line for each, where the alert is about more than one event. */
  readonly letters: readonly DeadLetter[];
  readonly links: { readonly trail?: string; readonly runbook?: string };
}

export interface UnreadableCommands {
  readonly confirmAccount: Command;
  readonly inspect: readonly Command[];
  /** What these print. */
  readonly prints: string;
  readonly contain: readonly Command[];
  /** Gives the events back to the responder, in its own account. */
  readonly retry: readonly Command[];
}

export const PRINTS_USER = 'It prints the user of the key.';
export const UNREADABLE = 'unreadable-event';
export const DEAD_LETTER = 'dead-letter';

/** Of a page that is about no credential or user alone. */
export const BY_HAND =
  'Only a person closes this page: when each key in question reads Inactive, or the event is known to name none.';

export function createUnreadableModel(problem: UnreadableEvent, context: AlertContext): UnreadableModel {
  const { accessKeyId, eventId } = problem;
  const { place, settings } = context;
  const accountId = /^\d{12}$/.exec(problem.accountId ?? '')?.[0] ?? 'unknown';
  const alertId = textForJson(eventId ?? 'unknown', 64);
  const event = `event/${/^[0-9a-f-]{36}$/i.exec(alertId)?.[0] ?? 'unknown'}`;
  const trail = accessKeyId === undefined ? undefined : trailLink({ accessKeyId, accountId }, context);
  const runbook = runbookFor(UNREADABLE, settings);
  const key = accessKeyId === undefined ? 'an AWS key' : `AWS key ${accessKeyId}`;
  return {
    reason: UNREADABLE,
    letters: [],
    problem,
    context,
    accountId,
    alertId,
    dedupKey: dedupKeyOf({ partition: place.partition, accountId, about: accessKeyId ?? event }),
    title: 'NOT CONTAINED: an event that may report a stolen access key could not be read. Nothing was done.',
    inShort: `an event about ${key} could not be read`,
    subject: `${accessKeyId === undefined ? 'an event' : `key ${inShort(accessKeyId)} in an event`} that could not be read`,
    unknown:
      accessKeyId === undefined ? 'which key it is' : `the key ${accessKeyId}: its status was not read`,
    tried: ['nothing: no call that changes anything was made'],
    named: accessKeyId === undefined ? '' : ` It names the key ${accessKeyId}: treat that as ACTIVE.`,
    actBy: 'Act now: nothing but a person can stop it.',
    closing: accessKeyId === undefined || accountId === 'unknown' ? BY_HAND : undefined,
    doNow: 'look the event up at its source, and deactivate the key that it names by hand.',
    commands:
      accessKeyId === undefined
        ? undefined
        : {
            confirmAccount: confirmCommand(context),
            inspect: [
              awsCommand(place, ['iam', 'get-access-key-last-used', `--access-key-id=${accessKeyId}`]),
            ],
            prints: PRINTS_USER,
            contain: [],
            retry: [],
          },
    links: { ...(trail !== undefined && { trail }), ...(runbook !== undefined && { runbook }) },
  };
}

/** Uses the responder's Region, because the Region of the event could not be read. */
export function trailLink(
  { accessKeyId, accountId }: { readonly accessKeyId: string; readonly accountId: string },
  { place: { partition, region }, settings: { identityCenter } }: AlertContext,
): string | undefined {
  const fragment = `/events?AccessKeyId=${encodeForUrl(accessKeyId)}`;
  return consoleLink({ partition, region, accountId, identityCenter }, { service: 'cloudtrailv2', fragment });
}
