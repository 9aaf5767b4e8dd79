import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import type { Aws } from './aws.ts';
import type { AwsEvent } from './events/envelope.ts';
import { parseJson, textAt } from './json.ts';
import type { Stack } from './stack.ts';

export interface Answer {
  /** The message of what the function threw; `undefined` when it ended well. */
  readonly thrown: string | undefined;
  /** What it returned, as JSON. */
  readonly answer: string;
  readonly log: string;
}

/** Invokes the function of the responder and waits for it. Nobody tries again what it throws. */
export async function invoke(aws: Aws, { functionName }: Stack, event: AwsEvent): Promise<Answer> {
  return invokeFunction(aws, functionName, event);
}

export async function invokeFunction({ lambda }: Aws, name: string, event: object = {}): Promise<Answer> {
  const request = { FunctionName: name, LogType: 'Tail', Payload: JSON.stringify(event) } as const;
  const { FunctionError, Payload, LogResult = '' } = await lambda.send(new InvokeCommand(request));
  const answer = Payload?.transformToString() ?? '';
  return {
    thrown: FunctionError && textAt(parseJson(answer), 'errorMessage'),
    answer,
    log: Buffer.from(LogResult, 'base64').toString(),
  };
}

/** Ends the function's environments, and with them all that they keep in memory. */
export async function startAfresh({ lambda: client }: Aws, FunctionName: string): Promise<void> {
  const { MemorySize } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize }));
  await waitUntilFunctionUpdatedV2({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { FunctionName });
}
