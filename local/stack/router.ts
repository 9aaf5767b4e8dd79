import type { BusEvent, PutEvent } from '../aws/event-bridge.ts';
import type { Queues } from '../aws/queues.ts';
import { transform } from '../input-transformer.ts';
import type { AsynchronousInvocation } from '../lambda/asynchronous.ts';
import type { RuleDescription, TargetDescription } from '../template/rules.ts';
import type { Publisher } from './publisher.ts';
import { matchingRules } from './rule-matching.ts';

/** The delivery of one event. */
export interface Delivery extends PutEvent {
  /** Logical ids of the rules that matched. */
  readonly matched: readonly string[];
  /** Resolves when every target has ended, with all retries. */
  readonly results: Promise<readonly TargetResult[]>;
}

export interface TargetResult {
  readonly rule: string;
  /** Of a topic too. */
  readonly functionArn: string;
  /** `undefined` if EventBridge had no permission to invoke the function, and of a topic. */
  readonly invocation: AsynchronousInvocation | undefined;
  /** What was published, if the target is a topic and EventBridge had the permission. */
  readonly messageId?: string;
}

export interface RouterSurroundings {
  readonly rules: readonly RuleDescription[];
  readonly queues: Queues;
  readonly publisher: Publisher;
  readonly invoke: (functionArn: string, event: BusEvent) => Promise<AsynchronousInvocation>;
}

/** The routing of EventBridge: from the bus to its rules, and from the rules to the functions. */
export class Router {
  readonly #surroundings: RouterSurroundings;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #deliveries: Delivery[] = [];
  readonly #disabled = new Set<string>();

  constructor(surroundings: RouterSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Every delivery since the last reset, in order. */
  get deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  get busy(): boolean {
    return this.#underWay.size > 0;
  }

  deliver({ busName, event }: PutEvent): Delivery {
    const rules = matchingRules(this.#surroundings.rules, busName, event).filter(
      ({ logicalId }) => !this.#disabled.has(logicalId),
    );
    const results = Promise.all(
      rules.flatMap((rule) => rule.targets.map((target) => this.#toTarget(rule, target, event))),
    );
    this.#underWay.add(results);
    void results.finally(() => this.#underWay.delete(results)).catch(() => {});
    const delivery = { busName, event, matched: rules.map(({ logicalId }) => logicalId), results };
    this.#deliveries.push(delivery);
    return delivery;
  }

  /** Resolves when no event is running, also none that a function put on a bus. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  disable(logicalId: string): void {
    if (!this.#surroundings.rules.some((rule) => rule.logicalId === logicalId))
      throw new Error(`the template has no rule ${logicalId}`);
    this.#disabled.add(logicalId);
  }

  forget(): void {
    this.#disabled.clear();
    this.#deliveries.length = 0;
  }

  async #toTarget(rule: RuleDescription, target: TargetDescription, event: BusEvent): Promise<TargetResult> {
    const result = { rule: rule.logicalId, functionArn: target.arn };
    const { invoke, queues, publisher } = this.#surroundings;
    if (target.mayInvoke) return { ...result, invocation: await invoke(target.arn, event) };
    if (publisher.has(target.arn)) {
      const { transformer } = target;
      const message =
        transformer === undefined
          ? JSON.stringify(event)
          : transform(transformer, { rule, event: { ...event } });
      const messageId = publisher.publish(target, message);
      if (messageId !== undefined) return { ...result, invocation: undefined, messageId };
    }
    // EventBridge does not retry if a permission is missing (EventBridge guide, "Using dead-letter queues").
    if (target.deadLetterArn !== undefined) {
      const queue = queues.find(target.deadLetterArn);
      if (queue === undefined) throw new Error(`the template has no queue ${target.deadLetterArn}`);
      const attributes = {
        RULE_ARN: rule.arn,
        TARGET_ARN: target.arn,
        ERROR_CODE: 'NO_PERMISSIONS',
        ERROR_MESSAGE: 'Not authorized to perform this action',
      };
      queue.send({ body: JSON.stringify(event), senderId: 'events.amazonaws.com', attributes });
    }
    return { ...result, invocation: undefined };
  }
}
