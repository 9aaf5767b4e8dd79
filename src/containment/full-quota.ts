import type { IAMClient } from '@aws-sdk/client-iam';

/**
 * The SDK takes `LimitExceededException` for throttling and tries again for seconds. IAM says it of a quota that is
 * full, which a thief can have filled: no waiting empties it, and the next way to contain must follow at once.
 */
export function answerFullQuotasAtOnce(client: IAMClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (error instanceof Error && error.name === 'LimitExceededException') error.name = 'LimitExceeded';
        throw error;
      }
    },
    // Around what makes errors of answers, and within what tries again.
    { step: 'deserialize', priority: 'high', name: 'answerFullQuotasAtOnce' },
  );
}
