import { callsOn, type DirectRule, like, ref } from './direct-rule.ts';

/** So many names of rules, each thrice, are in one pattern: EventBridge takes 2,048 characters. */
const NAMES = 7;
/** The framework knows what it stands for, and CloudFormation need not. */
const LAST_NAME = `\${self:service}-\${sls:stage}-last`;

/**
 * The rules of the default bus, and those that tell of tampering. `OwnLastRule` has the others' names, and one of the others has
 * its name: so none is switched off that no other rule listens for.
 * @param rules the logical ids of the rules. The condition of a rule, if it has one.
 */
export function onRules(
  rules: readonly { readonly id: string; readonly condition?: string | undefined }[],
): readonly DirectRule[] {
  const names: readonly (object | string)[] = [
    LAST_NAME,
    ...rules.map(({ id, condition }) =>
      condition === undefined ? ref(id) : { 'Fn::If': [condition, ref(id), { Ref: 'AWS::NoValue' }] },
    ),
  ];
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

/** The calls on a rule have its name as `name`, those on its targets as `rule`. */
function patternOf(names: readonly (object | string)[]): object {
  return callsOn({
    service: 'events',
    calls: ['DisableRule', 'DeleteRule', 'PutRule', 'RemoveTargets', 'PutTargets'],
    names: [{ name: names }, { rule: names }],
    refusals: names.map(refusalOf),
  });
}

function refusalOf(name: object | string): object {
  if (typeof name === 'string') return { wildcard: `*:rule/${name} *` };
  if ('Ref' in name) return like(`*:rule/\${${name.Ref}} *`);
  if (!('Fn::If' in name) || !Array.isArray(name['Fn::If'])) throw new TypeError('no name of a rule');
  const [condition, value, otherwise] = name['Fn::If'];
  return { 'Fn::If': [condition, refusalOf(value), otherwise] };
}
