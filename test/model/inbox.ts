import { type Reason, reasons } from '../../src/core/reasons/index.ts';
import { field, list, number, text } from '../../src/sources/fields.ts';
import { commandsIn, type Message, type Said } from './promises.ts';

/** What makes the same words news again. */
export interface Circumstances {
  /** How often the ledger failed so far: before the event was handled, and after it. */
  readonly ledgerFailed: { readonly before: number; readonly after: number };
  /** How often the containment of a key was undone. */
  readonly undone: (key: string) => number;
  /** Whether the event tells that somebody switched the key on. */
  readonly isActivation: (eventId: string) => boolean;
  readonly now: number;
  /** How often any call failed so far. An alert that was refused counts for a storm, too. */
  readonly failures: number;
}

interface Last extends Said {
  readonly undone: number;
  readonly ledgerFailed: number;
  readonly isActivation: boolean;
}

/** What people got about each key. */
interface Box {
  mails: number;
  /** How many events came since the last mail, which told people nothing new. */
  eventsSince: number;
  /** The event that came last. If it runs again, it does not count twice. */
  lastEvent?: string;
  doubtful: boolean;
  /** What a digest tells, as the machines got it. */
  inStorm?: string;
  mail?: Last;
  page?: Last | undefined;
  /** The latest alert that has an undo. */
  undo?: Last & { readonly steps: readonly (readonly string[])[] };
}

/** Everything that reached people, in order. */
export class Inbox {
  readonly #boxes = new Map<string, Box>();
  #hasDigest = false;
  #mailedAt: readonly number[] = [];

  of(key: string): Box {
    const box = this.#boxes.get(key) ?? { mails: 0, eventsSince: 0, doubtful: false };
    this.#boxes.set(key, box);
    return box;
  }

  /** @returns what people were told twice, or wrongly. */
  take({ channel, says, isDigest, email }: Message, circumstances: Circumstances): readonly string[] {
    const [main, ...others] = says;
    if (main === undefined) return ['a message without a credential'];
    for (const { key } of others) this.of(key).doubtful = true;
    // A digest counts as an alert of each credential that it sums up, and refused alerts count towards a storm too.
    if (isDigest) this.#hasDigest = true;
    if (isDigest) return [];
    const { ledgerFailed, undone, isActivation, now } = circumstances;
    const box = this.of(main.key);
    if (ledgerFailed.after > ledgerFailed.before) box.doubtful = true;
    const last: Last = {
      ...main,
      undone: undone(main.key),
      ledgerFailed: ledgerFailed.before,
      isActivation: isActivation(main.eventId),
    };
    // What a digest tells cannot be known if the machines were not told either.
    const isUnsure = this.#isStormy(circumstances) && circumstances.failures > 0;
    const repeats = (before: Last | undefined) =>
      before !== undefined &&
      !isUnsure &&
      before.heading === last.heading &&
      (box.inStorm ?? last.heading) === last.heading &&
      before.undone === last.undone &&
      before.ledgerFailed === ledgerFailed.after &&
      !(last.isActivation && before.eventId !== last.eventId);
    const wrong: string[] = [];
    switch (channel) {
      case 'page opened':
        box.lastEvent = main.eventId;
        if (repeats(box.page)) wrong.push(`${main.key} is paged twice: ${main.title}`);
        box.page = last;
        break;
      case 'page closed':
        if (main.reason !== 'restored') box.lastEvent = main.eventId;
        box.page = undefined;
        break;
      case 'mail': {
        if (repeats(box.mail)) wrong.push(`${main.key} is mailed twice: ${main.title}`);
        wrong.push(...this.#wrongEarlier(box, { main, email, circumstances }));
        const steps = commandsIn(main.json, 'undo');
        box.mail = last;
        delete box.inStorm;
        box.mails += 1;
        box.eventsSince = 0;
        box.lastEvent = main.eventId;
        if (steps.length > 0) box.undo = { ...last, steps };
        this.#mailedAt = [...this.#mailedAt, now];
        break;
      }
      case 'evidence':
        wrong.push(...this.#wrongEarlier(box, { main, email, circumstances }));
    }
    return wrong;
  }

  /**
   * What machines got tells which events came, and in a storm which states people get in digests.
   * @param doubtful something failed meanwhile, so the ledger may have counted otherwise.
   */
  takeOutcome({ key, heading, title, eventId, reason, json }: Said, doubtful: boolean): void {
    const changed = list(json, 'actions').flatMap(
      (one) => /^(AKIA\w+) Inactive$/.exec(text(one, 'target') ?? '')?.[1] ?? [],
    );
    for (const about of new Set([...(isForMachines(reason) ? [] : [key]), ...changed])) {
      const box = this.of(about);
      if (doubtful) box.doubtful = true;
      if (box.lastEvent !== eventId) box.eventsSince += 1;
      box.lastEvent = eventId;
    }
    if (this.#mailedAt.length >= 4 && !title.startsWith('NO ACTION')) this.of(key).inStorm = heading;
  }

  /** In a storm a digest has what would have been a mail, and the ledger counts it. */
  #wrongEarlier(
    box: Box,
    { main, email, circumstances }: { main: Said; email: string; circumstances: Circumstances },
  ): readonly string[] {
    if (this.#isStormy(circumstances) || this.#hasDigest) box.doubtful = true;
    if (box.doubtful) return [];
    const earlier = field(main.json, 'earlier');
    const said = {
      alerts: number(earlier, 'alerts') ?? 0,
      eventsSince: number(earlier, 'eventsSince') ?? 0,
      state: text(earlier, 'state'),
      at: text(earlier, 'at'),
      line: /^EARLIER +(\d+) alert/m.exec(email)?.[1] ?? '0',
    };
    const true_ = {
      alerts: box.mails,
      eventsSince: box.mails === 0 ? 0 : box.eventsSince,
      state: text(box.mail?.json, 'state'),
      at: box.mail?.sentAt,
      line: String(box.mails),
    };
    const [told, known] = [JSON.stringify(said), JSON.stringify(true_)];
    return told === known ? [] : [`EARLIER says ${told}, but people got ${known}: ${main.title}`];
  }

  #isStormy({ now, failures }: Circumstances): boolean {
    return this.#mailedAt.filter((at) => now - at < 3_600_000).length + failures >= 4;
  }
}

/** Nobody is told of it, and the ledger does not count it. */
function isForMachines(reason: string): boolean {
  return reason in reasons && reasons[reason as Reason].audience === 'machines';
}
