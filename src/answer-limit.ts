/** What an extension gets of a client of the SDK, as far as it is about requests. */
interface Client {
  httpHandler(): Handler;
}

interface Handler {
  handle(request: unknown, options?: Options): Promise<Answered>;
}

interface Options {
  readonly requestTimeout?: number;
}

interface Answered {
  readonly response: { readonly body?: unknown };
}

interface Body {
  destroy(error: Error): void;
  once(event: 'close', listener: () => void): void;
}

/**
 * The SDK's limit of a request ends with the head of its answer: for a body that never ends it would wait for ever. With this
 * extension one limit holds for both. The client tries again, as after any request that took too long.
 */
export function limitAnswers(milliseconds: number): { configure(client: Client): void } {
  return {
    configure(client) {
      const handler = client.httpHandler();
      const handle = handler.handle.bind(handler);
      handler.handle = async (request, options) => {
        const start = performance.now();
        const limit = options?.requestTimeout ?? milliseconds;
        const answered = await handle(request, options);
        const { body } = answered.response;
        if (isBody(body)) endAfter(Math.max(0, start + limit - performance.now()), body);
        return answered;
      };
    },
  };
}

function endAfter(milliseconds: number, body: Body): void {
  const timer = setTimeout(() => body.destroy(new AnswerTimeoutError()), milliseconds);
  body.once('close', () => clearTimeout(timer));
}

function isBody(body: unknown): body is Body {
  return (
    typeof body === 'object' && body !== null && 'destroy' in body && 'once' in body && !('getReader' in body)
  );
}

/** The name is the SDK's own for what took too long, by which a client knows that it may try again. */
class AnswerTimeoutError extends Error {
  override readonly name = 'TimeoutError';

  constructor() {
    super('the answer did not end in time');
  }
}
