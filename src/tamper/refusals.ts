import { type DirectRule, NOT_BY_CLOUDFORMATION, ofPager, sub } from './direct-rule.ts';

/**
 * A refused call may be recorded without its parameters, and its text names what it was about. Only wildcards find that. A bus takes
 * 30 rules with wildcards, of all its stacks, and no rule with many of them: so these look for the beginning that all names of the
 * stack have, and for what has no name. EventBridge user guide, "Amazon EventBridge quotas" and "Matching using wildcards".
 * @param rules the logical ids of rules. @param mappings those of event source mappings.
 */
export function onRefusals(rules: readonly string[], mappings: readonly string[]): readonly DirectRule[] {
  const named = [
    aboutResource(`\${beginning}-`, { beginning: beginningOf(rules) }),
    // Functions and the bus have the name of the framework's service and stage, as the respond role has.
    { wildcard: `*on resource: *\${self:service}-\${sls:stage}*` },
    // The name of the stack itself ends with a slash, and whoever deploys a release chooses it.
    like(`*on resource: *:stack/\${AWS::StackName}/*`),
  ];
  const unnamed = [
    like(`*:key/\${AlertKey}*`),
    ofPager(like(`*:key/\${PagerKey}*`)),
    ...mappings.map((id) => like(`*:event-source-mapping:\${${id}}*`)),
  ];
  return [named, unnamed].map((errorMessage, index) => ({
    id: `OwnRefused${index + 1}Rule`,
    description: 'Somebody was refused a call on what belongs to this stack.',
    pagesIf: 'HasPager',
    pattern: {
      source: [{ prefix: 'aws.' }],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: { userIdentity: NOT_BY_CLOUDFORMATION, requestParameters: NOT_RECORDED, errorMessage },
    },
  }));
}

/** `null`, and no object: others tell of a call with its parameters. CDK leaves a `null` out of a template that it includes. */
const NOT_RECORDED = [{ 'anything-but': [''] }];

/**
 * CloudFormation cuts the stack's name where the name of a resource would be too long, and does not say how. So it is taken from the
 * name of the rule whose logical id is the longest, which is cut the most.
 */
export function beginningOf(rules: readonly string[]): object {
  const [longest = ''] = rules.toSorted((one, other) => other.length - one.length);
  const parts = { 'Fn::Split': [`-${longest.slice(0, 11)}`, { Ref: longest }] };
  return { 'Fn::Select': [0, parts] };
}

/** Not about the caller: its name is in the text too, and what a role of this stack is refused is no tampering. */
function aboutResource(text: string, variables: object): object {
  return { wildcard: { 'Fn::Sub': [`*on resource: *${text}*`, variables] } };
}

function like(text: string): object {
  return { wildcard: sub(text) };
}
