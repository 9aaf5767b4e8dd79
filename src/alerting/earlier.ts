import type { Reminder } from '../core/reminder.ts';
import type { AlertModel } from './alert-model.ts';
import type { Response } from './machine-schema.ts';
import { defang } from './sanitize.ts';
import type { Style } from './style.ts';
import { inSeconds } from './times.ts';

/** More re-activations than this within ten minutes: whoever does that does not stop by itself. */
const PATIENCE = 3;

/** What people were told of the incident before, and what came since. Nothing, if this is the first alert. */
export function earlierLines(model: AlertModel, { plain }: Style): readonly string[] {
  const { previous, reactivations, reminder } = model.claim;
  const again = isReactivation(model) ? reactivations.length + 1 : 0;
  return [
    ...(reminder === undefined ? [] : [plain(remindingLine(reminder))]),
    ...(previous === undefined || previous.alerts === 0 ? [] : [plain(inWords(previous))]),
    ...(again > PATIENCE
      ? [`It was switched on ${again} times within 10 minutes. ${organizationDeny(model)}`]
      : []),
  ];
}

export function earlierJson({ claim: { previous } }: AlertModel): Pick<Response, 'earlier'> {
  if (previous === undefined || previous.alerts === 0) return {};
  const { alerts, state, at, eventsSince, detectors } = previous;
  return {
    earlier: {
      alerts,
      ...(state !== undefined && { state }),
      ...(at !== undefined && { at: at.toISOString() }),
      eventsSince,
      detectors: [...detectors].toSorted(),
    },
  };
}

export function reminderJson({ claim: { reminder } }: AlertModel): Pick<Response, 'reminder'> {
  return reminder === undefined
    ? {}
    : { reminder: { number: reminder.number, since: reminder.since.toISOString() } };
}

function remindingLine({ number, since }: Reminder): string {
  return `REMINDER ${number}  the page has been open since ${inSeconds(since.toISOString())}. The responder goes on trying, and a message follows when it is stopped.`;
}

type Previous = NonNullable<AlertModel['claim']['previous']>;

function inWords({ alerts, state, at, eventsSince, detectors }: Previous): string {
  const last = state === undefined ? '' : `, the last said ${state.replaceAll('_', ' ')}`;
  const when = at === undefined ? '' : ` at ${inSeconds(at.toISOString())}`;
  const more =
    eventsSince === 0 ? 'no other event' : eventsSince === 1 ? '1 more event' : `${eventsSince} more events`;
  const by = detectors.length === 0 ? '' : `. Reported by ${[...detectors].toSorted().join(', ')}`;
  return `EARLIER  ${alerts === 1 ? '1 alert' : `${alerts} alerts`} of this incident${last}${when}; ${more} since${by}.`;
}

function isReactivation({ outcome: { decision } }: AlertModel): boolean {
  return decision.affected.kind === 'reactivated-key' && decision.classification.class === 'confirmed';
}

/**
 * The last resort: nobody in the account can take a service control policy off. Organizations user guide, "Service control
 * policies".
 */
function organizationDeny({ entity }: AlertModel): string {
  if (entity.userName === undefined) return 'Deny the user everything by a service control policy.';
  const deny = `{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnEquals":{"aws:PrincipalArn":"${entity.principal}"}}}`;
  return `In the management account attach a service control policy with this statement: ${defang(deny)}`;
}
