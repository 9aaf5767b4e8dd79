import type { UnreadableEvent } from '../core/detection.ts';
import type { AlertContext } from './alert.ts';
import { inShort } from './key-in-short.ts';
import { bodiesOf, type Messages } from './messages.ts';
import { createPage } from './pager.ts';
import { subjectLine } from './sanitize.ts';
import { unreadableJson } from './unreadable-json.ts';
import { createUnreadableModel } from './unreadable-model.ts';

/** The event could not be read, so nothing was done. A person must look, because a key may be in the wrong hands. */
export function composeUnreadable(problem: UnreadableEvent, context: AlertContext): Messages {
  const model = createUnreadableModel(problem, context);
  const machine = unreadableJson(model);
  const { accessKeyId } = problem;
  const about = accessKeyId === undefined ? 'an event' : `key ${inShort(accessKeyId)} in an event`;
  const subject = subjectLine(
    `[P1 NOT CONTAINED] ${about} that could not be read, account ${model.accountId}`,
  );
  const page = createPage(machine, { subject, page: 'open', place: context.place });
  const bodies = bodiesOf((channel) => channel.renderUnreadable(model));
  return { alert: { alertId: model.alertId, subject, bodies, machine }, pages: [page], instead: page };
}
