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
  readonly log: string;
}

/** Invokes the function and waits for it. Nobody tries again what it throws. */
export async function invoke({ lambda }: Aws, { functionName }: Stack, event: AwsEvent): Promise<Answer> {
  const Payload = JSON.stringify(event);
  const request = { FunctionName: functionName, LogType: 'Tail', Payload } as const;
  const answer = await lambda.send(new InvokeCommand(request));
  return {
    thrown: answer.FunctionError && textAt(parseJson(answer.Payload?.transformToString()), 'errorMessage'),
    log: Buffer.from(answer.LogResult ?? '', 'base64').toString(),
  };
}

/** Ends the function's environments, and with them the credentials of other accounts that they keep. */
export async function startAfresh({ lambda: client }: Aws, { functionName }: Stack): Promise<void> {
  const FunctionName = functionName;
  const { MemorySize } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize }));
  await waitUntilFunctionUpdatedV2({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { FunctionName });
}
