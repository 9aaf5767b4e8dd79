import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Every program runs in a process group of its own: one signal ends it with all that it started. */
export interface Programs {
  readonly start: (command: string, args: readonly string[], options?: ProgramOptions) => Program;
  /** Runs to the end. Fails, with what was printed, on any exit code but 0 and after `seconds`. */
  readonly run: (command: string, args: readonly string[], options?: RunOptions) => Promise<void>;
  /** Ends all at once. From now on none can be started. */
  readonly kill: () => void;
  /** The groups in which something is still alive a moment after `kill`. */
  readonly survivors: () => Promise<readonly number[]>;
}

export interface Program {
  readonly output: () => string;
  /** The exit code, or the signal's name; rejects if the program could not be started. */
  readonly exited: Promise<number | string>;
}

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly onOutput?: (text: string) => void;
}

export interface RunOptions extends ProgramOptions {
  readonly seconds?: number;
}

export function createPrograms(): Programs {
  const groups = new Set<number>();
  let ended = false;

  const start: Programs['start'] = (command, args, { onOutput, ...options } = {}) => {
    if (ended) throw new Error('everything is being stopped');
    const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const program = follow(child, onOutput);
    if (child.pid !== undefined) keep(groups, child.pid, program);
    return program;
  };

  return {
    start,
    run: (command, args, { seconds = 120, ...options } = {}) =>
      succeed(start(command, args, options), seconds),
    kill: () => {
      ended = true;
      groups.forEach(killGroup);
    },
    survivors: () => waitForSilence([...groups]),
  };
}

/** Until nothing of it is left: its number may become somebody else's then. */
function keep(groups: Set<number>, group: number, { exited }: Program): void {
  groups.add(group);
  const forget = () => isAlive(group) || groups.delete(group);
  exited.then(forget, forget);
}

function follow(child: ChildProcess, onOutput: ProgramOptions['onOutput']): Program {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      onOutput?.(text);
    });
  }
  const exited = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  // Whoever awaits it sees the error; nobody awaiting it must not end this process.
  exited.catch(() => undefined);
  return { output: () => output, exited };
}

async function succeed(program: Program, seconds: number): Promise<void> {
  const timeout = sleep(seconds * 1000, 'timeout' as const, { ref: false });
  const ended = await Promise.race([program.exited, timeout]);
  if (ended === 0) return;
  const how = ended === 'timeout' ? `did not end within ${seconds} s` : `ended with ${ended}`;
  throw new Error(`${how}, having printed:\n${program.output()}`);
}

function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nothing of this group is left.
  }
}

async function waitForSilence(groups: readonly number[]): Promise<readonly number[]> {
  for (const deadline = Date.now() + 5000; Date.now() < deadline; await sleep(50)) {
    if (!groups.some(isAlive)) return [];
  }
  return groups.filter(isAlive);
}

function isAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  // In a container whose first process does not collect orphans, the dead stay listed as zombies for ever.
  return process.platform !== 'linux' || processStates(group).some((state) => state !== 'Z');
}

/** proc(5): the fields after the last parenthesis of `stat` are state, parent, group. */
function processStates(group: number): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readStat)
    .flatMap((stat) => {
      const [state, , itsGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state !== undefined && Number(itsGroup) === group ? [state] : [];
    });
}

function readStat(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}
