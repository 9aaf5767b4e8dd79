import type { Readable } from 'node:stream';
import { TELL_HANG } from '../local/aws/endpoint.ts';
import type { Aws } from '../local/aws.ts';
import { type Post, post } from '../src/containment/post.ts';
import type { Surroundings } from '../src/surroundings.ts';

/**
 * Time in which nobody waits, and everything else is production's: as many attempts of the clients, and the same answers.
 * What the responder waits for, passes for AWS at once; clients try again at once; and where a request would time out
 * they are told, also where a limit of the whole call (an abort signal) would end it. In patience.test.ts the limits
 * themselves end what hangs.
 */
export function withoutWaiting(aws: Aws): Required<Pick<Surroundings, 'clock' | 'client' | 'post'>> {
  let waited = 0;
  return {
    clock: {
      now: () => new Date(Date.now() + waited),
      wait: async (milliseconds) => {
        waited += milliseconds;
        aws.elapsed.skip(milliseconds);
      },
      abortAfter: () => new AbortController().signal,
    },
    client: { ...DEFAULTS, extensions: [{ configure: (client: Client) => hurry(client, aws) }] },
    post: postWithoutWaiting,
  };
}

/** The SDK's own, which every client would look for in the environment and in files first. */
const DEFAULTS = {
  authSchemePreference: [],
  retryMode: 'standard',
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: async () => undefined,
};

/** Who hangs says so. A limit of production's would only end what a busy machine is late with. */
const NEVER_MS = 120_000;

/** One for all clients of an AWS, whose limits are the same, so that connections are made once. */
const handlers = new WeakMap<Aws, Handler>();

/** What an extension gets of a client, as far as it is about time. */
interface Client {
  retryStrategy(): () => Promise<object>;
  setRetryStrategy(strategy: () => Promise<object>): void;
  httpHandler(): Handler;
  setHttpHandler(handler: Handler): void;
}

interface Handler {
  handle(
    request: Request,
    options?: { readonly abortSignal?: unknown; readonly requestTimeout?: number },
  ): Promise<Answer>;
}

interface Request {
  readonly headers: Record<string, string>;
}

interface Answer {
  readonly response: { readonly headers: Readonly<Record<string, string>>; readonly body: Readable };
}

function hurry(client: Client, aws: Aws): void {
  const strategyOf = client.retryStrategy();
  client.setRetryStrategy(async () =>
    Object.assign(await strategyOf(), {
      retryBackoffStrategy: { setDelayBase() {}, computeNextBackoffDelay: () => 0 },
    }),
  );

  client.setHttpHandler(handlerOf(aws, client));
}

function handlerOf(aws: Aws, client: Client): Handler {
  const known = handlers.get(aws);
  if (known !== undefined) return known;
  const handler = client.httpHandler();
  const handle = handler.handle.bind(handler);
  handler.handle = async (request, options) => {
    request.headers[TELL_HANG] = 'please';
    const answer = await handle(request, { ...options, requestTimeout: NEVER_MS });
    if (answer.response.headers[TELL_HANG] === undefined) return answer;
    // A request that ends by its time gives its connection back.
    answer.response.body.destroy();
    // As the SDK's own handler says it.
    if (options?.abortSignal !== undefined) {
      throw Object.assign(new Error('Request aborted'), { name: 'AbortError' });
    }
    throw Object.assign(new Error('a request has exceeded the configured requestTimeout'), {
      name: 'TimeoutError',
      code: 'ETIMEDOUT',
    });
  };
  handlers.set(aws, handler);
  return handler;
}

const postWithoutWaiting: Post = async (posting) => {
  const headers = { ...posting.headers, [TELL_HANG]: 'please' };
  const answer = await post({ ...posting, headers });
  if (answer.headers[TELL_HANG] === undefined) return answer;
  // As Node says it when the signal ends a request.
  throw Object.assign(new Error('The operation was aborted'), { name: 'AbortError', code: 'ABORT_ERR' });
};
