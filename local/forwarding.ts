import { readFileSync } from 'node:fs';
import type { BusEvent } from './aws/event-bridge.ts';
import { matchingRules } from './stack/rule-matching.ts';
import type { Place } from './template/place.ts';
import { parseTemplate } from './template/yaml-template.ts';
import { describeStack } from './template.ts';

/** EventBridge puts an event on another bus, with the role of the rule's target. */
export interface Forwarding {
  readonly ruleArn: string;
  readonly roleArn: string;
  readonly busArn: string;
  readonly event: BusEvent;
}

export interface ForwardingOptions {
  readonly place: Place;
  readonly parameters: Readonly<Record<string, string>>;
  /** Whether the policies of the role and of the bus allow it. */
  readonly isAllowed: (forwarding: Forwarding) => Promise<boolean>;
  /** What arrives on the bus. It is not forwarded once more: EventBridge forwards one hop. */
  readonly put: (forwarding: Forwarding) => void;
}

/** stacks/forward.yml, deployed in another Region or account than the responder's stack. */
export class ForwardingPlace {
  readonly #options: ForwardingOptions;
  readonly #stack;
  /** What the queue of undelivered events has, by the rule that could not deliver it. */
  readonly undelivered: Forwarding[] = [];

  constructor(options: ForwardingOptions) {
    this.#options = options;
    this.#stack = describeStack(readForwardTemplate(), { ...options.place, parameters: options.parameters });
  }

  /** An event of an AWS service on the default bus of this place. @returns the logical ids of the rules that matched. */
  async deliver(event: Omit<BusEvent, 'account' | 'region'>): Promise<readonly string[]> {
    const { place, isAllowed, put } = this.#options;
    // The envelope keeps them wherever the event goes. EventBridge user guide, "Sending and receiving events between accounts".
    const here: BusEvent = { ...event, account: place.accountId, region: place.region };
    const rules = matchingRules(this.#stack.rules, 'default', here);
    for (const { arn: ruleArn, targets } of rules) {
      for (const { arn: busArn, roleArn, deadLetterArn } of targets) {
        if (roleArn === undefined) throw new Error(`${ruleArn} sends to a bus without a role`);
        const forwarding = { ruleArn, roleArn, busArn, event: here };
        if (await isAllowed(forwarding)) put(forwarding);
        else if (deadLetterArn !== undefined) this.undelivered.push(forwarding);
      }
    }
    return rules.map(({ logicalId }) => logicalId);
  }
}

export function readForwardTemplate(): unknown {
  return parseTemplate(readFileSync(new URL('../stacks/forward.yml', import.meta.url), 'utf8'));
}
