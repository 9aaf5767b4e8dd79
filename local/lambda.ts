import { randomUUID } from 'node:crypto';
import { ExecutionEnvironment } from './lambda/execution-environment.ts';
import type { Invocation } from './lambda/invocation.ts';

export interface FunctionSettings {
  readonly functionArn: string;
  readonly taskRoot: string;
  /** Called for each process, because each has its own credentials. */
  readonly variables: () => Record<string, string>;
  readonly timeoutMilliseconds: number;
  /** How many events run at the same time. More events wait, as with reserved concurrency. */
  readonly concurrency: number;
}

/** A deployed function: processes that stay warm, one for each event at the same time. */
export class LocalFunction {
  readonly #settings: FunctionSettings;
  readonly #idle: ExecutionEnvironment[] = [];
  readonly #busy = new Set<ExecutionEnvironment>();
  readonly #waiting: (() => void)[] = [];
  readonly #logs: string[] = [];
  #running = 0;
  #stopping = new AbortController();

  constructor(settings: FunctionSettings) {
    this.#settings = settings;
  }

  /** Every line that its processes wrote. */
  get logs(): readonly string[] {
    return this.#logs;
  }

  /**
   * Runs one event and waits for it. Lambda uses the same request id for all attempts of an asynchronous event.
   * @throws AbortError if the processes ended before the event ran.
   */
  async invoke(event: unknown, requestId: string = randomUUID()): Promise<Invocation> {
    const { signal } = this.#stopping;
    await this.#takeTurn();
    try {
      signal.throwIfAborted();
      const environment = this.#warmOne() ?? (await this.#start());
      if (signal.aborted) environment.stop();
      this.#busy.add(environment);
      const invocation = await environment.invoke(requestId, JSON.stringify(event));
      if (this.#busy.delete(environment) && environment.alive) this.#idle.push(environment);
      return invocation;
    } finally {
      this.#passTurnOn();
    }
  }

  /** Ends all processes and all waiting events. The next event starts a new process. */
  stopProcesses(): void {
    this.#stopping.abort();
    this.#stopping = new AbortController();
    for (const environment of [...this.#idle, ...this.#busy]) environment.stop();
    this.#idle.length = 0;
    this.#busy.clear();
  }

  async #takeTurn(): Promise<void> {
    if (this.#running < this.#settings.concurrency) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #passTurnOn(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }

  #warmOne(): ExecutionEnvironment | undefined {
    const environment = this.#idle.pop();
    return environment === undefined || environment.alive ? environment : this.#warmOne();
  }

  #start(): Promise<ExecutionEnvironment> {
    const { functionArn, taskRoot, variables, timeoutMilliseconds } = this.#settings;
    return ExecutionEnvironment.start({
      functionArn,
      taskRoot,
      variables: variables(),
      timeoutMilliseconds,
      log: (line) => this.#logs.push(line),
    });
  }
}
