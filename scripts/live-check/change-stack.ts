import {
  type CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Parameter,
  type Stack,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import type { Leftovers } from './leftovers.ts';
import { poll } from './poll.ts';

export const CAPABILITY = 'CAPABILITY_NAMED_IAM' as const;

export const CHANGE_PLAN =
  'cloudformation:DescribeStacks, cloudformation:UpdateStack (and what CloudFormation calls for it), only with --change-stack';

/** One stack in one Region. */
export interface Place {
  readonly cloudFormation: CloudFormationClient;
  readonly stackName: string;
}

export type Parameters = ReadonlyMap<string, string>;

export async function describe({ cloudFormation, stackName }: Place): Promise<Stack | undefined> {
  try {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
    return Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

/** What the stack runs with now. A secret is not among them: CloudFormation shows stars. */
export async function readParameters(place: Place): Promise<Parameters> {
  const stack = await describe(place);
  if (stack === undefined) throw new Error(`there is no stack ${place.stackName}`);
  return new Map(
    (stack.Parameters ?? [])
      .filter(({ ParameterValue = '' }) => !/^\*+$/.test(ParameterValue) || ParameterValue === '*')
      .map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
  );
}

/** Every parameter of the stack, some with another value. */
export async function parametersWith(place: Place, changes: Parameters): Promise<Parameter[]> {
  const { Parameters = [] } = (await describe(place)) ?? {};
  return Parameters.map(({ ParameterKey = '' }) => {
    const ParameterValue = changes.get(ParameterKey);
    return {
      ParameterKey,
      ...(ParameterValue === undefined ? { UsePreviousValue: true } : { ParameterValue }),
    };
  });
}

/** Changes parameters until the leftovers are removed: that puts the old values back. The template stays. */
export async function changeStack(
  place: Place,
  changes: Parameters,
  { leftovers, signal }: { readonly leftovers: Leftovers; readonly signal: AbortSignal },
): Promise<void> {
  const before = await readParameters(place);
  const old = new Map([...changes.keys()].map((name) => [name, oldValue(before, name)]));
  leftovers.add(`the old parameters of stack ${place.stackName} (${inWords(old)})`, () =>
    update(place, old, new AbortController().signal),
  );
  await update(place, changes, signal);
}

function oldValue(parameters: Parameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined)
    throw new Error(`the stack has no parameter ${name} whose value could be put back`);
  return value;
}

export function inWords(parameters: Parameters): string {
  return [...parameters].map(([name, value]) => `${name}=${value}`).join(' ');
}

/** @throws unless the stack runs with them in the end. */
async function update(place: Place, changes: Parameters, signal: AbortSignal): Promise<void> {
  const { cloudFormation, stackName: StackName } = place;
  await settle(place, signal);
  const request = {
    StackName,
    UsePreviousTemplate: true,
    Parameters: await parametersWith(place, changes),
    Capabilities: [CAPABILITY],
  };
  try {
    await cloudFormation.send(new UpdateStackCommand(request));
  } catch (error) {
    if (error instanceof Error && /No updates are to be performed/.test(error.message)) return;
    throw error;
  }
  const status = await settle(place, signal);
  if (status !== 'UPDATE_COMPLETE')
    throw new Error(`the update of ${StackName} ended with ${status}: ${await reasonOf(place)}`);
}

/** An update that is interrupted goes on without us. */
const LONGEST_UPDATE = 1800;

async function settle(place: Place, signal: AbortSignal): Promise<string> {
  const read = async () => {
    const status = (await describe(place))?.StackStatus ?? 'gone';
    return status.endsWith('_IN_PROGRESS') ? undefined : status;
  };
  return (await poll(read, { signal, seconds: LONGEST_UPDATE })) ?? 'no end in half an hour';
}

async function reasonOf({ cloudFormation, stackName }: Place): Promise<string> {
  const request = new DescribeStackEventsCommand({ StackName: stackName });
  const { StackEvents = [] } = await cloudFormation.send(request);
  const failed = StackEvents.find(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'));
  return `${failed?.LogicalResourceId} ${failed?.ResourceStatusReason}`;
}
