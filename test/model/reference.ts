import { CALLERS, type CallerName, keysOfCaller, VICTIMS } from './cast.ts';
import type { Sent } from './events.ts';

/** `either`: AWS or the ledger lets nobody say more, and what IAM shows then is taken over. */
export type Expected = 'stop' | 'leave' | 'either';

/** How an event comes: for the first time, once more on its own, or from the retry queue. */
export type Via = 'first' | 'again' | 'queue';

interface Undo {
  /** The containment: the event that it began with. */
  readonly of: string;
  readonly at: number;
  usedBy?: string;
}

interface KeyState {
  /** Confirmed evidence came, which nobody has undone since. */
  stolen: boolean;
  /** People know of an incident about it, so whoever switches it on fights back. */
  known: boolean;
  /** While the ledger was out, a honey key was stopped that somebody switched on. */
  unsure?: boolean;
  containment?: string | undefined;
  undo?: Undo | undefined;
  /** When the first evidence came. It tells of something a moment earlier. */
  since?: number;
  readonly findings: Set<string>;
  readonly kinds: Set<string>;
}

/** What must be true of each key after each event, in few words. It knows nothing of how the responder comes to it. */
export class Reference {
  readonly #keys = new Map<string, KeyState>(
    VICTIMS.map((key) => [key, { stolen: false, known: false, findings: new Set(), kinds: new Set() }]),
  );
  /** Callers against whom there is evidence, and the activations of stolen keys by each. */
  readonly #evidenceAgainst = new Set<string>();
  readonly #activations = new Map<CallerName, Set<string>>();

  of(key: string): KeyState {
    const state = this.#keys.get(key);
    if (state === undefined) throw new RangeError(`${key} is nobody's`);
    return state;
  }

  /** What this event must do with the key that it is about. */
  expects(sent: Sent, via: Via): Expected {
    const key = this.of(sent.key);
    if (sent.kind === 'stop' || sent.kind === 'echo') return 'leave';
    if (sent.kind === 'activation') {
      if (!key.known) return key.unsure ? 'either' : 'leave';
      if (key.undo !== undefined && isFor(key.undo, sent)) return 'leave';
      return key.since !== undefined && sent.at < key.since ? 'either' : 'stop';
    }
    if (key.undo === undefined) return 'stop';
    const judged = sent.kinds.every((kind) => key.kinds.has(kind)) && key.findings.has(sent.finding ?? '');
    if (sent.update && judged) return 'leave';
    if (via === 'first') return 'stop';
    // The queue asks the ledger. Lambda's own retry and a duplicate of the event cannot be told from a new one.
    return via === 'queue' && key.undo.of === sent.id ? 'leave' : 'either';
  }

  /** @param ended how IAM shows the key after the event, and whether it was Active before. */
  learn(
    sent: Sent,
    expected: Expected,
    ended: { readonly stopped: boolean; readonly wasActive: boolean },
  ): void {
    const key = this.of(sent.key);
    const { stopped } = ended;
    if (sent.kind === 'stop' || sent.kind === 'echo') return;
    const acted = expected === 'stop' || (stopped && (expected === 'either' || ended.wasActive));
    if (sent.kind === 'activation' && acted) this.#count(sent.by, sent.id);
    if (sent.kind === 'activation' && acted && !key.known) {
      key.unsure = true;
      return;
    }
    if (acted) {
      this.contain(sent.key, stopped ? sent.id : undefined);
    } else if (
      sent.kind === 'activation' &&
      key.undo !== undefined &&
      seconds(sent.at) >= seconds(key.undo.at)
    ) {
      key.undo.usedBy ??= sent.id;
    }
    if (sent.kind !== 'evidence') return;
    key.since ??= sent.at;
    if (sent.finding !== undefined) key.findings.add(sent.finding);
    for (const kind of sent.kinds) key.kinds.add(kind);
    if (acted) this.#evidenceAgainst.add(sent.key);
  }

  contain(accessKeyId: string, eventId: string | undefined): void {
    const key = this.of(accessKeyId);
    Object.assign(key, {
      stolen: true,
      known: true,
      undo: undefined,
      containment: key.containment ?? eventId,
    });
  }

  /** Somebody ran the first step of an alert's undo, and the ledger took it. */
  undo(accessKeyId: string, at: number): void {
    const key = this.of(accessKeyId);
    Object.assign(key, { stolen: false, containment: undefined, undo: { of: key.containment ?? '', at } });
  }

  /** Whether the responder may stop the key of somebody who switches keys on. */
  mayStopCaller(name: CallerName): boolean {
    if (name === 'terraform') return false;
    const isWatched = keysOfCaller(name).some((key) => this.#evidenceAgainst.has(key));
    return isWatched || (this.#activations.get(name)?.size ?? 0) > 1;
  }

  /** The keys of nobody's victims that must go on. */
  get untouchable(): readonly string[] {
    return CALLERS.filter(({ name }) => !this.mayStopCaller(name))
      .flatMap(({ name }) => keysOfCaller(name))
      .filter((key) => !VICTIMS.includes(key));
  }

  #count(name: CallerName, id: string): void {
    this.#activations.set(name, (this.#activations.get(name) ?? new Set()).add(id));
  }
}

/** One undo is for one activation, and for those before it. CloudTrail's times are in whole seconds. */
function isFor(undo: Undo, { id, at }: { readonly id: string; readonly at: number }): boolean {
  return seconds(at) < seconds(undo.at) || [undefined, id].includes(undo.usedBy);
}

function seconds(time: number): number {
  return Math.floor(time / 1000);
}
