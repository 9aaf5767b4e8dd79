import { type Audience, audienceOf, CLAIMED_BY_NOBODY, type Claim, type Claims } from '../core/claims.ts';
import type { Remedy } from '../core/command.ts';
import type { DeadLetter } from '../core/dead-letter.ts';
import type { Delivery, DeliveryReport } from '../core/delivery.ts';
import type { UnreadableEvent } from '../core/detection.ts';
import type { Incident } from '../core/incident.ts';
import type { Measure } from '../core/metrics.ts';
import type { Place } from '../core/place.ts';
import { resultOf } from '../core/result.ts';
import type { AlertSettings } from './alert.ts';
import { measurementsOfAlert } from './alert-measurements.ts';
import type { AlertModel } from './alert-model.ts';
import { composeDigest, type StormSoFar } from './digest.ts';
import { type Beat, heartbeatMessage } from './heartbeat-message.ts';
import { type Composing, composeMessages, type Messages, modelsOf } from './messages.ts';
import { OutcomeBus, type OutcomeEvent } from './outcome-bus.ts';
import { outcomeEvents, unhandledEvent } from './outcome-events.ts';
import type { Page } from './pager.ts';
import { Topics } from './topics.ts';
import { composeDeadLetters, composeUnreadable } from './unreadable.ts';

interface Telling {
  /** Absent: nobody gets the alert. */
  readonly audience: Audience | undefined;
  readonly woken?: boolean;
}

/** What an incident says to people and machines. */
export interface Composed {
  readonly models: readonly AlertModel[];
  readonly messages: Messages;
  readonly telling: Telling;
}

interface Where {
  readonly place: Place;
  readonly sentAt: Date;
}

type Log = (entry: Readonly<Record<string, unknown>>) => void;

/** Alerts people through the topics and machines through the bus. The log gets everything. Never throws. */
export class Alerts {
  readonly #composing: Composing;
  readonly #topics: Pick<Topics, 'publishAlert' | 'publishHeartbeat' | 'publishPage' | 'pagerless'>;
  readonly #bus: Pick<OutcomeBus, 'put'>;
  readonly #log: Log;
  readonly #measure: Measure;

  constructor({
    settings,
    remedies,
    client,
    log,
    measure = () => {},
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
    readonly measure?: Measure;
    readonly topics?: Pick<Topics, 'publishAlert' | 'publishHeartbeat' | 'publishPage' | 'pagerless'>;
    readonly bus?: Pick<OutcomeBus, 'put'>;
  }) {
    this.#composing = { settings, remedies };
    this.#topics = topics;
    this.#bus = bus;
    this.#log = log;
    this.#measure = measure;
  }

