import type { IncomingMessage } from 'node:http';
import { type Agent, request } from 'node:https';

export interface Posting {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly agent: Agent;
  /** Until the connection stands. */
  readonly connectionTimeout: number;
  /** Ends all of it. */
  readonly signal: AbortSignal;
  /** Called when the request is on its way, and nothing is left to do but wait. */
  readonly onSent: () => void;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Sends one POST by HTTPS, and does not follow redirects. */
export type Post = (posting: Posting) => Promise<Answer>;

export const post: Post = async ({ url, agent, headers, body, connectionTimeout, signal, onSent }) => {
  const secure = url.protocol === 'https:';
  // Only for an endpoint of tests: `node:http` loads much that `node:https` does not.
  const send = secure ? request : (await import('node:http')).request;
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers, signal, timeout: connectionTimeout, ...(secure && { agent }) };
    const call = send(url, options, (response) => {
      const { statusCode: status = 0, headers: got } = response;
      read(response).then((text) => resolve({ status, headers: got, body: text }), reject);
    });
    call.on('error', reject);
    call.once('timeout', () => call.destroy(new Error('there is no connection in time')));
    call.once('finish', () => {
      call.setTimeout(0);
      onSent();
    });
    call.end(body);
  });
};

async function read(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += part;
  return text;
}
