import { callsOn, type DirectRule, ref } from './direct-rule.ts';

/** So many names of rules, each twice, are in one pattern: EventBridge takes 2,048 characters. */
const NAMES = 11;
/** The framework knows what it stands for, and CloudFormation need not. */
const LAST_NAME = `\${self:service}-\${sls:stage}-last`;

interface Named {
  readonly id: string;
  readonly condition?: string | undefined;
}

/**
 * The rules of the default bus, and those that tell of tampering. `OwnLastRule` has the others' names, and one of the others has
 * its name: so none is switched off that no other rule listens for.
 */
export function onRules(rules: readonly Named[]): readonly DirectRule[] {
  const names = [LAST_NAME, ...rules.map((rule) => onlyIf(rule, ref(rule.id)))];
  const parts = Array.from({ length: Math.ceil(names.length / NAMES) }, (_, part) => ({
    id: `OwnRules${part + 1}Rule`,
    names: names.slice(part * NAMES, (part + 1) * NAMES),
  }));
  return [
    ...parts.map((part) => ({ id: part.id, pattern: patternOf(part.names) })),
    { id: 'OwnLastRule', name: LAST_NAME, pattern: patternOf(parts.map(({ id }) => ref(id))) },
  ].map((rule) => ({
    ...rule,
    description: 'Somebody disables, deletes or changes a rule of this stack.',
    pagesIf: 'HasPager',
  }));
}

function onlyIf({ condition }: Named, value: object): object {
  return condition === undefined ? value : { 'Fn::If': [condition, value, { Ref: 'AWS::NoValue' }] };
}

/**
 * `EnableRule` names no state, and AWS does not say that it keeps the one in which a rule sees read-only calls as well: the first
 * call that a thief makes with a honey key is one. EventBridge API reference, EnableRule.
 */
export const CALLS_ON_RULES = [
  'DisableRule',
  'EnableRule',
  'DeleteRule',
  'PutRule',
  'RemoveTargets',
  'PutTargets',
];

/** The calls on a rule have its name as `name`, those on its targets as `rule`. */
function patternOf(names: readonly (object | string)[]): object {
  return callsOn({
    service: 'events',
    calls: CALLS_ON_RULES,
    names: [{ name: names }, { rule: names }],
  });
}
