import { apiKeyIn } from './api-key.ts';

/**
 * A report holds what somebody found, and that may be an API key: a secret. Whatever is stored of a report has what the key
 * says of itself in the key's place, so that the response can run again without it.
 * @returns the value itself if there is none.
 */
export function withoutApiKey(event: unknown): unknown {
  if (!isRecord(event) || event['source'] !== REPORT_SOURCE) return event;
  const detail = decodedReport(event['detail']);
  return detail === event['detail'] ? event : { ...event, detail };
}

export const REPORT_SOURCE = 'compromised-key-responder.report';

/** What a key says of itself is true of that key, whatever the reporter says of it. */
export function decodedReport(detail: unknown): unknown {
  if (!isRecord(detail) || !Object.hasOwn(detail, 'accessKeyId')) return detail;
  const { accessKeyId, ...rest } = detail;
  const facts = typeof accessKeyId === 'string' ? apiKeyIn(accessKeyId) : undefined;
  return facts === undefined ? detail : { ...rest, ...facts };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
