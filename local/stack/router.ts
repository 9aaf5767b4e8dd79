import type { BusEvent, PutEvent } from '../aws/event-bridge.ts';
import type { AsynchronousInvocation } from '../lambda/asynchronous.ts';
import type { RuleDescription, TargetDescription } from '../template/rules.ts';
import type { Queues } from './queues.ts';
import { matchingRules } from './rule-matching.ts';

/** What became of one event. */
export interface Delivery extends PutEvent {
  /** Logical ids of the rules that it set off. */
  readonly matched: readonly string[];
  /** Resolves when every target has ended, retries included. */
  readonly results: Promise<readonly TargetResult[]>;
}

export interface TargetResult {
  readonly rule: string;
  readonly functionArn: string;
  /** `undefined` when EventBridge was not allowed to invoke the function. */
  readonly invocation: AsynchronousInvocation | undefined;
}

export interface RouterSurroundings {
  readonly rules: readonly RuleDescription[];
  readonly queues: Queues;
  readonly invoke: (functionArn: string, event: BusEvent) => Promise<AsynchronousInvocation>;
}

/** EventBridge's other half: takes events to the rules of their bus, and from there to the functions. */
export class Router {
  readonly #surroundings: RouterSurroundings;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #deliveries: Delivery[] = [];

  constructor(surroundings: RouterSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Everything that was delivered since the last reset, in order. */
  get deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  get busy(): boolean {
    return this.#underWay.size > 0;
  }

  deliver({ busName, event }: PutEvent): Delivery {
    const rules = matchingRules(this.#surroundings.rules, busName, event);
    const results = Promise.all(
      rules.flatMap((rule) => rule.targets.map((target) => this.#toTarget(rule, target, event))),
    );
    this.#underWay.add(results);
    void results.finally(() => this.#underWay.delete(results)).catch(() => {});
    const delivery = { busName, event, matched: rules.map(({ logicalId }) => logicalId), results };
    this.#deliveries.push(delivery);
    return delivery;
  }

  /** When nothing is under way any more, what the functions themselves put on a bus included. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  forget(): void {
    this.#deliveries.length = 0;
  }

  async #toTarget(rule: RuleDescription, target: TargetDescription, event: BusEvent): Promise<TargetResult> {
    const result = { rule: rule.logicalId, functionArn: target.arn };
    const { invoke, queues } = this.#surroundings;
    if (target.mayInvoke) return { ...result, invocation: await invoke(target.arn, event) };
    // Missing permissions are not tried again (EventBridge guide, "Using dead-letter queues").
    if (target.deadLetterArn !== undefined) {
      queues.send(target.deadLetterArn, event, {
        RULE_ARN: rule.arn,
        TARGET_ARN: target.arn,
        ERROR_CODE: 'NO_PERMISSIONS',
        ERROR_MESSAGE: 'Not authorized to perform this action',
      });
    }
    return { ...result, invocation: undefined };
  }
}
