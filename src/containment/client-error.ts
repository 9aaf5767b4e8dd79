import { isThrottlingError, isTransientError } from '@smithy/core/retry';

/** Which errors the SDK itself tries again. */
export { isThrottlingError, isTransientError };

export type ClientError = Parameters<typeof isThrottlingError>[0];
