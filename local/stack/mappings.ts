import type { Queues } from '../aws/queues.ts';
import type { Invocation } from '../lambda/invocation.ts';
import { pollOnce } from '../lambda/poller.ts';
import type { StackDescription } from '../template.ts';

/** The poller reads the queue with the role of the function. Lambda guide, "Execution role permissions". */
const OF_THE_POLLER = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

export interface MappingsSurroundings {
  readonly description: StackDescription;
  readonly queues: Queues;
  readonly invoke: (functionArn: string, event: unknown) => Promise<Invocation>;
}

/** The event source mappings of a stack: what becomes visible in a queue goes to its function. */
export class Mappings {
  readonly #surroundings: MappingsSurroundings;

  /** Throws where Lambda would refuse to create a mapping. */
  constructor(surroundings: MappingsSurroundings) {
    this.#surroundings = surroundings;
    const { mappings, functions, roles, grants } = surroundings.description;
    for (const { functionArn } of mappings) {
      const roleArn = functions.find(({ arn }) => arn === functionArn)?.roleArn;
      const granted = grants.get(roles.find(({ arn }) => arn === roleArn)?.name ?? '');
      const missing = OF_THE_POLLER.filter((action) => granted?.has(action) !== true);
      if (missing.length > 0) throw new Error(`the role of ${functionArn} lacks ${missing.join(', ')}`);
    }
  }

  /** @returns whether something was visible. It has been handed over, and all functions have ended. */
  async deliver(): Promise<boolean> {
    const { description, queues, invoke } = this.#surroundings;
    const ready = description.mappings.flatMap((mapping) => {
      const queue = queues.find(mapping.queueArn);
      return queue === undefined || queue.visible.length === 0 ? [] : [{ ...mapping, queue }];
    });
    await Promise.all(
      ready.map(({ functionArn, ...mapping }) =>
        pollOnce({ ...mapping, invoke: (event) => invoke(functionArn, event) }),
      ),
    );
    return ready.length > 0;
  }
}
