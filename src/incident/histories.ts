import type { Clock } from '../core/clock.ts';
import { dedupKeyOf } from '../core/dedup-key.ts';
import type {
  AffectedIdentity,
  DenyRemoval,
  Detection,
  NewCredential,
  SwitchedKey,
} from '../core/detection.ts';
import type { History, KnownHistory } from '../core/history.ts';
import { keyOf, principalKeyOf } from '../core/principal-key.ts';
import { resultOf } from '../core/result.ts';
import { isUndone } from '../core/undone.ts';
import { findDenial } from './denials.ts';
import { callerIn, containedAtIn, historyIn, type Item } from './ledger-item.ts';
import { makingOf } from './makings.ts';
import { remember } from './remember.ts';
import { findBesideSentinel, LEDGER_ERASED } from './sentinel.ts';
import type { LedgerTable } from './table.ts';

interface Asking {
  readonly detection: Pick<Detection, 'accountId'>;
  readonly place: { readonly partition: string };
  readonly limit: AbortSignal;
}

interface Finding {
  readonly partition: string;
  readonly eventId: string;
  /** The event failed before, in whichever process. */
  readonly redelivered: boolean;
}

/** What the ledger knows before an event is decided on. */
export class Histories {
  readonly #table: LedgerTable;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #log: (entry: Readonly<Record<string, unknown>>) => void;
  /** The events for which this process could not read the ledger. */
  readonly #unread = new Set<string>();

  constructor({
    table,
    clock,
    log,
  }: {
    readonly table: LedgerTable;
    readonly clock: Pick<Clock, 'now'>;
    readonly log: (entry: Readonly<Record<string, unknown>>) => void;
  }) {
    this.#table = table;
    this.#clock = clock;
    this.#log = log;
  }

  /** Reads what is known about a key that somebody switched on or off, or a user off whom a deny was taken. Never throws. */
  async find(hint: SwitchedKey | DenyRemoval, finding: Finding): Promise<History> {
    const { partition, eventId, redelivered } = finding;
    const answer = await resultOf(
      hint.kind === 'user'
        ? findDenial(this.#table, { removal: hint, partition, now: this.#clock.now() })
        : this.#ofKey(hint, finding),
    );
    const tried = `${eventId} ${keyOf(hint, { accountId: hint.accountId, partition })}`;
    if (!answer.ok) return this.#unreadable(answer.error, tried);
    return {
      ...answer.value,
      ...((redelivered || this.#unread.has(tried)) && { mayHavePaged: true as const }),
    };
  }

  async #ofKey(
    { accountId, accessKeyId, kind, by }: SwitchedKey,
    { partition, eventId }: Finding,
  ): Promise<KnownHistory> {
    const about = dedupKeyOf({ partition, accountId, about: accessKeyId });
    const isActivation = kind === 'reactivated-key';
    const callerKey = isActivation ? principalKeyOf(by, partition) : undefined;
    const [item, callerItem] = await Promise.all([
      isActivation ? findBesideSentinel(this.#table, about) : this.#table.find(about),
      callerKey === undefined ? undefined : this.#table.find(callerKey),
    ]);
    const now = this.#clock.now();
    const caller = callerIn(callerItem, { now, eventId });
    return { ...historyIn(item, now), ...(caller !== undefined && { caller }) };
  }

  /** Reads what is known about whoever made a credential, and about the user that it was made for. Never throws. */
  async findMaking(made: NewCredential, { partition, eventId, redelivered }: Finding): Promise<History> {
    const tried = `${eventId} ${made.accessKeyId ?? made.other?.id}`;
    const now = this.#clock.now();
    const answer = await resultOf(makingOf(made, { table: this.#table, partition, now }));
    if (!answer.ok) return this.#unreadable(answer.error, tried);
    const { item, making } = answer.value;
    return {
      ...historyIn(item, now),
      ...((redelivered || this.#unread.has(tried)) && { mayHavePaged: true as const }),
      making,
    };
  }

  #unreadable(error: string, tried: string): History {
    remember(this.#unread, tried);
    this.#log({ level: 'error', message: `dynamodb:GetItem ${error}` });
    return { kind: 'unreadable', ...(error === LEDGER_ERASED && { erased: true as const }) };
  }

  /** The credentials whose containment a person undid, if the event tells nothing new about them, with what is known of each. Never throws. */
  async undone(
    detection: Detection,
    { partition, limit }: { readonly partition: string; readonly limit: AbortSignal },
  ): Promise<ReadonlyMap<AffectedIdentity, KnownHistory>> {
    const known = await Promise.all(
      detection.affected.map(async (affected) => {
        const key = keyOf(affected, { accountId: detection.accountId, partition });
        const answer = await resultOf(this.#items(key, limit));
        if (!answer.ok) return [];
        const { own, stopped } = answer.value;
        const now = this.#clock.now();
        const undoneIn = (item: Item | undefined) => isUndone(historyIn(item, now), detection);
        // The undo is bound to the item of the user, if anything but keys was stopped.
        return undoneIn(own) || (stopped.length > 0 && stopped.every(undoneIn))
          ? [[affected, historyIn(own, now)] as const]
          : [];
      }),
    );
    return new Map(known.flat());
  }

  /**
   * When the containment of the credential began that the ledger knows of. `undefined` if there is none, or if it was undone.
   * Rejects with AWS's error.
   */
  async containedAt(
    affected: AffectedIdentity,
    { detection, place: { partition }, limit }: Asking,
  ): Promise<Date | undefined> {
    const key = keyOf(affected, { accountId: detection.accountId, partition });
    const { own, stopped } = await this.#items(key, limit);
    const times = [own, ...stopped].flatMap((item) => containedAtIn(item) ?? []);
    return times.toSorted((one, other) => one.getTime() - other.getTime())[0];
  }

  /** The item of the credential, and those of the keys that were stopped for its sake. */
  async #items(
    key: string | undefined,
    limit: AbortSignal,
  ): Promise<{ readonly own: Item | undefined; readonly stopped: readonly (Item | undefined)[] }> {
    const own = key === undefined ? undefined : await this.#table.find(key, limit);
    const stopped = own?.['stopped']?.SS ?? [];
    return { own, stopped: await Promise.all(stopped.map((one) => this.#table.find(one, limit))) };
  }
}
