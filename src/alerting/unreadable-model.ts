import { awsCommand, type Command } from '../core/command.ts';
import { dedupKeyOf } from '../core/dedup-key.ts';
import type { UnreadableEvent } from '../core/detection.ts';
import { type AlertContext, runbookFor } from './alert.ts';
import { confirmCommand } from './commands.ts';
import { consoleLink } from './console-links.ts';
import { encodeForUrl, textForJson } from './sanitize.ts';

/** Everything that an alert says about an unreadable event. Computed once, and every channel chooses from it. */
export interface UnreadableModel {
  readonly problem: UnreadableEvent;
  readonly context: AlertContext;
  /** Twelve digits, or `unknown`. */
  readonly accountId: string;
  readonly alertId: string;
  readonly dedupKey: string;
  /** The verdict. */
  readonly title: string;
  /** What is known about the key, as a sentence after the verdict. Empty if the event names no key. */
  readonly named: string;
  readonly actBy: string;
  readonly doNow: string;
  /** The commands that need nothing except the key's id. */
  readonly commands: { readonly confirmAccount: Command; readonly inspect: readonly Command[] } | undefined;
  readonly links: { readonly trail?: string; readonly runbook?: string };
}

export const UNREADABLE = 'unreadable-event';

export function createUnreadableModel(problem: UnreadableEvent, context: AlertContext): UnreadableModel {
  const { accessKeyId, eventId } = problem;
  const { place, settings } = context;
  const accountId = /^\d{12}$/.exec(problem.accountId ?? '')?.[0] ?? 'unknown';
  const alertId = textForJson(eventId ?? 'unknown', 64);
  const event = `event/${/^[0-9a-f-]{36}$/i.exec(alertId)?.[0] ?? 'unknown'}`;
  const trail = accessKeyId === undefined ? undefined : trailLink({ accessKeyId, accountId }, context);
  const runbook = runbookFor(UNREADABLE, settings);
  return {
    problem,
    context,
    accountId,
    alertId,
    dedupKey: dedupKeyOf({ partition: place.partition, accountId, about: accessKeyId ?? event }),
    title: 'NOT CONTAINED: an event that may report a stolen access key could not be read. Nothing was done.',
    named: accessKeyId === undefined ? '' : ` It names the key ${accessKeyId}: treat that as ACTIVE.`,
    actBy: 'Act now: nothing but a person can stop it.',
    doNow: 'look the event up at its source, and deactivate the key that it names by hand.',
    commands:
      accessKeyId === undefined
        ? undefined
        : {
            confirmAccount: confirmCommand(context),
            inspect: [
              awsCommand(place, ['iam', 'get-access-key-last-used', `--access-key-id=${accessKeyId}`]),
            ],
          },
    links: { ...(trail !== undefined && { trail }), ...(runbook !== undefined && { runbook }) },
  };
}

/** Uses the responder's Region, because the Region of the event could not be read. */
function trailLink(
  { accessKeyId, accountId }: { readonly accessKeyId: string; readonly accountId: string },
  { place: { partition, region }, settings: { identityCenter } }: AlertContext,
): string | undefined {
  const fragment = `/events?AccessKeyId=${encodeForUrl(accessKeyId)}`;
  return consoleLink({ partition, region, accountId, identityCenter }, { service: 'cloudtrailv2', fragment });
}
