import type { Hash, Hmac } from 'node:crypto';
import { Agent } from 'node:https';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Clock } from '../core/clock.ts';
import { type Answer, type Post, post } from './post.ts';

// An import would also load Web Crypto, which costs 2 ms of a cold start.
const { createHash, createHmac } = process.getBuiltinModule('node:crypto');

export interface FirstShotOptions {
  readonly endpoint: URL;
  readonly signingRegion: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly userAgent: string;
  readonly limits: { readonly connectionTimeout: number; readonly requestTimeout: number };
  readonly clock: Pick<Clock, 'now' | 'abortAfter'>;
  /** Default: over the network, with nothing added. */
  readonly post?: Post;
}

export interface Shot {
  /** Of IAM. */
  readonly action: string;
  readonly change: Readonly<Record<string, string>>;
  /** Called when the request is on its way. */
  readonly onSent: () => void;
}

/**
 * The first change of a cold start, sent before the SDK is loaded, which takes as long as all the rest of the start. Only a
 * clear success counts. Everything else is left to the SDK, which tries again as long as the response has time: each change
 * that is sent so can be sent twice. The wire format is AWS Query (IAM API reference, "Making query requests").
 */
export class FirstShot {
  readonly #options: FirstShotOptions;
  readonly #signer: SignatureV4;
  /** As the SDK's own. */
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 50 });

  constructor(options: FirstShotOptions) {
    this.#options = options;
    const { credentials, signingRegion: region } = options;
    this.#signer = new SignatureV4({
      ...{ credentials, region, service: 'iam', sha256: Sha256 },
      // The header with the hash of the body: only S3 needs it.
      applyChecksum: false,
    });
  }

  /** Resolves if IAM took the change. @throws an error that is named by AWS's code, or what the network says. */
  async fire({ action, change, onSent }: Shot): Promise<void> {
    const { endpoint: url, limits, clock, post: send = post } = this.#options;
    const body = new URLSearchParams({ Action: action, Version: '2010-05-08', ...change }).toString();
    const signal = clock.abortAfter(limits.requestTimeout);
    const { connectionTimeout } = limits;
    const headers = await this.#sign(body);
    const answer = await send({
      ...{ url, headers, body, agent: this.#agent, connectionTimeout, signal, onSent },
    });
    if (!isSuccess(answer, action)) throw refusalOf(answer);
  }

  /** For an SDK client that goes on with the connection of the shot. */
  get requestHandler() {
    return { ...this.#options.limits, httpsAgent: this.#agent };
  }

  async #sign(body: string): Promise<Record<string, string>> {
    const { endpoint, userAgent, clock } = this.#options;
    const { protocol, hostname, host, pathname: path } = endpoint;
    const headers = {
      host,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': userAgent,
    };
    const unsigned = { method: 'POST', protocol, hostname, path, query: {}, headers, body };
    return (await this.#signer.sign(unsigned, { signingDate: clock.now() })).headers;
  }
}

/** Nothing but the answer of this action from its first character to its last: not a page of a proxy, not half of it. */
function isSuccess({ status, body }: Answer, action: string): boolean {
  return (
    status === 200 &&
    new RegExp(`^\\s*(<\\?xml[^>]*>\\s*)?<${action}Response[\\s>][^]*</${action}Response>\\s*$`).test(body)
  );
}

/** As the SDK says it. The answer itself is not in it: it may hold anything. */
function refusalOf({ status, body }: Answer): Error {
  const code = /<Code>([\w.]+)<\/Code>/.exec(body)?.[1];
  return Object.assign(new Error(`IAM answered ${status}`), {
    name: code ?? 'UnreadableAnswer',
    $metadata: { httpStatusCode: status },
  });
}

/** Node's own SHA-256, in the form that the signer takes. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytes(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): string | Uint8Array {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
