import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Aws } from '../aws.ts';
import { type AsynchronousInvocation, invokeAsynchronously } from '../lambda/asynchronous.ts';
import type { Invocation } from '../lambda/invocation.ts';
import { unzip } from '../lambda/unzip.ts';
import { variablesOf } from '../lambda/variables.ts';
import { LocalFunction } from '../lambda.ts';
import type { FunctionDescription } from '../template/functions.ts';

export interface FunctionsSurroundings {
  readonly aws: Aws;
  readonly packageFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** It replaces the timeouts of the template. */
  readonly timeoutMilliseconds: number | undefined;
  readonly retryDelays: readonly number[];
  readonly concurrency: number;
}

/** The stack's functions. They are unpacked once and run in separate processes. */
export class Functions {
  readonly #descriptions: readonly FunctionDescription[];
  readonly #surroundings: FunctionsSurroundings;
  readonly #folder = mkdtempSync(join(tmpdir(), 'local-functions-'));
  readonly #functions = new Map<string, LocalFunction>();
  #environment: Readonly<Record<string, string>>;
  #stopped = new AbortController();

  constructor(descriptions: readonly FunctionDescription[], surroundings: FunctionsSurroundings) {
    this.#descriptions = descriptions;
    this.#surroundings = surroundings;
    this.#environment = surroundings.environment;
    for (const description of descriptions) {
      const taskRoot = join(this.#folder, description.logicalId);
      unzip(join(surroundings.packageFolder, description.zip), taskRoot);
      this.#functions.set(description.arn, this.#functionOf(description, taskRoot));
    }
  }

  /** Every line that a function wrote. */
  logs(logicalId: string): readonly string[] {
    return this.#get(this.#describe(({ logicalId: id }) => id === logicalId, logicalId)).logs;
  }

  /** Runs one event and waits for it, as `aws lambda invoke` does: no retry, no destination. */
  invoke(logicalId: string, event: unknown): Promise<Invocation> {
    return this.#get(this.#describe(({ logicalId: id }) => id === logicalId, logicalId)).invoke(event);
  }

  /** As an event source mapping does: once, and the result decides about the messages. */
  invokeOnce(arn: string, event: unknown): Promise<Invocation> {
    return this.#get(this.#describe((candidate) => candidate.arn === arn, arn)).invoke(event);
  }

  invokeAsynchronously(arn: string, event: unknown): Promise<AsynchronousInvocation> {
    const description = this.#describe((candidate) => candidate.arn === arn, arn);
    return invokeAsynchronously(this.#get(description), event, {
      functionArn: arn,
      settings: description.asynchronous,
      retryDelays: this.#surroundings.retryDelays,
      send: (queueArn, body) => this.#send(queueArn, { body, description }),
      stopped: this.#stopped.signal,
    });
  }

  /** Ends all processes and all waiting retries. The next event starts a new process with these variables. */
  restart(environment: Readonly<Record<string, string>> = this.#environment): void {
    this.#stopped.abort();
    this.#stopped = new AbortController();
    this.#environment = environment;
    for (const each of this.#functions.values()) each.stopProcesses();
  }

  /** Ends all processes and removes all files. It does not wait, so that it also works while this process ends. */
  stop(): void {
    this.#stopped.abort();
    for (const each of this.#functions.values()) each.stopProcesses();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Lambda sends with the role of the function. */
  #send(
    queueArn: string,
    { body, description }: { readonly body: unknown; readonly description: FunctionDescription },
  ): void {
    const queue = this.#surroundings.aws.queues.find(queueArn);
    if (queue === undefined) throw new Error(`the template has no queue ${queueArn}`);
    queue.send({ body: JSON.stringify(body), senderId: description.roleArn });
  }

  #describe(isIt: (description: FunctionDescription) => boolean, name: string): FunctionDescription {
    const description = this.#descriptions.find(isIt);
    if (description === undefined) throw new Error(`the template has no function ${name}`);
    return description;
  }

  #get({ arn }: FunctionDescription): LocalFunction {
    const found = this.#functions.get(arn);
    if (found === undefined) throw new Error(`the template has no function ${arn}`);
    return found;
  }

  #functionOf(description: FunctionDescription, taskRoot: string): LocalFunction {
    const { aws, timeoutMilliseconds, concurrency } = this.#surroundings;
    return new LocalFunction({
      functionArn: description.arn,
      taskRoot,
      timeoutMilliseconds: timeoutMilliseconds ?? description.timeoutSeconds * 1000,
      concurrency,
      variables: () =>
        variablesOf({
          description,
          taskRoot,
          region: aws.region,
          endpoint: aws.endpoint,
          credentials: this.#roleSession(description),
          overrides: this.#environment,
        }),
    });
  }

  /** Lambda gives the session of a function's role the name of the function. */
  #roleSession({ roleArn, name }: FunctionDescription) {
    const role = this.#surroundings.aws.identities.findRole(roleArn);
    if (role === undefined) throw new Error(`the template has no role ${roleArn}`);
    return this.#surroundings.aws.sessions.startForRole(role, name, 43_200);
  }
}
