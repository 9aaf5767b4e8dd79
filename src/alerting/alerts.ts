import { audienceOf, CLAIMED_BY_NOBODY, type Claim, type Claims } from '../core/claims.ts';
import type { Remedy } from '../core/command.ts';
import type { DeadLetter, LetterClaim } from '../core/dead-letter.ts';
import type { DeliveryReport } from '../core/delivery.ts';
import type { UnreadableEvent } from '../core/detection.ts';
import type { Incident } from '../core/incident.ts';
import type { Measure } from '../core/metrics.ts';
import type { Place } from '../core/place.ts';
import { resultOf } from '../core/result.ts';
import type { AlertSettings } from './alert.ts';
import { measurementsOfAlert } from './alert-measurements.ts';
import type { AlertModel } from './alert-model.ts';
import { type Delivering, deliver, errorOf, isPublished, type Telling } from './deliver.ts';
import { composeDigest, type StormSoFar } from './digest.ts';
import { type Beat, heartbeatMessage } from './heartbeat-message.ts';
import { type Composing, composeMessages, type Messages, modelsOf } from './messages.ts';
import { OutcomeBus, type OutcomeEvent } from './outcome-bus.ts';
import { outcomeEvents, unhandledEvent } from './outcome-events.ts';
import { Topics } from './topics.ts';
import { composeDeadLetters, composeUnreadable } from './unreadable.ts';

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

/** Alerts people through the topics and machines through the bus. The log gets everything. Never throws. */
export class Alerts {
  readonly #composing: Composing;
  readonly #delivering: Delivering;
  readonly #bus: Pick<OutcomeBus, 'put'>;

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
    readonly log: Delivering['log'];
    readonly measure?: Measure;
    readonly topics?: Delivering['topics'];
    readonly bus?: Pick<OutcomeBus, 'put'>;
  }) {
    this.#composing = { settings, remedies };
    this.#delivering = { topics, log, measure };
    this.#bus = bus;
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
    this.#delivering.log({ message: 'outcome', alert: messages.alert.machine });
    const report = await deliver(messages, { ...telling, ...this.#delivering });
    if (telling.audience === 'change') this.#delivering.measure(() => measurementsOfAlert(models, report));
    return report;
  }

  /** Outcome events are sent even if the alert failed. They contain the failure. */
  async emitOutcomes(
    { models }: Composed,
    { deliveries }: Pick<DeliveryReport, 'deliveries'>,
  ): Promise<Pick<DeliveryReport, 'errors'>> {
    return this.#emit(outcomeEvents(models, deliveries));
  }

  /** Many alerts in few messages, or only the page about them. @returns whether every credential of them reached people. */
  async sendDigest(
    storm: Omit<StormSoFar, 'settings'>,
    { page, mail = true }: { readonly page: boolean; readonly mail?: boolean },
  ): Promise<DeliveryReport> {
    const composed = composeDigest({ ...storm, settings: this.#composing.settings });
    const reports: DeliveryReport[] = [];
    for (const [index, { alert, page: itsPage }] of composed.entries()) {
      this.#delivering.log({ message: 'digest', alert: alert.machine });
      const pages = page && index === 0 ? [itsPage] : [];
      const report = await deliver(
        { alert, pages, instead: itsPage },
        { audience: mail ? 'change' : undefined, ...this.#delivering },
      );
      reports.push(report);
      // An SNS that does not take one would keep the others waiting until the function is over. All come again.
      if (!report.deliveries.some(isPublished)) break;
    }
    return {
      deliveries: reports.flatMap(({ deliveries }) => deliveries),
      pagerless: this.#delivering.topics.pagerless,
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
    return errorOf(await this.#delivering.topics.publishHeartbeat(message));
  }

  /** One alert about all of them. @param left what was not sent before. */
  async sendDeadLetters(
    letters: readonly DeadLetter[],
    { left = 'all', ...where }: Where & { readonly left?: LetterClaim },
  ): Promise<DeliveryReport> {
    const messages = composeDeadLetters(letters, { ...where, settings: this.#composing.settings });
    const { audience, ...silent } = CLAIMED_BY_NOBODY;
    const claim = {
      all: CLAIMED_BY_NOBODY,
      mail: { ...CLAIMED_BY_NOBODY, woken: true as const, page: false },
      page: silent,
    }[left];
    return this.#sendUnhandled(messages, claim);
  }

  async #sendUnhandled(messages: Messages, { audience, page, woken }: Claim): Promise<DeliveryReport> {
    this.#delivering.log({ message: 'outcome', alert: messages.alert.machine });
    const report = await deliver(
      { ...messages, pages: page ? messages.pages : [] },
      { audience, ...(woken && { woken }), ...this.#delivering },
    );
    const { deliveries, errors } = report;
    const machines = await this.#emit([unhandledEvent(messages, deliveries)]);
    return { ...report, errors: [...errors, ...machines.errors] };
  }

  async #emit(events: readonly OutcomeEvent[]): Promise<Pick<DeliveryReport, 'errors'>> {
    const answer = await resultOf(this.#bus.put(events));
    return { errors: answer.ok ? [] : [`events:PutEvents ${answer.error}`] };
  }
}
