import type { Remedy } from '../core/command.ts';
import type { UnreadableEvent } from '../core/detection.ts';
import type { PreviousAlerts } from '../core/history.ts';
import type { Incident } from '../core/incident.ts';
import type { Place } from '../core/place.ts';
import { resultOf } from '../core/result.ts';
import { isForMachinesOnly } from '../core/urgency.ts';
import type { AlertSettings } from './alert.ts';
import type { AlertModel } from './alert-model.ts';
import type { Delivery, DeliveryReport } from './delivery.ts';
import { outcomeJson } from './machine-json.ts';
import type { OutcomeMessage } from './machine-schema.ts';
import { type Composing, composeMessages, type Messages, modelsOf } from './messages.ts';
import { OutcomeBus, type OutcomeEvent } from './outcome-bus.ts';
import type { Page } from './pager.ts';
import { Topics } from './topics.ts';
import { composeUnreadable } from './unreadable.ts';

/** What went before the outcome events, which tell of it. */
export interface Trail {
  readonly deliveries: readonly Delivery[];
  readonly previous: ReadonlyMap<string, PreviousAlerts>;
}

type Log = (entry: Readonly<Record<string, unknown>>) => void;

/** Tells people through the topics and machines through the bus, and the log in any case. Never throws. */
export class Alerts {
  readonly #composing: Composing;
  readonly #topics: Pick<Topics, 'publishAlert' | 'publishPage'>;
  readonly #bus: Pick<OutcomeBus, 'put'>;
  readonly #log: Log;

  constructor({
    settings,
    remedies,
    client,
    log,
    topics = new Topics(settings, client),
    bus = new OutcomeBus(settings.outcomeBusName, client),
  }: {
    readonly settings: AlertSettings & {
      readonly alertTopicArn: string;
      readonly pagerTopicArn: string;
      readonly outcomeBusName: string;
    };
    readonly remedies: readonly Remedy[];
    readonly client: ConstructorParameters<typeof Topics>[1] & ConstructorParameters<typeof OutcomeBus>[1];
    readonly log: Log;
    readonly topics?: Pick<Topics, 'publishAlert' | 'publishPage'>;
    readonly bus?: Pick<OutcomeBus, 'put'>;
  }) {
    this.#composing = { settings, remedies };
    this.#topics = topics;
    this.#bus = bus;
    this.#log = log;
  }

  async sendAlert(incident: Incident): Promise<DeliveryReport> {
    const messages = composeMessages(incident, this.#composing);
    // The log is the copy that is left when every channel fails.
    this.#log({ message: 'outcome', alert: messages.alert.machine });
    const benign = incident.entries.every(({ outcome }) => isForMachinesOnly(outcome));
    return benign ? { deliveries: [], errors: [] } : this.#deliver(messages);
  }

  /** Machines are told as well when people could not be, with the failure in the event. */
  async emitOutcomes(incident: Incident, trail: Trail): Promise<Pick<DeliveryReport, 'errors'>> {
    return this.#emit(
      modelsOf(incident, this.#composing).map((model) => ({
        detail: {
          ...outcomeJson(model),
          kind: 'access-key-outcome',
          transition: transitionOf(model, trail),
          ...pagerDutyEvent(model),
          deliveries: deliveriesFor(model.entity.dedupKey, trail.deliveries),
        },
        resources: [model.entity.principal],
      })),
    );
  }

  async sendUnreadable(
    problem: UnreadableEvent,
    { place, sentAt }: { readonly place: Place; readonly sentAt: Date },
  ): Promise<DeliveryReport> {
    const { settings } = this.#composing;
    const messages = composeUnreadable(problem, { place, sentAt, settings });
    this.#log({ message: 'outcome', alert: messages.alert.machine });
    const { deliveries, errors } = await this.#deliver(messages);
    const detail: OutcomeMessage = {
      ...messages.alert.machine,
      kind: 'access-key-outcome',
      transition: { from: 'unknown', to: 'NOT_CONTAINED' },
      pd: { action: 'trigger', severity: 'critical' },
      deliveries: deliveriesFor(messages.instead.about, deliveries),
    };
    const machines = await this.#emit([{ detail, resources: [] }]);
    return { deliveries, errors: [...errors, ...machines.errors] };
  }

  /** Pages go out whatever becomes of the alert; where that reached nobody, the pager is what is left. */
  async #deliver({ alert, pages, instead }: Messages): Promise<DeliveryReport> {
    const [published, paged] = await Promise.all([
      this.#topics.publishAlert(alert),
      this.#publishPages(pages),
    ]);
    const reached = published.some(isPublished);
    const woken = pages.some(({ body }) => body.NewStateValue === 'ALARM');
    if (!reached && !woken) paged.push(await this.#topics.publishPage(instead));

    const deliveries = [published, ...paged].flat();
    // The plainest form went out: people know, and whoever mends the full one must too.
    if (deliveries.some(({ result, form }) => result === 'published' && form === 'minimal'))
      this.#log({ level: 'error', message: 'SNS refused the full alert', deliveries });
    return { deliveries, errors: [...new Set([published, ...paged].flatMap(errorOf))] };
  }

  async #publishPages(pages: readonly Page[]): Promise<(readonly Delivery[])[]> {
    const paged: (readonly Delivery[])[] = [];
    for (let start = 0; start < pages.length; start += PAGES_AT_ONCE) {
      const some = pages.slice(start, start + PAGES_AT_ONCE);
      paged.push(...(await Promise.all(some.map((page) => this.#topics.publishPage(page)))));
    }
    return paged;
  }

  async #emit(events: readonly OutcomeEvent[]): Promise<Pick<DeliveryReport, 'errors'>> {
    const answer = await resultOf(this.#bus.put(events));
    return { errors: answer.ok ? [] : [`events:PutEvents ${answer.error}`] };
  }
}

/** GuardDuty names up to 400 actors in one attack sequence: a few at a time, the worst first. */
const PAGES_AT_ONCE = 20;

/** @param tries one message, in its full form and then, if that was refused, in its minimal one. */
function errorOf(tries: readonly Delivery[]): readonly string[] {
  const [first] = tries;
  return first === undefined || tries.some(isPublished) ? [] : [`sns:Publish ${first.error}`];
}

function isPublished({ result }: Delivery): boolean {
  return result === 'published';
}

/** Those of the event, and of the credential itself: the pages of hundreds of others would not fit into an event. */
function deliveriesFor(dedupKey: string, deliveries: readonly Delivery[]): OutcomeMessage['deliveries'] {
  return deliveries.flatMap(({ about, ...delivery }) =>
    about === undefined || about === dedupKey ? [delivery] : [],
  );
}

/** `from` is `null` for the first that is told of it, and `unknown` where the ledger does not say. */
function transitionOf({ entity, outcome }: AlertModel, { previous }: Trail): OutcomeMessage['transition'] {
  const known = previous.get(entity.dedupKey);
  if (known === undefined) return { from: 'unknown', to: outcome.state };
  return { from: known.state ?? null, to: outcome.state, alertsBefore: known.alerts };
}

/**
 * Ready for the Events API v2, since an input transformer of EventBridge cannot branch; nothing where nobody is woken and
 * no page ends. PagerDuty, "Send an Event".
 */
function pagerDutyEvent({ page, urgency }: AlertModel): Pick<OutcomeMessage, 'pd'> {
  if (page === undefined) return {};
  const severity = ({ P1: 'critical', P2: 'error', P3: 'info' } as const)[urgency.severity];
  return { pd: { action: page === 'open' ? 'trigger' : 'resolve', severity } };
}