  /** People are told what the claims of the ledger leave to this event. */
  compose(incident: Incident, claims: Claims): Composed {
    const models = modelsOf(incident, { ...this.#composing, claims });
    const woken = models.some(({ claim }) => claim.woken === true);
    const audience = audienceOf(incident.entries, claims);
    return { models, messages: composeMessages(models), telling: { audience, woken } };
  }

  async sendAlert({ models, messages, telling }: Composed): Promise<DeliveryReport> {
    // If every channel fails, the log still has the alert.
    this.#log({ message: 'outcome', alert: messages.alert.machine });
    const report = await this.#deliver(messages, telling);
    if (telling.audience === 'change') this.#measure(() => measurementsOfAlert(models, report));
    return report;
  }

  /** Outcome events are sent even if the alert failed. They contain the failure. */
  async emitOutcomes(
    { models }: Composed,
    { deliveries }: Pick<DeliveryReport, 'deliveries'>,
  ): Promise<Pick<DeliveryReport, 'errors'>> {
    return this.#emit(outcomeEvents(models, deliveries));
  }

  /** Many alerts in few messages. @returns whether every credential of them reached people. */
  async sendDigest(
    storm: Omit<StormSoFar, 'settings'>,
    { page }: { readonly page: boolean },
  ): Promise<DeliveryReport> {
    const composed = composeDigest({ ...storm, settings: this.#composing.settings });
    const reports: DeliveryReport[] = [];
    for (const [index, { alert, page: itsPage }] of composed.entries()) {
      this.#log({ message: 'digest', alert: alert.machine });
      const pages = page && index === 0 ? [itsPage] : [];
      const report = await this.#deliver({ alert, pages, instead: itsPage }, { audience: 'change' });
      reports.push(report);
      // An SNS that does not take one would keep the others waiting until the function is over. All come again.
      if (!report.deliveries.some(isPublished)) break;
    }
    return {
      deliveries: reports.flatMap(({ deliveries }) => deliveries),
      pagerless: this.#topics.pagerless,
      errors: [...new Set(reports.flatMap(({ errors }) => errors))],
    };
  }

  /** @returns beside the report what its page is about. */
  async sendUnreadable(
    problem: UnreadableEvent,
    { claim, ...where }: Where & { readonly claim: Claim },
  ): Promise<DeliveryReport & { readonly about: string }> {
    const messages = composeUnreadable(problem, { ...where, settings: this.#composing.settings });
    return { ...(await this.#sendUnhandled(messages, claim)), about: messages.instead.about };
  }

  /** The subscriptions of people filter it out. @returns why the alert topic did not take it; empty if it did. */
  async sendHeartbeat(beat: Beat): Promise<readonly string[]> {
    const message = heartbeatMessage(beat, this.#composing.settings);
    return errorOf(await this.#topics.publishHeartbeat(message));
  }

  /** One alert about all of them. @param woken a page told of them before. */
  async sendDeadLetters(
    letters: readonly DeadLetter[],
    { woken = false, ...where }: Where & { readonly woken?: boolean },
  ): Promise<DeliveryReport> {
    const messages = composeDeadLetters(letters, { ...where, settings: this.#composing.settings });
    return this.#sendUnhandled(messages, { ...CLAIMED_BY_NOBODY, ...(woken && { woken }) });
  }

  async #sendUnhandled(messages: Messages, { audience, page, woken }: Claim): Promise<DeliveryReport> {
    this.#log({ message: 'outcome', alert: messages.alert.machine });
    const report = await this.#deliver(
      { ...messages, pages: page ? messages.pages : [] },
      { audience, ...(woken && { woken }) },
    );
    const { deliveries, errors } = report;
    const machines = await this.#emit([unhandledEvent(messages, deliveries)]);
    return { ...report, errors: [...errors, ...machines.errors] };
  }

  /**
   * Pages are sent even if the alert fails. If neither the alert nor a page goes out, an extra page says so, once: whoever it
   * woke is not woken again by each retry, and that page is not closed before the alert goes out.
   */
  async #deliver(
    { alert, pages, instead }: Messages,
    { audience, woken = false }: Telling,
  ): Promise<DeliveryReport> {
    const [opening, closing] = [pages.filter(opens), pages.filter((page) => !opens(page))];
    const [published, paged] = await Promise.all([
      audience === undefined ? [] : this.#topics.publishAlert(alert, audience),
      this.#publishPages(woken ? opening : pages),
    ]);
    const unread = audience === 'change' && !published.some(isPublished);
    if (woken && !unread) paged.push(...(await this.#publishPages(closing)));
    const extra = unread && !woken && opening.length === 0 ? await this.#topics.publishPage(instead) : [];

    const deliveries = [published, ...paged, extra].flat();
    // The minimal form reached people. The log helps to fix the full form.
    if (deliveries.some(({ result, form }) => result === 'published' && form === 'minimal'))
      this.#log({ level: 'error', message: 'SNS refused the full alert', deliveries });
    const { pagerless } = this.#topics;
    const errors = [...new Set([published, ...paged, extra].flatMap(errorOf))];
    if (errors.length > 0) this.#measure(() => ({ AlertFailures: [errors.length] }));
    return { deliveries, pagerless, ...(extra.some(isPublished) && { wokenFor: instead.about }), errors };
  }

  async #publishPages(pages: readonly Page[]): Promise<(readonly Delivery[])[]> {
    const paged: (readonly Delivery[])[] = [];
    for (let start = 0; start < pages.length; start += PAGES_AT_ONCE) {
      const some = pages.slice(start, start + PAGES_AT_ONCE);
      const tried = await Promise.all(some.map((page) => this.#topics.publishPage(page)));
      paged.push(...tried);
      // A topic that takes none would keep the rest waiting until the function is over. The event runs again for them.
      if (tried.every((tries) => tries.length > 0 && !tries.some(isPublished))) break;
    }
    return paged;
  }

  async #emit(events: readonly OutcomeEvent[]): Promise<Pick<DeliveryReport, 'errors'>> {
    const answer = await resultOf(this.#bus.put(events));
    return { errors: answer.ok ? [] : [`events:PutEvents ${answer.error}`] };
  }
}

/** GuardDuty names up to 400 actors in one attack sequence. Pages go out a few at a time, the worst first. */
const PAGES_AT_ONCE = 20;

/** @param tries of one message: the full form and, if SNS refused that, the minimal form. */
function errorOf(tries: readonly Delivery[]): readonly string[] {
  const [first] = tries;
  return first === undefined || tries.some(isPublished) ? [] : [`sns:Publish ${first.error}`];
}

function opens({ body }: Page): boolean {
  return body.NewStateValue === 'ALARM';
}

function isPublished({ result }: Delivery): boolean {
  return result === 'published';
}
