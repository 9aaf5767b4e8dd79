import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onExit } from '../local/stack/on-exit.ts';
import type { Contender } from './contenders.ts';
import type { InvocationRecord, LifeRecord } from './launchers/record.ts';
import { monotonicNow, type StubAws, type StubRequest } from './stub-aws.ts';
import { environmentOf, type Subjects } from './subjects.ts';

export interface Invocation extends InvocationRecord {
  readonly requests: readonly StubRequest[];
}

/** A process of a function, from its start. It got one event after the other. */
export interface Life extends Omit<LifeRecord, 'invocations'> {
  readonly startedAt: number;
  readonly invocations: readonly Invocation[];
}

interface Circumstances {
  readonly subjects: Subjects;
  readonly stub: StubAws;
}

export interface LifeOptions {
  readonly events: readonly unknown[];
  readonly variables: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly seconds?: number;
}

const SECONDS = 120;

/** Runs a process of the contender, with these events one by one, against the stub. */
export async function live(
  contender: Contender,
  events: readonly unknown[],
  { subjects, stub }: Circumstances,
  settings: Readonly<Record<string, string>> = {},
): Promise<Life> {
  stub.forget();
  const variables = environmentOf(subjects, { endpoint: stub.endpoint, settings });
  const { folder } = subjects;
  const { startedAt, record } = startLife(contender, { events, variables, folder });
  const { invocations, ...others } = await record;
  const ends = [...invocations.slice(0, -1).map(({ answeredAt }) => answeredAt), Number.POSITIVE_INFINITY];
  return {
    ...others,
    startedAt,
    invocations: invocations.map((invocation, index) => ({
      ...invocation,
      requests: stub.requests.filter(
        ({ at }) => at > (ends[index - 1] ?? startedAt) && at <= (ends[index] ?? startedAt),
      ),
    })),
  };
}

export interface StartedLife {
  readonly startedAt: number;
  /** Rejects if the process does not end by itself and well. */
  readonly record: Promise<LifeRecord>;
  readonly end: () => void;
}

/** Starts a process of the contender. It ends after the last event, or after the seconds. */
export function startLife(
  { command, folder: cwd }: Contender,
  { events, variables, folder, seconds = SECONDS }: LifeOptions,
): StartedLife {
  const files = mkdtempSync(join(folder, 'life-'));
  const [eventsFile, recordFile] = [join(files, 'events.json'), join(files, 'record.json')];
  writeFileSync(eventsFile, JSON.stringify(events));
  const [program, ...words] = command;
  const startedAt = monotonicNow();
  const child = spawn(program, [...words, eventsFile, recordFile], {
    cwd,
    env: { ...variables },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: seconds * 1000,
    killSignal: 'SIGKILL',
  });
  const callOff = onExit(() => child.kill('SIGKILL'));
  const record = endOf(child, command.join(' ')).then(
    (): LifeRecord => JSON.parse(readFileSync(recordFile, 'utf8')),
  );
  return {
    startedAt,
    record: record.finally(() => {
      callOff();
      rmSync(files, { recursive: true, force: true });
    }),
    end: () => child.kill('SIGKILL'),
  };
}

async function endOf(child: ChildProcess, name: string): Promise<void> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000);
  });
  const [status, signal] = await once(child, 'exit');
  if (status !== 0) throw new Error(`${name} ended with ${status ?? signal}:\n${said}`);
}
