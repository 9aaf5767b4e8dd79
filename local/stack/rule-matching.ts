import type { BusEvent } from '../aws/event-bridge.ts';
import { matchesPattern } from '../event-pattern.ts';
import type { RuleDescription } from '../template/rules.ts';

/** The rules of a bus that an event sets off. */
export function matchingRules(
  rules: readonly RuleDescription[],
  busName: string,
  event: BusEvent,
): readonly RuleDescription[] {
  return rules.filter(
    (rule) => rule.busName === busName && listensTo(rule, event) && matchesPattern(rule.pattern, event),
  );
}

function listensTo({ state, pattern }: RuleDescription, event: BusEvent): boolean {
  if (pattern === undefined) return false;
  switch (state) {
    case 'DISABLED':
      return false;
    case 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS':
      return true;
    case 'ENABLED':
      return !isReadByCloudTrail(event);
  }
}

/** But for two calls of STS. */
const DELIVERED_READS = ['GetFederationToken', 'GetSessionToken'];

/**
 * Management events of calls that begin with List, Get or Describe reach only rules in the state that says so
 * (EventBridge guide, "Read-only management events from AWS services").
 */
function isReadByCloudTrail({ 'detail-type': detailType, detail }: BusEvent): boolean {
  const { eventName } = detail;
  return (
    detailType.endsWith(' via CloudTrail') &&
    typeof eventName === 'string' &&
    /^(List|Get|Describe)/.test(eventName) &&
    !DELIVERED_READS.includes(eventName)
  );
}
