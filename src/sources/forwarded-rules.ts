import type { EventRule } from './event-source.ts';

/**
 * The rules, and for each on the default bus a second one on the responder's own bus. There the events arrive that
 * stacks/forward.yml sends from the other Regions and accounts. Nobody but AWS can put an event whose source begins with
 * `aws.`, on whatever bus.
 */
export function withForwarded(rules: readonly EventRule[]): readonly EventRule[] {
  return [...rules, ...rules.filter(({ bus }) => bus === 'default').map(forwarded)];
}

/** It has the state of the first, because each rule on the way needs it to get read-only calls. */
function forwarded(rule: EventRule): EventRule {
  return {
    ...rule,
    id: `Forwarded${rule.id}`,
    description: `From another Region or account: ${rule.description}`,
    bus: 'own',
    twinOf: rule.id,
  };
}
