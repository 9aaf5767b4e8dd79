import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Credentials } from '../aws.ts';
import { REGION } from '../ministack.ts';
import type { Programs } from '../programs.ts';

const SECONDS = 60;

/** A terminal of somebody whose AWS CLI is set up for one account. */
export interface Shell {
  /** Runs a line as it is. */
  readonly paste: (line: string) => Promise<Ran>;
  /** Runs a program with these arguments, as machines do it. */
  readonly run: (argv: readonly string[]) => Promise<Ran>;
}

export interface Ran {
  /** The exit code, the signal's name, or `timeout`. */
  readonly code: number | string;
  /** All that was printed, to both outputs. */
  readonly output: string;
}

export interface ShellOptions {
  readonly endpoint: string;
  readonly queueEndpoint: string;
  readonly credentials: Credentials;
  /** Where the command `aws` is. */
  readonly binFolder: string;
  readonly home: string;
  readonly programs: Programs;
}

export function openShell({ programs, ...options }: ShellOptions): Shell {
  const env = environment(options);
  mkdirSync(join(options.home, 'bin'), { recursive: true });
  writeFileSync(join(options.home, 'bin', 'aws'), aws(options), { mode: 0o755 });
  async function start(command: string, args: readonly string[]): Promise<Ran> {
    const program = programs.start(command, args, { env, cwd: options.home });
    const timeout = sleep(SECONDS * 1000, 'timeout' as const, { ref: false });
    const code = await Promise.race([program.exited, timeout]);
    return { code, output: program.output() };
  }
  return {
    paste: (line) => start('bash', ['-c', line]),
    run: ([command = '', ...args]) => start(join(options.binFolder, command), args),
  };
}

/** Version 1 of the AWS CLI asks SQS at AWS's own addresses, whatever the environment says. */
function aws({ binFolder, queueEndpoint }: Pick<ShellOptions, 'binFolder' | 'queueEndpoint'>): string {
  return [
    '#!/bin/sh',
    `[ "$1" = sqs ] && set -- "$@" --endpoint-url=${queueEndpoint}`,
    `exec ${join(binFolder, 'aws')} "$@"`,
    '',
  ].join('\n');
}

/** Nothing of the caller's: no settings file, no proxy, no pager that waits for a key. */
function environment({
  endpoint,
  credentials,
  binFolder,
  home,
}: Omit<ShellOptions, 'programs'>): NodeJS.ProcessEnv {
  return {
    PATH: [join(home, 'bin'), binFolder, process.env['PATH']].join(delimiter),
    HOME: home,
    AWS_ENDPOINT_URL: endpoint,
    AWS_DEFAULT_REGION: REGION,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}
