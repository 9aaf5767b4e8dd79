import type { ApiError } from './api-error.ts';
import type { Result, Service } from './service.ts';
import { toXml } from './xml.ts';

export interface ApiReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function resultReply(service: Service, action: string, result: Result, requestId: string): ApiReply {
  if (service.protocol === 'json') return json(200, result ?? {}, requestId);
  const answer = {
    ...(result === undefined ? {} : { [`${action}Result`]: result }),
    ResponseMetadata: { RequestId: requestId },
  };
  return xml(200, toXml(`${action}Response`, answer, service.namespace), requestId);
}

export function errorReply(protocol: Service['protocol'], error: ApiError, requestId: string): ApiReply {
  const { code, message, status } = error;
  if (protocol === 'json') return json(status, { __type: code, message }, requestId);
  const answer = {
    Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
    RequestId: requestId,
  };
  return xml(status, toXml('ErrorResponse', answer), requestId);
}

/** A load balancer in front of AWS sends this if the service is down: no XML, no code. */
export function pageReply(status: number): ApiReply {
  const body = `<html><body><b>Http/1.1 Service Unavailable</b></body></html>\n`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}

function xml(status: number, body: string, requestId: string): ApiReply {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

function json(status: number, body: unknown, requestId: string): ApiReply {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId };
  return { status, headers, body: JSON.stringify(body) };
}
