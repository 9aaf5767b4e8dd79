import type { Delivery } from '../core/delivery.ts';
import { arnsOf } from '../core/made.ts';
import type { AlertModel } from './alert-model.ts';
import { outcomeJson } from './machine-json.ts';
import type { OutcomeMessage } from './machine-schema.ts';
import type { Messages } from './messages.ts';
import type { OutcomeEvent } from './outcome-bus.ts';

/** One event for each credential. @param deliveries what went out before: the events report it. */
export function outcomeEvents(
  models: readonly AlertModel[],
  deliveries: readonly Delivery[],
): readonly OutcomeEvent[] {
  return models.map((model) => ({
    detail: {
      ...outcomeJson(model),
      kind: 'access-key-outcome',
      transition: transitionOf(model),
      ...pagerDutyEvent(model),
      deliveries: deliveriesFor(model.entity.dedupKey, deliveries),
    },
    resources: resourcesOf(model),
  }));
}

/** Whom it is about, and what the call of the event made: a rule of a bus can match both. */
function resourcesOf({ entity, made, context }: AlertModel): readonly string[] {
  const { accountId, principal } = entity;
  const { partition } = context.place;
  const ofMade = made === undefined || accountId === 'unknown' ? [] : arnsOf(made, { partition, accountId });
  return [...new Set([principal, ...ofMade])];
}

/** For what was not handled, so that nobody knows of which credential it told. */
export function unhandledEvent({ alert, instead }: Messages, deliveries: readonly Delivery[]): OutcomeEvent {
  const detail: OutcomeMessage = {
    ...alert.machine,
    kind: 'access-key-outcome',
    transition: { from: 'unknown', to: 'NOT_CONTAINED' },
    pd: { action: 'trigger', severity: 'critical' },
    deliveries: deliveriesFor(instead.about, deliveries),
  };
  return { detail, resources: [] };
}

/** Deliveries about the whole event and about this credential. Hundreds of other pages would not fit into an event. */
function deliveriesFor(dedupKey: string, deliveries: readonly Delivery[]): OutcomeMessage['deliveries'] {
  return deliveries.flatMap(({ about, ...delivery }) =>
    about === undefined || about === dedupKey ? [delivery] : [],
  );
}

/** `from` is `null` for the first alert about the credential, and `unknown` if the ledger did not answer. */
function transitionOf({ outcome, claim }: AlertModel): OutcomeMessage['transition'] {
  const known = claim.previous;
  if (known === undefined) return { from: 'unknown', to: outcome.state };
  return { from: known.state ?? null, to: outcome.state, alertsBefore: known.alerts };
}

/**
 * Prepared for the Events API v2, because an input transformer of EventBridge cannot branch. Absent if the outcome neither
 * opens nor closes a page. PagerDuty, "Send an Event".
 */
function pagerDutyEvent({ page, urgency }: AlertModel): Pick<OutcomeMessage, 'pd'> {
  if (page === undefined) return {};
  const severity = ({ P1: 'critical', P2: 'error', P3: 'info' } as const)[urgency.severity];
  return { pd: { action: page === 'open' ? 'trigger' : 'resolve', severity } };
}
