import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Program, Programs } from './programs.ts';

export const ACCOUNT_ID = '111122223333';
export const REGION = 'us-east-1';
/** An account that has the role for the responder, and one that has not. */
export const MEMBER_ACCOUNT_ID = '444455556666';
export const ROLELESS_ACCOUNT_ID = '777788889999';

/** To MiniStack an account's number is its root user's access key id, and makes the account. */
export function rootOf(accountId: string) {
  return { accessKeyId: accountId, secretAccessKey: 'test' };
}

export interface MiniStackOptions {
  readonly python: string;
  readonly home: string;
  /** The file of the certificates that it trusts as a client, in place of the public ones. */
  readonly trusted?: string | undefined;
  /** Where its functions reach SQS, if not as every other service. */
  readonly queueEndpoint?: string | undefined;
  /** The files of a certificate and its key: with them it speaks HTTPS. This process must trust the certificate. */
  readonly tls?: { readonly certificate: string; readonly key: string } | undefined;
  readonly programs: Programs;
}

/** Starts MiniStack on a free port of the loopback interface, with IAM policies enforced. Returns its address. */
export async function startMiniStack(options: MiniStackOptions): Promise<string> {
  const { python, home, trusted, queueEndpoint, tls, programs } = options;
  const port = await findFreePort();
  const endpoint = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  mkdirSync(home, { recursive: true });
  const program = programs.start(python, [join(import.meta.dirname, 'ministack_credentials.py')], {
    cwd: home,
    env: {
      ...environment(port, home),
      AWS_ENDPOINT_URL_SQS: queueEndpoint,
      ...(trusted !== undefined && { SSL_CERT_FILE: trusted }),
      ...(tls && { USE_SSL: '1', MINISTACK_SSL_CERT: tls.certificate, MINISTACK_SSL_KEY: tls.key }),
    },
  });
  await waitForHealth(endpoint, program);
  return endpoint;
}

/** Its Lambda workers inherit this environment: nothing of the caller's may reach the function. */
function environment(port: number, home: string): NodeJS.ProcessEnv {
  return {
    // Functions run on the first `node` found here: the one that runs this test, of the Lambda runtime's major.
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: home,
    // Its program is in the project's tree, which stays as it is.
    PYTHONDONTWRITEBYTECODE: '1',
    TMPDIR: home,
    STATE_DIR: join(home, 'state'),
    S3_DATA_DIR: join(home, 's3'),
    BIND_HOST: '127.0.0.1',
    // In the addresses that it sends: `localhost` may be another interface.
    MINISTACK_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    MINISTACK_ACCOUNT_ID: ACCOUNT_ID,
    MINISTACK_REGION: REGION,
    AUTH: 'true',
    LOG_LEVEL: 'WARNING',
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function waitForHealth(endpoint: string, program: Program): Promise<void> {
  let ended: number | string | undefined;
  void program.exited.then((code) => {
    ended = code;
  });
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(100)) {
    if (ended !== undefined) throw new Error(`MiniStack ended with ${ended}:\n${program.output()}`);
    const health = await readHealth(endpoint);
    if (health === undefined) continue;
    // Without it every proof of a refused call would be worth nothing.
    if (health.auth !== 'enabled') throw new Error('MiniStack does not enforce policies');
    return;
  }
  throw new Error(`MiniStack did not become healthy within 60 s:\n${program.output()}`);
}

async function readHealth(endpoint: string): Promise<{ readonly auth?: unknown } | undefined> {
  try {
    const response = await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(2000) });
    return response.ok ? ((await response.json()) as { readonly auth?: unknown }) : undefined;
  } catch {
    return undefined;
  }
}
