import { hang } from '../../local/aws/faults.ts';
import { text } from '../../src/sources/fields.ts';
import { keysOfCaller, VICTIMS } from './cast.ts';
import type { Sent } from './events.ts';
import { Inbox } from './inbox.ts';
import type { Around, Responder } from './lambda.ts';
import { contradictions, messageOf, saidIn } from './promises.ts';
import type { Reference } from './reference.ts';

/** What happened so far, as far as it excuses something. */
export interface Past {
  /** Every event that exists, by its id. */
  readonly sent: ReadonlyMap<string, Sent>;
  /** Records that CloudTrail has not delivered yet. */
  readonly late: readonly Sent[];
  /** How often a call failed, and how often one to the ledger. */
  readonly failed: { readonly any: number; readonly ledger: number };
  /** How often the containment of a key was undone. */
  readonly undone: ReadonlyMap<string, number>;
}

/** Compares what is true with what must be, around each event and after it. */
export class Judge {
  readonly inbox = new Inbox();
  readonly wrong: string[] = [];
  readonly #responder: Responder;
  readonly #reference: Reference;
  readonly #past: Past;
  readonly #read = { messages: 0, outcomes: 0 };
  #running = 0;

  constructor(
    responder: Responder,
    { reference, past }: { readonly reference: Reference; readonly past: Past },
  ) {
    this.#responder = responder;
    this.#reference = reference;
    this.#past = past;
  }

  /** Around the handling of one event. */
  readonly around: Around = async (handled, run) => {
    const sent = handled && this.#past.sent.get(handled.eventId);
    const active = VICTIMS.filter((key) => this.#isActive(key));
    const failed = { ...this.#past.failed };
    this.#running += 1;
    const expected = sent && handled && this.#reference.expects(sent, handled.via);
    try {
      return await run();
    } finally {
      this.#running -= 1;
      if (sent !== undefined && expected !== undefined) {
        const [wasActive, isActive] = [active.includes(sent.key), this.#isActive(sent.key)];
        const ledgerFailed = this.#past.failed.ledger > 0;
        // A ledger that does not know of the evidence yet does not know a re-activation either. The evidence comes back.
        const excused = this.#past.failed.any > failed.any || (sent.kind === 'activation' && ledgerFailed);
        if (expected === 'stop' && isActive && !excused)
          this.wrong.push(`${sent.id} does not stop ${sent.key}`);
        if (expected === 'leave' && wasActive && !isActive && !ledgerFailed)
          this.wrong.push(`${sent.id} stops ${sent.key}`);
        this.#reference.learn(sent, expected, { stopped: !isActive, wasActive });
        for (const key of active.filter((one) => one !== sent.key)) this.#learnOfCaller(key, sent);
      }
      this.#readMail(failed);
    }
  };

  /** Compares what is to be published with what IAM shows at that moment. The fault is none. */
  watchPublishing(): void {
    const when = ({ Message, MessageStructure }: Readonly<Record<string, unknown>>) => {
      const message: unknown = JSON.parse(String(Message));
      const json: unknown = MessageStructure === 'json' ? JSON.parse(text(message, 'sqs') ?? '{}') : message;
      // Of two at the same time, one may have stopped the key after the other read it.
      const said = saidIn(json).filter(({ key }) => this.#running < 2 || this.#isActive(key));
      this.wrong.push(...said.flatMap((one) => contradictions(one, this.#statusOf)));
      return false;
    };
    this.#responder.aws.faults.inject({ action: 'sns:Publish', fault: hang, times: 'forever', when });
  }

  /** @param inTheEnd the weather is fine, the records have come, and the queue had time: nothing excuses anything. */
  judge({ inTheEnd }: { readonly inTheEnd: boolean }): void {
    for (const key of VICTIMS)
      if (this.#isActive(key) && this.#reference.of(key).stolen && (inTheEnd || !this.#isKnown(key)))
        this.wrong.push(`${key} is Active in silence`);
    for (const key of this.#reference.untouchable)
      if (!this.#isActive(key)) this.wrong.push(`a caller lost the key ${key}`);
    const { events } = this.#responder.aws;
    const outcomes = new Set(events.map(({ event }) => text(event.detail, 'alertId')));
    for (const one of this.#past.sent.values()) {
      const isOpen = this.#past.late.includes(one) || this.isWaiting(one.id);
      if (!isOpen && !outcomes.has(one.id)) this.wrong.push(`${one.id} is lost`);
    }
    if (inTheEnd && this.mayEnd) this.wrong.push('the queue does not get empty');
  }

  /**
   * Something waits that can end. Of a key that is gone, and whose user no event names, nobody can say for certain that it is
   * gone. And a late record of a stop waits for a key that is Active again by right to read Inactive.
   */
  get mayEnd(): boolean {
    return [...this.#past.sent.values()].some((one) => {
      const keys = one.kind === 'activation' ? [one.key, ...keysOfCaller(one.by)] : [one.key];
      const isGone = keys.some((key) => this.#statusOf(key) === undefined);
      return !isGone && one.kind !== 'stop' && this.isWaiting(one.id);
    });
  }

  isWaiting(id: string): boolean {
    return this.#responder.waiting().some((body) => body.includes(`"${id}"`));
  }

  readonly #statusOf = (key: string): string | undefined => this.#responder.aws.identities.statusOf(key);

  #isActive(key: string): boolean {
    return this.#statusOf(key) === 'Active';
  }

  /** People know of it, or the record of it has not come, or an event about the key comes back. */
  #isKnown(key: string): boolean {
    return (
      this.#past.late.some((one) => one.key === key) ||
      this.#responder.waiting().some((body) => body.includes(key)) ||
      this.inbox.of(key).mail?.heading.startsWith('NOT CONTAINED') === true
    );
  }

  /** Whoever switches a stolen key on may lose its own. */
  #learnOfCaller(key: string, sent: Sent): void {
    if (this.#isActive(key)) return;
    const isCaller = sent.kind === 'activation' && keysOfCaller(sent.by).includes(key);
    if (isCaller && this.#reference.mayStopCaller(sent.by)) this.#reference.contain(key, sent.id);
    else this.wrong.push(`${sent.id} stops ${key}, which it is not about`);
  }

  #readMail(failedBefore: Past['failed']): void {
    const { published, events } = this.#responder.aws;
    const { sent, failed, undone } = this.#past;
    for (const message of published.slice(this.#read.messages).map(messageOf)) {
      const wrong = this.inbox.take(message, {
        ledgerFailed: { before: failedBefore.ledger, after: failed.ledger },
        undone: (key) => undone.get(key) ?? 0,
        isActivation: (id) => sent.get(id)?.kind === 'activation',
        now: this.#responder.now(),
        failures: failed.any,
      });
      this.wrong.push(...wrong);
    }
    for (const { event } of events.slice(this.#read.outcomes))
      for (const said of saidIn(event.detail)) this.inbox.takeOutcome(said, failed.any > failedBefore.any);
    Object.assign(this.#read, { messages: published.length, outcomes: events.length });
  }
}
