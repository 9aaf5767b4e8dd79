import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Aws } from '../local/aws.ts';
import type { Clock } from '../src/core/clock.ts';

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

const TURN_MS = 5;
/** The processor, or what runs in this process, was busy. */
const LATE_MS = 15;
const MOST_BUSY = 60;
const FEW_TURNS = 6;
const MANY_TURNS = 60;

/** Of the event loop, from the end of a wait to the arrival of a request at the embedded AWS, if there is one. */
const TURNS_TO_A_REQUEST = 20;

/**
 * Time that stands still until a test lets it pass, for the responder and for AWS: so a test can say how much of it something
 * takes, however slow the machine is.
 */
export class TimeByHand {
  readonly #aws: Aws;
  readonly #start = Date.now();
  #passed = 0;
  #timers: readonly Timer[] = [];
  #looked = 0;
  #unanswered: Aws['requests'] = [];

  constructor(aws: Aws) {
    this.#aws = aws;
  }

  readonly clock: Clock = {
    now: () => new Date(this.#start + this.#passed),
    wait: (milliseconds) => new Promise((ring) => this.#set(milliseconds, ring)),
    abortAfter: (milliseconds) => {
      const controller = new AbortController();
      this.#set(milliseconds, () => controller.abort(new DOMException('too late', 'TimeoutError')));
      return controller.signal;
    },
  };

  /** Milliseconds since the start. */
  get passed(): number {
    return this.#passed;
  }

  pass(milliseconds: number): void {
    for (const { ring } of this.#advance(milliseconds)) ring();
  }

  /** @returns the timers that are due, in the order of their times. */
  #advance(milliseconds: number): readonly Timer[] {
    this.#passed += milliseconds;
    this.#aws.elapsed.skip(milliseconds);
    const due = this.#timers
      .filter(({ at }) => at <= this.#passed)
      .toSorted((one, other) => one.at - other.at);
    this.#timers = this.#timers.filter(({ at }) => at > this.#passed);
    return due;
  }

  /**
   * Who comes first gets what is scarce. If all timers of a step rang at once, the calls with the fewest turns of the event loop
   * before them would come first, whoever waited for less.
   */
  async #passInOrder(milliseconds: number): Promise<void> {
    for (const { ring } of this.#advance(milliseconds)) {
      const { length } = this.#aws.requests;
      ring();
      for (let turns = 0; turns < TURNS_TO_A_REQUEST && this.#aws.requests.length === length; turns += 1) {
        await setImmediate();
      }
    }
  }

  /** Lets it pass whenever everybody waits for it, until the work is over: to the next that is due, or by steps. */
  async passDuring<T>(
    work: Promise<T>,
    { stepMs = 0, onStep = () => {} }: { readonly stepMs?: number; readonly onStep?: () => void } = {},
  ): Promise<PromiseSettledResult<T>> {
    let isOver = false;
    const settled = Promise.allSettled([work]).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await this.#idle();
      const next = Math.min(...this.#timers.map(({ at }) => at));
      if (!isOver && Number.isFinite(next)) await this.#passInOrder(Math.max(next - this.#passed, stepMs));
      onStep();
    }
    const [result] = await settled;
    return result;
  }

  /**
   * Everything runs in this process, so nothing is under way if no request came and none is unanswered for some turns, no file is
   * being read, and no turn came late. On a busy machine an answer takes its time; one that does not come for many turns is not
   * waited for any more.
   */
  async #idle(): Promise<void> {
    for (
      let [turns, seen, busy] = [0, '', 0];
      turns < (this.#unanswered.length > 0 ? MANY_TURNS : FEW_TURNS);
      turns += 1
    ) {
      const before = performance.now();
      await setTimeout(TURN_MS);
      const isBusy = performance.now() - before > LATE_MS || isReadingFile();
      if (isBusy) busy += 1;
      this.#look();
      const now = `${this.#looked} ${this.#unanswered.length}`;
      // A machine that is always busy must not keep time from passing for ever.
      if (now !== seen || (isBusy && busy < MOST_BUSY)) [turns, seen] = [0, now];
    }
    this.#unanswered = [];
  }

  #look(): void {
    const { requests } = this.#aws;
    if (requests.length < this.#looked) [this.#looked, this.#unanswered] = [0, []];
    this.#unanswered = [...this.#unanswered, ...requests.slice(this.#looked)].filter(
      ({ status }) => status === undefined,
    );
    this.#looked = requests.length;
  }

  #set(milliseconds: number, ring: () => void): void {
    this.#timers = [...this.#timers, { at: this.#passed + milliseconds, ring }];
  }
}

/** Whatever real time that takes: on a busy machine it is more. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(5);
}

/** A part of the responder that is loaded when it is needed. */
function isReadingFile(): boolean {
  return process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));
}
