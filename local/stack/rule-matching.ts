import type { BusEvent } from '../aws/event-bridge.ts';
import { matchesPattern } from '../event-pattern.ts';
import type { RuleDescription } from '../template/rules.ts';

/** What decides whether a rule gets an event. */
export type Listening = Pick<RuleDescription, 'busName' | 'state' | 'pattern'>;

/** The rules of a bus that match an event. */
export function matchingRules<R extends Listening>(
  rules: readonly R[],
  busName: string,
  event: BusEvent,
): readonly R[] {
  return rules.filter(
    (rule) => rule.busName === busName && listensTo(rule, event) && matchesPattern(rule.pattern, event),
  );
}

function listensTo({ state, pattern }: Listening, event: BusEvent): boolean {
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

/** Two calls of STS are an exception. */
const DELIVERED_READS = ['GetFederationToken', 'GetSessionToken'];

/**
 * Calls that begin with List, Get or Describe, and others that only read, such as AssumeRole, reach only rules in the state for
 * read-only management events (EventBridge guide, "Read-only management events from AWS services").
 */
function isReadByCloudTrail({ 'detail-type': detailType, detail }: BusEvent): boolean {
  const { eventName, readOnly } = detail;
  return (
    detailType.endsWith(' via CloudTrail') &&
    typeof eventName === 'string' &&
    (readOnly === true || /^(List|Get|Describe)/.test(eventName)) &&
    !DELIVERED_READS.includes(eventName)
  );
}
