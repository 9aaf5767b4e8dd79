import { ApiError } from './api-error.ts';
import type { ApiRequest } from './api-request.ts';
import { type Caller, userCaller } from './caller.ts';
import type { Identities } from './identities.ts';
import type { ServerClock } from './server-clock.ts';
import type { Sessions } from './sessions.ts';
import { checkSigningTime } from './signing-time.ts';

/**
 * Who sent the request, by the access key id that its signature names. The signature itself is not verified: nobody
 * forges requests to a test instrument, and the SDK's signing is not what is tested here.
 */
export function authenticate(
  request: ApiRequest,
  {
    identities,
    sessions,
    clock,
    lag,
  }: {
    readonly identities: Identities;
    readonly sessions: Sessions;
    readonly clock: ServerClock;
    readonly lag: number;
  },
): Caller {
  const now = clock.now();
  checkSigningTime(request, now);
  const session = sessions.find(request.accessKeyId);
  if (session !== undefined) {
    if (session.credentials.sessionToken !== request.sessionToken) throw invalidToken(request);
    if (session.credentials.expiration < now) {
      throw new ApiError(403, expiredCode(request), 'The security token included in the request is expired');
    }
    return session.caller;
  }
  const found = identities.findAccessKey(request.accessKeyId);
  if (found?.key.status.read(lag) !== 'Active') throw invalidToken(request);
  // Whatever becomes of it: "the last request made with that key" (IAM API reference, GetAccessKeyLastUsed).
  identities.recordUse(request.accessKeyId, { at: now, service: request.service, region: request.region });
  return userCaller('user', found.user);
}

/** An unknown key and an Inactive one are refused in the same words, as AWS does. */
function invalidToken({ protocol }: ApiRequest): ApiError {
  const code = protocol === 'query' ? 'InvalidClientTokenId' : 'UnrecognizedClientException';
  return new ApiError(
    protocol === 'query' ? 403 : 400,
    code,
    'The security token included in the request is invalid.',
  );
}

function expiredCode({ protocol }: ApiRequest): string {
  return protocol === 'query' ? 'ExpiredToken' : 'ExpiredTokenException';
}
