import type { DeadLetter } from '../core/dead-letter.ts';
import type { UnreadableEvent } from '../core/detection.ts';
import type { AlertContext } from './alert.ts';
import { createDeadLetterModel } from './dead-letter-model.ts';
import { bodiesOf, type Messages } from './messages.ts';
import { createPage } from './pager.ts';
import { subjectLine } from './sanitize.ts';
import { unreadableJson } from './unreadable-json.ts';
import { createUnreadableModel, type UnreadableModel } from './unreadable-model.ts';

/** The event could not be read, so nothing was done. A person must look, because a key may be in the wrong hands. */
export function composeUnreadable(problem: UnreadableEvent, context: AlertContext): Messages {
  return compose(createUnreadableModel(problem, context));
}

/** The events were tried for more than a day, in vain. One alert, however many there are. */
export function composeDeadLetters(letters: readonly DeadLetter[], context: AlertContext): Messages {
  return compose(createDeadLetterModel(letters, context));
}

function compose(model: UnreadableModel): Messages {
  const machine = unreadableJson(model);
  const subject = subjectLine(`[P1 NOT CONTAINED] ${model.subject}, account ${model.accountId}`);
  const page = createPage(machine, {
    subject,
    page: 'open',
    closing: model.closing,
    place: model.context.place,
  });
  const bodies = bodiesOf((channel) => channel.renderUnreadable(model));
  return { alert: { alertId: model.alertId, subject, bodies, machine }, pages: [page], instead: page };
}
