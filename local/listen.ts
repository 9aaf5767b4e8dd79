import { once } from 'node:events';
import { Server as SecureServer } from 'node:https';
import type { Server } from 'node:net';

/** Starts the server on a free port of the loopback interface. @returns its address. */
export async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on TCP has a port');
  return `${server instanceof SecureServer ? 'https' : 'http'}://127.0.0.1:${address.port}`;
}
