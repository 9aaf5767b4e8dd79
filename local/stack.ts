import { fileURLToPath } from 'node:url';
import { type Aws, startAws } from './aws.ts';
import { parseObject } from './json-object.ts';
import type { Invocation } from './lambda/invocation.ts';
import { ENVELOPE, isBusEvent } from './stack/bus-event.ts';
import { Functions } from './stack/functions.ts';
import { Mappings } from './stack/mappings.ts';
import { onExit } from './stack/on-exit.ts';
import { Publisher } from './stack/publisher.ts';
import { type Delivery, Router } from './stack/router.ts';
import { deliverToQueues } from './stack/subscribed-queues.ts';
import { readStack, type StackDescription } from './template.ts';

export interface QueueMessage {
  readonly at: Date;
  /** The parsed message, or its text if it is not JSON. */
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, string>>;
  readonly receives: number;
}

export interface DeployOptions {
  /** The folder where `npm run package` wrote the template and the zips. */
  readonly packageFolder?: string;
  readonly stackName?: string;
  readonly accountId?: string;
  readonly region?: string;
  readonly partition?: string;
  /** Variables of the functions. They replace those of the template. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds?: number;
  /** The waits before the retries of a failed event. In AWS they are one and two minutes. */
  readonly retryDelays?: readonly number[];
  /** How many events a function runs at the same time. */
  readonly concurrency?: number;
}

/** The packaged stack, deployed to its own embedded AWS. */
export interface LocalStack {
  readonly aws: Aws;
  readonly description: StackDescription;
  /** Puts an event of an AWS service on a bus. Throws if a part of the envelope is missing. */
  readonly deliver: (event: unknown, busName?: string) => Delivery;
  /** Every event on a bus since the last reset, with the functions' own events. */
  readonly deliveries: readonly Delivery[];
  /** Resolves when all functions have ended, with all retries, and no mapped queue has a visible message. */
  readonly settled: () => Promise<void>;
  /** Lets the time of AWS pass, so that hidden and delayed messages come, and waits as `settled` does. */
  readonly pass: (seconds: number) => Promise<void>;
  /** The messages of a queue, visible or not, by its logical id. */
  readonly queue: (logicalId: string) => readonly QueueMessage[];
  /** As `aws events disable-rule` does, by its logical id, until the next reset. */
  readonly disableRule: (logicalId: string) => void;
  /** Runs a function by its logical id and waits for it. */
  readonly invoke: (functionId: string, event: unknown) => Promise<Invocation>;
  readonly logs: (functionId: string) => readonly string[];
  /**
   * Back to the state after the deployment. Warm processes stay, unless an event is running or other variables are given.
   * The given variables replace those of the deployment.
   */
  readonly reset: (change?: { readonly environment?: Readonly<Record<string, string>> }) => Promise<void>;
  /** Ends all processes and frees files and ports. A signal that ends this process does the same. */
  readonly stop: () => Promise<void>;
}

const PACKAGE_FOLDER = fileURLToPath(new URL('../.serverless', import.meta.url));

export async function deployLocally(options: DeployOptions = {}): Promise<LocalStack> {
  const { accountId = '111122223333', region = 'us-east-1', partition = 'aws' } = options;
  const { packageFolder = PACKAGE_FOLDER, stackName = 'compromised-key-responder-prod' } = options;
  const description = readStack(packageFolder, { accountId, region, partition, stackName });

  const { subscriptions } = description;
  const aws = await startAws({
    ...{ accountId, region, partition },
    onEvent: (put) => void router.deliver(put),
    onMessage: (message) => deliverToQueues(message, { subscriptions, queues: aws.queues }),
  });
  for (const { arn } of description.topics) aws.topics.add(arn);
  for (const { name, key } of description.tables) aws.tables.set(name, key);
  for (const { name } of description.roles) {
    aws.identities.createRole({ roleName: name, grants: description.grants.get(name) ?? new Set() });
  }
  for (const queue of description.queues) aws.queues.create(queue);
  const functions = new Functions(description.functions, {
    aws,
    packageFolder,
    environment: options.environment ?? {},
    timeoutMilliseconds: options.timeoutMilliseconds,
    retryDelays: options.retryDelays ?? [20, 40],
    concurrency: options.concurrency ?? 4,
  });
  const router = new Router({
    rules: description.rules,
    queues: aws.queues,
    publisher: new Publisher(description, aws.publish),
    invoke: (arn, event) => functions.invokeAsynchronously(arn, event),
  });
  const mappings = new Mappings({
    description,
    queues: aws.queues,
    invoke: (arn, event) => functions.invokeOnce(arn, event),
  });
  const settled = async () => {
    do await router.settled();
    while (await mappings.deliver());
  };
  const callOff = onExit(() => functions.stop());

  return {
    aws,
    description,
    deliver: (event, busName = 'default') => {
      if (isBusEvent(event)) return router.deliver({ busName, event });
      throw new Error(`an event of EventBridge has ${ENVELOPE.join(', ')}`);
    },
    deliveries: router.deliveries,
    settled,
    pass: async (seconds) => {
      aws.elapsed.skip(seconds * 1000);
      await settled();
    },
    queue: (logicalId) => {
      const arn = description.queues.find((queue) => queue.logicalId === logicalId)?.arn ?? '';
      const queue = aws.queues.find(arn);
      if (queue === undefined) throw new Error(`the template has no queue ${logicalId}`);
      return queue.messages.map(({ sentAt: at, body, attributes, receives }) => ({
        at,
        body: parseObject(body) ?? body,
        attributes,
        receives,
      }));
    },
    disableRule: (logicalId) => router.disable(logicalId),
    invoke: (functionId, event) => functions.invoke(functionId, event),
    logs: (functionId) => functions.logs(functionId),
    reset: async ({ environment } = {}) => {
      if (router.busy || environment !== undefined) functions.restart(environment);
      await router.settled();
      router.forget();
      aws.reset();
    },
    stop: async () => {
      functions.stop();
      // Not before: a signal in the middle would end this process and leave files.
      callOff();
      await router.settled();
      await aws.stop();
    },
  };
}
