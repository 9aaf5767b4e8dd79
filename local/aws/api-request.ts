import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseObject } from '../json-object.ts';
import { ApiError } from './api-error.ts';
import type { Params, Service } from './service.ts';

/** A request as it arrives, before the caller is checked. */
export interface ApiRequest {
  readonly service: string;
  readonly action: string;
  readonly protocol: Service['protocol'];
  /** Only AWS Query has one. */
  readonly version: string | undefined;
  readonly params: Params;
  readonly region: string;
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
  /** The time stamp of the signature, as Signature Version 4 writes it. */
  readonly signedAt: string | undefined;
  readonly userAgent: string;
}

/** `Credential=<key id>/<date>/<region>/<service>/aws4_request`, the scope of Signature Version 4. */
const CREDENTIAL = /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/\d{8}\/([^/,]+)\/([^/,]+)\/aws4_request/;

export async function readRequest(message: IncomingMessage): Promise<ApiRequest> {
  const body = await text(message);
  const target = header(message, 'x-amz-target');
  const credential = CREDENTIAL.exec(header(message, 'authorization') ?? '');
  if (credential === null) {
    throw new ApiError(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
  }
  const [, accessKeyId = '', region = '', service = ''] = credential;
  return {
    ...(target === undefined ? readQuery(body) : readJson(body, target)),
    service,
    region,
    accessKeyId,
    sessionToken: header(message, 'x-amz-security-token'),
    signedAt: header(message, 'x-amz-date'),
    userAgent: header(message, 'user-agent') ?? '',
  };
}

type Payload = Pick<ApiRequest, 'action' | 'params' | 'protocol' | 'version'>;

function readQuery(body: string): Payload {
  const { Action: action = '', Version: version, ...params } = Object.fromEntries(new URLSearchParams(body));
  return { protocol: 'query', version, action, params };
}

function readJson(body: string, target: string): Payload {
  const params = parseObject(body === '' ? '{}' : body);
  if (params === undefined) throw new ApiError(400, 'SerializationException', 'Start of structure expected');
  return { protocol: 'json', version: undefined, action: target.split('.').at(-1) ?? '', params };
}

function header(message: IncomingMessage, name: string): string | undefined {
  const value = message.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
