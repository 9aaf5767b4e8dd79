import { type DirectRule, NOT_BY_CLOUDFORMATION } from './direct-rule.ts';

/** So many texts are in one pattern of 2,048 characters: an ARN may have more than a hundred. */
const TEXTS = 13;

/**
 * A refused call may be recorded without its parameters, and its text names what it was about. Only wildcards find that, and a bus
 * takes 30 rules with wildcards, of all its stacks, so these are together. EventBridge user guide, "Amazon EventBridge quotas".
 */
export function onRefusals(texts: readonly object[]): readonly DirectRule[] {
  return Array.from({ length: Math.ceil(texts.length / TEXTS) }, (_, part) => ({
    id: `OwnRefused${part + 1}Rule`,
    description: 'Somebody was refused a call on what belongs to this stack.',
    pagesIf: 'HasPager',
    pattern: {
      source: [{ prefix: 'aws.' }],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        userIdentity: NOT_BY_CLOUDFORMATION,
        requestParameters: [null],
        errorMessage: texts.slice(part * TEXTS, (part + 1) * TEXTS),
      },
    },
  }));
}
