import type { BusEvent } from '../../local/aws/event-bridge.ts';
import { type Listening, matchingRules } from '../../local/stack/rule-matching.ts';
import { sources } from '../../src/sources/index.ts';
import { patternOf } from '../settings/rule-patterns.ts';
import type { Values } from '../settings/stage-settings.ts';
import { inWords } from './condition-words.ts';
import { firstFailing } from './first-failing.ts';

/** A rule of the stack, as CloudFormation gets it. */
export interface Rule extends Listening {
  readonly id: string;
  readonly description: string;
  readonly busName: BusName;
  /** The setting that is empty, so that the rule is not deployed. */
  readonly missing?: string;
}

/** AWS's own events, or everything else. */
export type BusName = 'default' | 'own';

export function rulesWith(values: Values): readonly Rule[] {
  return sources.flatMap(({ rules }) =>
    rules.map((rule) => {
      const { id, description, bus: busName, seesReadOnlyCalls, condition, parameter = '' } = rule;
      const missing = condition !== undefined && values[parameter] === '';
      return {
        ...{ id, description, busName, pattern: patternOf(rule, values) },
        state: seesReadOnlyCalls ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : 'ENABLED',
        ...(missing && { missing: parameter }),
      } as const;
    }),
  );
}

/** Only AWS may put events whose source begins so, and AWS puts them on the default bus. */
export function busOf({ source }: Pick<BusEvent, 'source'>): BusName {
  return source.startsWith('aws.') ? 'default' : 'own';
}

export function matching(event: BusEvent, rules: readonly Rule[]): readonly Rule[] {
  return matchingRules(
    rules.filter(({ missing }) => missing === undefined),
    busOf(event),
    event,
  );
}

/** Why a rule does not get an event: the first reason that there is. */
export function whyNot({ busName, pattern, missing }: Rule, event: BusEvent): string {
  if (missing !== undefined) return `it is not deployed, because ${missing} is empty`;
  const bus = busOf(event);
  if (bus !== busName) return `it listens on ${nameOf(busName)}, and the event is on ${nameOf(bus)}`;
  const failing = firstFailing(pattern, event).map((condition) => inWords(condition, event));
  // EventBridge user guide, "Read-only management events from AWS services".
  if (failing.length === 0) return 'the call only reads, and EventBridge gives this rule no such calls';
  return failing.length === 1 ? failing.join() : `none of: ${failing.join('; ')}`;
}

function nameOf(bus: BusName): string {
  return bus === 'own' ? "the stack's own bus" : 'the default bus';
}
