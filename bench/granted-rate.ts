import { throttling } from '../local/aws/faults.ts';
import type { Aws } from '../local/aws.ts';

/** IAM grants the account so many calls a second, and throttles the others: a token bucket. @param passed in milliseconds. */
export function grantRate(
  aws: Aws,
  { perSecond, passed }: { readonly perSecond: number; readonly passed: () => number },
): void {
  let tokens = perSecond;
  let filledAt = passed();
  aws.faults.inject({
    action: 'iam:*',
    fault: throttling,
    times: 'forever',
    when: () => {
      const now = passed();
      tokens = Math.min(perSecond, tokens + ((now - filledAt) / 1000) * perSecond);
      filledAt = now;
      if (tokens < 1) return true;
      tokens -= 1;
      return false;
    },
  });
}
