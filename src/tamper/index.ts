import { onBoundary } from './boundary.ts';
import { onOthers } from './by-others.ts';
import { onCloudControl } from './cloud-control.ts';
import type { DirectRule } from './direct-rule.ts';
import {
  onAlarms,
  onBus,
  onFunctions,
  onKeys,
  onLedger,
  onLogs,
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
  readonly logs: readonly string[];
  readonly mappings: readonly string[];
  /** On the default bus. */
  readonly rules: readonly { readonly id: string; readonly condition?: string | undefined }[];
}

/** Every rule that tells people, and not the function, of what silences the function. */
export function directRules({ functions, roles, logs, mappings, rules }: OwnStack): readonly DirectRule[] {
  const single = [
    onFunctions(functions),
    onMappings(mappings),
    onBus,
    onTopics,
    onKeys,
    onQueues,
    onLedger,
    onAlarms,
    onRoles(roles),
    onLogs(logs),
    onUpdates,
    onDeletion,
    onOthers({ functions, roles }),
    onBoundary,
  ];
  const named = [...rules.filter(({ condition }) => condition === undefined), ...single].map(({ id }) => id);
  const others = [...single, onCloudControl(named, mappings), ...onRefusals(named, mappings)];
  return [...others, ...onRules([...rules, ...others])];
}
