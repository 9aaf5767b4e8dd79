import type { IAMClient } from '@aws-sdk/client-iam';

/**
 * The SDK takes `LimitExceededException` for throttling and retries for seconds. IAM uses it for a full quota, which a
 * thief can fill. Waiting does not help, and the next way to contain must follow at once.
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
    // Outside the step that turns answers into errors, and inside the step that retries.
    { step: 'deserialize', priority: 'high', name: 'answerFullQuotasAtOnce' },
  );
}
