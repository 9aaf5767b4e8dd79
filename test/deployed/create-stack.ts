import {
  CreateStackCommand,
  type CreateStackCommandInput,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import type { Aws } from './aws.ts';
import { readOutputs } from './stack.ts';

export type StackRequest = CreateStackCommandInput & { readonly StackName: string };

/** Creates a stack beside the deployed one. @returns what reads its outputs, once it is there. */
export async function createStack(aws: Aws, request: StackRequest): Promise<(output: string) => string> {
  const { cloudFormation: client } = aws;
  const { StackName } = request;
  await client.send(new CreateStackCommand(request));
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { StackName });
  return readOutputs(aws, StackName);
}
