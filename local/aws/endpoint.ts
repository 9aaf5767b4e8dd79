import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setInterval, setTimeout } from 'node:timers/promises';
import { ApiError } from './api-error.ts';
import { type ApiReply, errorReply, pageReply, resultReply } from './api-reply.ts';
import { type ApiRequest, readRequest } from './api-request.ts';
import type { Caller } from './caller.ts';
import type { DynamoDb } from './dynamodb.ts';
import type { Fault, Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';
import type { ServerClock } from './server-clock.ts';
import type { Service } from './service.ts';

export interface Endpoint {
  /** By the service's name in the credential scope. */
  readonly services: Readonly<Record<string, Service>>;
  /** Finds the caller. Throws if the call is not allowed. */
  readonly admit: (request: ApiRequest) => Caller;
  readonly dynamoDb: DynamoDb;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly clock: ServerClock;
}

/**
 * With this header a test client asks for its timeout at once, instead of waiting for it. Clients of AWS never send
 * it.
 */
export const TELL_HANG = 'x-tell-hang';

/** One address for every service, as AWS_ENDPOINT_URL needs it. */
export async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  endpoint: Endpoint,
): Promise<void> {
  const request = await readRequest(message).catch(asApiError);
  if (request instanceof ApiError) {
    return send(response, errorReply('query', request, randomUUID()), endpoint.clock);
  }

  const writeDown = endpoint.log.add(request);
  const answer = await answerOf(request, endpoint);
  switch (answer.kind) {
    case 'reset':
      message.socket.destroy();
      return;
    case 'hang':
    case 'trickle':
      if (message.headers[TELL_HANG] !== undefined) response.writeHead(200, { [TELL_HANG]: 'hangs' }).end();
      else if (answer.kind === 'trickle') await trickleInto(response);
      return;
    case 'reply':
      writeDown(answer.reply.status, answer.errorCode);
      send(response, answer.reply, endpoint.clock);
  }
}

type Answer =
  | { readonly kind: 'reply'; readonly reply: ApiReply; readonly errorCode?: string }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'trickle' };

async function answerOf(request: ApiRequest, endpoint: Endpoint): Promise<Answer> {
  const fault = endpoint.faults.take(request);
  if (fault === undefined) return call(request, endpoint);
  if (fault.kind === 'slow') {
    await setTimeout(fault.milliseconds, undefined, { ref: false });
    return call(request, endpoint);
  }
  if (fault.kind !== 'after-effect') return failure(fault, request);
  await call(request, endpoint);
  return failure(fault.answer, request);
}

/** Runs the action and answers with its result or its error. */
async function call(request: ApiRequest, endpoint: Endpoint): Promise<Answer> {
  const { action, params, region, protocol } = request;
  const requestId = randomUUID();
  try {
    // The caller is checked first, so that a call of an unknown service also counts as a use of the key.
    const caller = endpoint.admit(request);
    if (request.service === 'dynamodb') return await askDynamoDb(request, endpoint);
    const { service, run } = find(request, endpoint);
    const result = run({ action, params, region, caller });
    return { kind: 'reply', reply: resultReply(service, action, result, requestId) };
  } catch (thrown) {
    const error = asApiError(thrown);
    return { kind: 'reply', reply: errorReply(protocol, error, requestId), errorCode: error.code };
  }
}

async function askDynamoDb(request: ApiRequest, { dynamoDb }: Endpoint): Promise<Answer> {
  const reply = await dynamoDb.answer(request);
  const errorCode = /"__type":"[^"]*#(\w+)"/.exec(reply.body)?.[1];
  return { kind: 'reply', reply, ...(reply.status >= 400 && errorCode !== undefined && { errorCode }) };
}

function find({ service: name, action, version }: ApiRequest, { services }: Endpoint) {
  const service = services[name];
  const run = service?.actions[action];
  if (service === undefined || run === undefined || (version ?? service.version) !== service.version) {
    throw new ApiError(400, 'InvalidAction', `Could not find operation ${action} for version ${version}`);
  }
  return { service, run };
}

function failure(fault: Exclude<Fault, { kind: 'slow' | 'after-effect' }>, { protocol }: ApiRequest): Answer {
  switch (fault.kind) {
    case 'error': {
      const error = new ApiError(fault.status, fault.code, fault.message);
      return { kind: 'reply', reply: errorReply(protocol, error, randomUUID()), errorCode: fault.code };
    }
    case 'page':
      return { kind: 'reply', reply: pageReply(fault.status) };
    case 'reset':
    case 'hang':
    case 'trickle':
      return fault;
  }
}

const TRICKLE_MS = 10;

/** Until the client has enough of it. */
async function trickleInto(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/xml' });
  for await (const _ of setInterval(TRICKLE_MS, undefined, { ref: false })) {
    if (response.destroyed) return;
    response.write(' ');
  }
}

/** Any other error is a bug of this AWS. It is answered, so that no client waits. */
function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(500, 'InternalFailure', String(error));
}

function send(response: ServerResponse, { status, headers, body }: ApiReply, clock: ServerClock): void {
  // Clients correct their clocks by this header.
  response.writeHead(status, { date: clock.now().toUTCString(), ...headers }).end(body);
}
