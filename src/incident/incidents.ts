import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { type Brake, containedOnSuspicion, hourOf } from '../core/brake.ts';
import { type Claim, type Claims, NO_CLAIMS } from '../core/claims.ts';
import type { Clock } from '../core/clock.ts';
import type { Incident } from '../core/incident.ts';
import { type Result, resultOf } from '../core/result.ts';
import { beat } from './beat.ts';
import { type Answer, claimNews } from './claim-news.ts';
import { confirmNews } from './confirm-news.ts';
import { entriesOf, type LedgerEntry, unreadableEntry } from './entries.ts';
import { type GivenUp, markGivenUp } from './given-up.ts';
import { Histories } from './histories.ts';
import { shareOfStorm } from './join-storm.ts';
import { Ledger, type Told } from './ledger.ts';
import { Reminders } from './reminders.ts';
import { Storms } from './storms.ts';
import { LedgerTable } from './table.ts';
import { ToldHere } from './told-here.ts';
import { watchesOf } from './watches.ts';

export interface Recording {
  readonly claims: Claims;
  /** What reached people, by dedup key. */
  readonly told: (dedupKey: string) => Told;
}

/** The memory of incidents. A failed read or write is reported and stops nothing. */
export class Incidents {
  readonly #table: LedgerTable;
  readonly #ledger: Ledger;
  readonly #reminders: Reminders;
  readonly histories: Histories;
  readonly storms: Storms;
  readonly #brake: Brake;
  readonly #log: (entry: Readonly<Record<string, unknown>>) => void;
  readonly #toldHere = new ToldHere();

  constructor({
    tableName,
    client,
    clock,
    log,
    brake,
  }: {
    readonly tableName: string;
    readonly client: DynamoDBClientConfig;
    readonly clock: Clock;
    readonly brake: Brake;
    readonly log: (entry: Readonly<Record<string, unknown>>) => void;
  }) {
    const table = new LedgerTable(tableName, client);
    this.#table = table;
    this.#ledger = new Ledger(table);
    this.#reminders = new Reminders(table);
    this.histories = new Histories({ table, clock, log });
    this.storms = new Storms(table);
    this.#brake = brake;
    this.#log = log;
  }

