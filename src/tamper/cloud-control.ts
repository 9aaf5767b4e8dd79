import { callsOn, type DirectRule, ofPager, ref } from './direct-rule.ts';
import { beginningOf } from './refusals.ts';

/**
 * Cloud Control changes and deletes single resources by the identifiers that CloudFormation has for them, and is a part of
 * CloudFormation: what it calls for somebody is not told ("Cloud Control API resource operations" in its user guide), so this is.
 * Its other call makes new resources, and its record hides which.
 * @param rules the logical ids of rules. @param mappings those of event source mappings.
 */
export function onCloudControl(rules: readonly string[], mappings: readonly string[]): DirectRule {
  return {
    id: 'OwnResourcesRule',
    description: 'Somebody changes or deletes a resource of this stack with Cloud Control.',
    pagesIf: 'HasPager',
    pattern: callsOn({
      service: 'cloudcontrolapi',
      calls: ['UpdateResource', 'DeleteResource'],
      names: [
        {
          identifier: [
            { wildcard: { 'Fn::Sub': [`*\${beginning}-*`, { beginning: beginningOf(rules) }] } },
            // Functions and the bus have the name of the framework's service and stage, as the respond role has.
            { wildcard: `*\${self:service}-\${sls:stage}*` },
            { suffix: ref('AlertKey') },
            ofPager({ suffix: ref('PagerKey') }),
            ...mappings.map(ref),
          ],
        },
      ],
    }),
  };
}
