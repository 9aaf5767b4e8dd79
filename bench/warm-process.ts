import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Batch, BatchResult } from './launchers/batch.ts';
import type { Surroundings } from './measurement.ts';
import { environmentOf, type Subject } from './subjects.ts';

export interface WarmProcessOptions {
  readonly launcher: string;
  readonly bundle: string;
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** A process that has loaded a bundle and runs events through it. It ends with its parent. */
export class WarmProcess {
  readonly #process: ChildProcess;

  static async start({ launcher, bundle, folder, variables }: WarmProcessOptions): Promise<WarmProcess> {
    const child = fork(launcher, [bundle], {
      cwd: folder,
      env: { ...variables },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const started = new WarmProcess(child);
    await started.#message();
    return started;
  }

  private constructor(child: ChildProcess) {
    this.#process = child;
  }

  async run(events: readonly unknown[], concurrency = 1): Promise<BatchResult> {
    const batch: Batch = { events, concurrency };
    const result = this.#message();
    this.#process.send(batch);
    return (await result) as BatchResult;
  }

  stop(): void {
    this.#process.kill('SIGKILL');
  }

  async #message(): Promise<unknown> {
    const stopWaiting = new AbortController();
    const { signal } = stopWaiting;
    try {
      return await Promise.race([
        once(this.#process, 'message', { signal }).then(([message]: unknown[]) => message),
        once(this.#process, 'exit', { signal }).then(([status]: unknown[]) => {
          throw new Error(`a warm process ended with status ${status}`);
        }),
      ]);
    } finally {
      stopWaiting.abort();
    }
  }
}

export function startWarm(
  subject: Subject,
  { subjects, stub }: Surroundings,
  settings: Readonly<Record<string, string>> = {},
): Promise<WarmProcess> {
  const { bundles, launchers, folder } = subjects;
  return WarmProcess.start({
    launcher: launchers.warm,
    bundle: bundles[subject],
    folder,
    variables: environmentOf(subjects, { endpoint: stub.endpoint, settings }),
  });
}
