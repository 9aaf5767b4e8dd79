import type { DirectRule } from './direct-rule.ts';
import {
  onAlarms,
  onBus,
  onFunctions,
  onKeys,
  onLedger,
  onMappings,
  onQueues,
  onRoles,
  onTopics,
} from './own-resources.ts';
import { onRules } from './own-rules.ts';
import { onDeletion, onUpdates } from './own-stack.ts';
import { onRefusals } from './refusals.ts';

/** What the stack has of each kind, by logical ids. */
export interface OwnStack {
  readonly functions: readonly string[];
  readonly roles: readonly string[];
  readonly mappings: readonly string[];
  /** On the default bus. */
  readonly rules: readonly { readonly id: string; readonly condition?: string | undefined }[];
}

/** Every rule that tells people, and not the function, of what silences the function. */
export function directRules({ functions, roles, mappings, rules }: OwnStack): readonly DirectRule[] {
  const others = [
    onFunctions(functions),
    onMappings(mappings),
    onBus,
    onTopics,
    onKeys,
    onQueues,
    onLedger,
    onAlarms,
    onRoles(roles),
    onUpdates,
    onDeletion,
  ];
  const refused = onRefusals(
    [...rules.filter(({ condition }) => condition === undefined), ...others].map(({ id }) => id),
    mappings,
  );
  return [...others, ...refused, ...onRules([...rules, ...others, ...refused])];
}
