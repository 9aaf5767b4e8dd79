import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { FunctionFailure, Invocation } from './invocation.ts';
import { type Answer, RuntimeApi } from './runtime-api.ts';

export interface EnvironmentSettings {
  readonly functionArn: string;
  /** The folder with the unpacked zip. */
  readonly taskRoot: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
  readonly log: (line: string) => void;
}

const RUNTIME_CLIENT = fileURLToPath(new URL('../../node_modules/aws-lambda-ric/index.mjs', import.meta.url));
const NATIVE_HALF = fileURLToPath(new URL('runtime-client.cjs', import.meta.url));

/** Lambda allows ten seconds for the start. A busy laptop needs more. */
const START_MILLISECONDS = 30_000;

/** One process that runs a function's events one after the other, with AWS's own runtime client. */
export class ExecutionEnvironment {
  readonly #settings: EnvironmentSettings;
  readonly #api: RuntimeApi;
  readonly #process: ChildProcess;
  readonly #exit: Promise<Ending>;
  #lines: string[] = [];
  #used = false;
  #alive = true;

  static async start(settings: EnvironmentSettings): Promise<ExecutionEnvironment> {
    const api = new RuntimeApi();
    return new ExecutionEnvironment(settings, api, await api.start());
  }

  private constructor(settings: EnvironmentSettings, api: RuntimeApi, address: string) {
    this.#settings = settings;
    this.#api = api;
    this.#process = spawn(process.execPath, ['--require', NATIVE_HALF, RUNTIME_CLIENT], {
      cwd: settings.taskRoot,
      // Only these variables: a developer's own environment must not change how the function behaves.
      env: { ...settings.variables, AWS_LAMBDA_RUNTIME_API: address },
      stdio: 'pipe',
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => this.#log(line));
    }
    this.#exit = this.#whenExited();
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Runs one event. Every failure is in the result. */
  async invoke(requestId: string, payload: string): Promise<Invocation> {
    const coldStart = !this.#used;
    this.#used = true;
    const failedStart = await this.#started();
    const startedAt = new Date();
    const ending = failedStart ?? (await this.#run(requestId, payload));
    const milliseconds = Date.now() - startedAt.getTime();
    if (ending.kind !== 'response' && ending.kind !== 'error') this.stop();
    const functionError = ending.kind === 'response' ? undefined : 'Unhandled';
    const answer = this.#answerOf(ending, requestId);
    return {
      requestId,
      functionError,
      payload: answer,
      coldStart,
      startedAt,
      milliseconds,
      logs: await this.#takeLines(),
    };
  }

  stop(): void {
    this.#alive = false;
    this.#process.kill('SIGKILL');
    this.#api.stop();
  }

  /** Why the process could not ask for its first event. `undefined` if it could. */
  #started(): Promise<Ending | undefined> {
    return Promise.race([this.#api.ready(), this.#api.initError, this.#exit, after(START_MILLISECONDS)]);
  }

  #run(requestId: string, payload: string): Promise<Ending> {
    const { functionArn, timeoutMilliseconds } = this.#settings;
    const deadline = Date.now() + timeoutMilliseconds;
    const answer = this.#api.handOver({ requestId, functionArn, deadline, payload });
    return Promise.race([answer, this.#exit, after(timeoutMilliseconds)]);
  }

  async #whenExited(): Promise<Ending> {
    const [status, signal] = await once(this.#process, 'exit');
    this.#alive = false;
    this.#api.stop();
    return { kind: 'exit', how: signal === null ? `exit status ${status}` : `signal: ${signal}` };
  }

  #answerOf(ending: Ending, requestId: string): unknown {
    switch (ending.kind) {
      case 'response':
      case 'error':
      case 'init-error':
        return JSON.parse(ending.body);
      case 'exit':
        return failure(
          'Runtime.ExitError',
          `RequestId: ${requestId} Error: Runtime exited with error: ${ending.how}`,
        );
      case 'timeout': {
        const message = `Task timed out after ${(ending.milliseconds / 1000).toFixed(2)} seconds`;
        this.#log(`${new Date().toISOString()} ${requestId} ${message}`);
        return failure('Sandbox.Timedout', `RequestId: ${requestId} Error: ${message}`);
      }
    }
  }

  /**
   * The lines that the function wrote before its answer are in the pipe now. The next turn of the event loop reads
   * them.
   */
  async #takeLines(): Promise<readonly string[]> {
    await setImmediate();
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  #log(line: string): void {
    this.#lines.push(line);
    this.#settings.log(line);
  }
}

type Ending =
  | Answer
  | { readonly kind: 'exit'; readonly how: string }
  | { readonly kind: 'timeout'; readonly milliseconds: number };

async function after(milliseconds: number): Promise<Ending> {
  await setTimeout(milliseconds, undefined, { ref: false });
  return { kind: 'timeout', milliseconds };
}

function failure(errorType: string, errorMessage: string): FunctionFailure {
  return { errorType, errorMessage };
}
