import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../listen.ts';

/** The answer that the function posted. */
export interface Answer {
  readonly kind: 'response' | 'error' | 'init-error';
  readonly body: string;
}

export interface Handover {
  readonly requestId: string;
  readonly functionArn: string;
  readonly deadline: number;
  readonly payload: string;
}

/** Lambda's Runtime API for one process (Lambda guide, "Using the Lambda runtime API"). */
export class RuntimeApi {
  readonly #server = createServer((message, response) => void this.#serve(message, response));
  readonly #answers = new Map<string, PromiseWithResolvers<Answer>>();
  readonly #initError = Promise.withResolvers<Answer>();
  #next = Promise.withResolvers<ServerResponse>();

  /** @returns the address without a scheme, as AWS_LAMBDA_RUNTIME_API needs it. */
  async start(): Promise<string> {
    return (await listen(this.#server)).replace('http://', '');
  }

  /** Resolves when the process has started and asks for an event. */
  async ready(): Promise<undefined> {
    await this.#next.promise;
  }

  /** Resolves if the process could not start the handler. */
  get initError(): Promise<Answer> {
    return this.#initError.promise;
  }

  async handOver({ requestId, functionArn, deadline, payload }: Handover): Promise<Answer> {
    const answer = Promise.withResolvers<Answer>();
    this.#answers.set(requestId, answer);
    const response = await this.#next.promise;
    this.#next = Promise.withResolvers<ServerResponse>();
    response.writeHead(200, {
      'content-type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': requestId,
      'Lambda-Runtime-Deadline-Ms': String(deadline),
      'Lambda-Runtime-Invoked-Function-Arn': functionArn,
    });
    response.end(payload);
    return answer.promise.finally(() => this.#answers.delete(requestId));
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = message.url?.replace('/2018-06-01/runtime/', '') ?? '';
    if (path === 'invocation/next') {
      this.#next.resolve(response);
      return;
    }
    const body = await text(message);
    response.writeHead(202).end();
    if (path === 'init/error') this.#initError.resolve({ kind: 'init-error', body });
    const [, requestId = '', kind] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (kind === 'response' || kind === 'error') this.#answers.get(requestId)?.resolve({ kind, body });
  }
}