  /**
   * Asks for each credential whether this event tells people about it. Never throws. @param owner the same for each retry
   * of one delivery.
   */
  async claim(
    incident: Incident,
    { owner, limit }: { readonly owner: string; readonly limit: AbortSignal },
  ): Promise<Claims> {
    const answers = await Promise.all(
      entriesOf(incident).map(
        async (entry) => [entry.dedupKey, await this.#claim(entry, { owner, limit })] as const,
      ),
    );
    const credentials = new Map(
      answers.flatMap(([key, answer]) => (answer?.claim === undefined ? [] : [[key, answer.claim]])),
    );
    const storm = await resultOf(shareOfStorm(incident, { credentials, storms: this.storms, limit }));
    // Then each credential is told by itself.
    if (!storm.ok)
      this.#log({ level: 'error', message: `dynamodb:UpdateItem ${storm.error}: no storm is counted` });
    return {
      ...(storm.ok && storm.value !== undefined && { storm: storm.value }),
      credentials,
      containments: new Map(
        answers.flatMap(([key, answer]) =>
          answer?.containment === undefined ? [] : [[key, answer.containment]],
        ),
      ),
    };
  }

  /** @returns `undefined` if the ledger was not asked. */
  async #claim(
    entry: LedgerEntry,
    { owner, limit }: { readonly owner: string; readonly limit: AbortSignal },
  ): Promise<Answer | undefined> {
    const asking = { ledger: this.#ledger, reminders: this.#reminders, owner, limit };
    const answer = await resultOf(claimNews(entry, asking));
    if (answer.ok) return answer.value;
    this.#log({ level: 'error', message: `dynamodb:UpdateItem ${answer.error}: the ledger was not asked` });
    const claim = this.#toldHere.recall(entry);
    return claim && { claim, containment: undefined };
  }

  /** What this process knows by itself, for a ledger that does not answer. */
  recall(incident: Incident): Claims {
    const known = entriesOf(incident).map((entry) => [entry.dedupKey, this.#toldHere.recall(entry)] as const);
    return {
      ...NO_CLAIMS,
      credentials: new Map(known.flatMap(([key, claim]) => (claim ? [[key, claim]] : []))),
    };
  }

  /** The same of an event that nobody could read. */
  recallUnreadable(id: string, at: Date): Claim | undefined {
    return this.#toldHere.recall(unreadableEntry(id, at));
  }

  /** Asks the same for an event that nobody could read. Never throws. @param id of the event. */
  async claimUnreadable(
    id: string,
    { at, ...asking }: { readonly at: Date; readonly owner: string; readonly limit: AbortSignal },
  ): Promise<Claim | undefined> {
    return (await this.#claim(unreadableEntry(id, at), asking))?.claim;
  }

  /** Stores what of it reached people. Never throws. */
  async recordUnreadable(
    id: string,
    { at, ...known }: { readonly at: Date; readonly claim: Claim | undefined; readonly told: Told },
  ): Promise<{ readonly errors: readonly string[] }> {
    const answer = await this.#record(unreadableEntry(id, at), known);
    return { errors: answer.ok ? [] : [`dynamodb:UpdateItem ${answer.error}`] };
  }

  /** What a person ends by hand closes the page about this credential. Rejects with AWS's error. */
  markGivenUp(given: GivenUp): Promise<void> {
    return markGivenUp(this.#table, given);
  }

  /**
   * Stores what reached people, and whom to watch from now on. Never throws. @returns the calls that failed, such as
   * `dynamodb:UpdateItem AccessDeniedException`.
   */
  async record(
    incident: Incident,
    { claims, told }: Recording,
  ): Promise<{ readonly errors: readonly string[] }> {
    const written = await Promise.all([
      ...entriesOf(incident).map(async (entry) => {
        const claim = claims.credentials.get(entry.dedupKey);
        return this.#record(entry, { claim, told: told(entry.dedupKey) });
      }),
      ...watchesOf(incident, (dedupKey) => told(dedupKey).alert).map((watch) =>
        resultOf(this.#ledger.watch(watch)),
      ),
      resultOf(this.#count(incident)),
    ]);
    const failed = written.flatMap((answer) => (answer.ok ? [] : [answer.error]));
    const errors = failed.map((code) => `dynamodb:UpdateItem ${code}`);
    return { errors: [...new Set(errors)] };
  }

  /** For a heartbeat. @throws LedgerErasedError, or AWS's error. */
  beat(at: Date): Promise<void> {
    return beat(this.#table, at);
  }

  async #record(
    entry: LedgerEntry,
    known: { readonly claim: Claim | undefined; readonly told: Told },
  ): Promise<Result<void>> {
    const answer = await resultOf(
      confirmNews(entry, { ...known, ledger: this.#ledger, reminders: this.#reminders }),
    );
    // A ledger that takes what was told, but is too slow to be asked before, would have each retry tell it again.
    const { claim, told } = known;
    const wasAsked = claim?.previous !== undefined;
    if (answer.ok && wasAsked) return answer;
    const isSilent = claim !== undefined && claim.audience === undefined && !claim.page;
    if (!isSilent && (told.alert || told.page || told.woken)) this.#toldHere.remember(entry, { claim, told });
    return answer;
  }

  /** Stores who was contained on suspected evidence, and learns whom other processes contained. */
  async #count(incident: Incident): Promise<void> {
    const principals = containedOnSuspicion(incident);
    if (principals.length === 0) return;
    const hour = hourOf(incident.sentAt);
    const known = await this.#ledger.countSuspected(hour, { principals, at: incident.sentAt });
    this.#brake.learn(hour, [...known, ...principals]);
  }
}
