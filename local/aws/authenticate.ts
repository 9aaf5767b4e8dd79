import { ApiError } from './api-error.ts';
import type { ApiRequest } from './api-request.ts';
import { type Caller, userCaller } from './caller.ts';
import type { Identities } from './identities.ts';
import type { ServerClock } from './server-clock.ts';
import type { Sessions } from './sessions.ts';
import { checkSigningTime } from './signing-time.ts';

/**
 * Finds the caller by the access key id in the signature. It does not verify the signature: nobody forges requests to a
 * test instrument, and the tests are not about the SDK's signing.
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
  // Also if the request fails later: "the last request made with that key" (IAM API reference, GetAccessKeyLastUsed).
  identities.recordUse(request.accessKeyId, { at: now, service: request.service, region: request.region });
  return userCaller('user', found.user);
}

/** The same refusal for an unknown key and for an Inactive one, as in AWS. */
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
