import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { type Brake, containedOnSuspicion, hourOf } from '../core/brake.ts';
import type { Claim, Claims, Reactivation } from '../core/claims.ts';
import type { Clock } from '../core/clock.ts';
import { dedupKeyOf } from '../core/dedup-key.ts';
import type { AffectedIdentity, Detection, SwitchedKey } from '../core/detection.ts';
import type { History } from '../core/history.ts';
import type { Incident } from '../core/incident.ts';
import { keyOf, principalKeyOf } from '../core/principal-key.ts';
import { resultOf } from '../core/result.ts';
import { isUndone } from '../core/undone.ts';
import { claimNews } from './claim-news.ts';
import { entriesOf, type LedgerEntry } from './entries.ts';
import { shareOfStorm } from './join-storm.ts';
import { Ledger, type Told } from './ledger.ts';
import { callerIn, historyIn, type Item } from './ledger-item.ts';
import { findBesideSentinel } from './sentinel.ts';
import { Storms } from './storms.ts';
import { LedgerTable } from './table.ts';
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
  readonly storms: Storms;
  readonly #clock: Clock;
  readonly #brake: Brake;
  readonly #log: (entry: Readonly<Record<string, unknown>>) => void;
  /** What this process told people, in case the ledger cannot be written: a retry must not tell it again. */
  readonly #toldHere = new Set<string>();

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
    this.#table = new LedgerTable(tableName, client);
    this.#ledger = new Ledger(this.#table);
    this.storms = new Storms(this.#table);
    this.#clock = clock;
    this.#brake = brake;
    this.#log = log;
  }

  /** Reads what is known about a key that somebody switched on or off. Never throws. */
  async find(
    switched: SwitchedKey,
    { partition, eventId }: { readonly partition: string; readonly eventId: string },
  ): Promise<History> {
    const { accountId, accessKeyId, kind, by } = switched;
    const about = dedupKeyOf({ partition, accountId, about: accessKeyId });
    const isActivation = kind === 'reactivated-key';
    const callerKey = isActivation ? principalKeyOf(by, partition) : undefined;
    const answer = await resultOf(
      Promise.all([
        isActivation ? findBesideSentinel(this.#table, about) : this.#table.find(about),
        callerKey === undefined ? undefined : this.#table.find(callerKey),
      ]),
    );
    if (!answer.ok) {
      // The alert only says that the ledger does not answer. The log says why: AWS's error, or `LedgerErased`.
      this.#log({ level: 'error', message: `dynamodb:GetItem ${answer.error}` });
      return { kind: 'unreadable' };
    }
    const [item, callerItem] = answer.value;
    const now = this.#clock.now();
    const caller = callerIn(callerItem, { now, eventId });
    return { ...historyIn(item, now), ...(caller !== undefined && { caller }) };
  }

  /** The credentials whose containment a person undid, if the event tells nothing new about them. Never throws. */
  async undone(
    detection: Detection,
    { partition, limit }: { readonly partition: string; readonly limit: AbortSignal },
  ): Promise<ReadonlySet<AffectedIdentity>> {
    const known = await Promise.all(
      detection.affected.map(async (affected) => {
        const key = keyOf(affected, { accountId: detection.accountId, partition });
        const answer = await resultOf(this.#stoppedItems(key, limit));
        const items = answer.ok ? answer.value : [];
        const all = items.map((item) => historyIn(item, this.#clock.now()));
        return all.length > 0 && all.every((history) => isUndone(history, detection)) ? [affected] : [];
      }),
    );
    return new Set(known.flat());
  }

  /** The item of the credential, or those of the keys that were stopped for its sake. */
  async #stoppedItems(key: string | undefined, limit: AbortSignal): Promise<readonly (Item | undefined)[]> {
    const item = key === undefined ? undefined : await this.#table.find(key, limit);
    const stopped = item?.['stopped']?.SS ?? [];
    return stopped.length === 0 ? [item] : Promise.all(stopped.map((one) => this.#table.find(one, limit)));
  }

  /**
   * Asks for each credential whether this event tells people about it. Never throws. @param owner the same for each retry
   * of one event.
   */
  async claim(
    incident: Incident,
    { owner, limit }: { readonly owner: string; readonly limit: AbortSignal },
  ): Promise<Claims> {
    const answers = await Promise.all(
      entriesOf(incident).map(async (entry) => {
        const answer = await resultOf(claimNews(entry, { ledger: this.#ledger, owner, limit }));
        if (answer.ok) return [entry.dedupKey, answer.value] as const;
        this.#log({
          level: 'error',
          message: `dynamodb:UpdateItem ${answer.error}: the ledger was not asked`,
        });
        const known = this.#toldHere.has(newsOf(entry));
        return [entry.dedupKey, known ? { claim: SILENCE, containment: undefined } : undefined] as const;
      }),
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
        const reached = told(entry.dedupKey);
        const claim = claims.credentials.get(entry.dedupKey);
        const answer = await resultOf(this.#confirm(entry, { claim, told: reached }));
        if (!answer.ok && reached.alert) this.#remember(newsOf(entry));
        return answer;
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

  /** Stores who was contained on suspected evidence, and learns whom other processes contained. */
  async #count(incident: Incident): Promise<void> {
    const principals = containedOnSuspicion(incident);
    if (principals.length === 0) return;
    const hour = hourOf(incident.sentAt);
    const known = await this.#ledger.countSuspected(hour, { principals, at: incident.sentAt });
    this.#brake.learn(hour, [...known, ...principals]);
  }

  /** Bounded, because a process may live for hours while the ledger is out. */
  #remember(news: string): void {
    if (this.#toldHere.size >= 10_000) this.#toldHere.clear();
    this.#toldHere.add(news);
  }

  async #confirm(
    entry: LedgerEntry,
    { claim, told }: { readonly claim: Claim | undefined; readonly told: Told },
  ): Promise<void> {
    const { item, eventId, restore } = entry;
    if (restore !== undefined) await this.#ledger.useRestore(item, { eventId, ...restore });
    if (entry.stoppedByHand) await this.#ledger.adopt(entry);
    if (claim === undefined) await this.#ledger.note(entry, { again: true });
    if (claim !== undefined && claim.audience !== 'change' && !claim.page && !claim.inDigest) return;
    await this.#ledger.confirm(entry, {
      told,
      reactivations: [...(claim?.reactivations ?? []), ...newsOfActivation(entry)].slice(-10),
    });
  }
}

const SILENCE: Claim = { page: false, reactivations: [] };

function newsOf({ eventId, item, alert }: LedgerEntry): string {
  return `${eventId} ${item} ${alert?.news}`;
}

function newsOfActivation({ alert, reactivatedAt }: LedgerEntry): readonly Reactivation[] {
  return alert === undefined || reactivatedAt === undefined ? [] : [{ at: reactivatedAt, news: alert.news }];
}
