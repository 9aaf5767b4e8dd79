import { ApiError } from './api-error.ts';
import type { ApiRequest } from './api-request.ts';

/**
 * A request must reach AWS within five minutes of its time stamp (IAM user guide, "Elements of an AWS API request").
 */
const MINUTES = 5;
const TOLERANCE_MS = MINUTES * 60_000;

/**
 * Refuses a request if the caller's clock is wrong. SDKs then correct it by the Date header of the answer and retry.
 */
export function checkSigningTime({ signedAt, protocol }: ApiRequest, now: Date): void {
  const signed = timeOf(signedAt);
  if (signed === undefined || Math.abs(signed - now.getTime()) <= TOLERANCE_MS) return;
  const late = signed < now.getTime();
  const bound = new Date(now.getTime() + (late ? -TOLERANCE_MS : TOLERANCE_MS));
  const message = late
    ? `Signature expired: ${signedAt} is now earlier than ${basic(bound)} (${basic(now)} - ${MINUTES} min.)`
    : `Signature not yet current: ${signedAt} is still later than ${basic(bound)} (${basic(now)} + ${MINUTES} min.)`;
  throw protocol === 'query'
    ? new ApiError(403, 'SignatureDoesNotMatch', message)
    : new ApiError(400, 'InvalidSignatureException', message);
}

/** `20260504T031140Z`, as Signature Version 4 writes it. */
function timeOf(stamp: string | undefined): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp ?? '') ?? [];
  return year === undefined ? undefined : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function basic(time: Date): string {
  return `${time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
