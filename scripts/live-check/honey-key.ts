import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { changeStack, describe, type Place, readParameters } from './change-stack.ts';
import { connect } from './clients.ts';
import { type Decoy, onceItCounts } from './decoy.ts';
import type { Means } from './point.ts';
import { sleepUntilSettled } from './settle.ts';

export const FORWARD_STACK = 'compromised-key-responder-forward';
/** A key that IAM just made is unknown for some seconds. */
export const NOT_YET = /InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch/;

export const HONEY_PLAN = [
  'with --change-stack: the key of the decoy becomes one of honeyKeys, in the stack and in the forward stack of the other Region, and',
  '  sts:GetCallerIdentity with it in the other Region; then both stacks get their old values back',
];

/** The stack of stacks/forward.yml in the other Region. */
export function forwardIn(region: string): Place {
  return { cloudFormation: connect(region).cloudFormation, stackName: FORWARD_STACK };
}

/** Why the other Region cannot show anything. undefined: it can. */
export async function whyNotElsewhere({ otherRegion }: Means): Promise<string | undefined> {
  if (otherRegion === undefined) return 'it needs --other-region=…, a Region with stacks/forward.yml';
  const stack = await describe(forwardIn(otherRegion));
  return stack === undefined ? `there is no stack ${FORWARD_STACK} in ${otherRegion}` : undefined;
}

/** The decoy's key becomes a honey key for as long as the point runs, and is used in the other Region. */
export async function useAsHoneyKey(means: Means, decoy: Decoy, otherRegion: string): Promise<void> {
  const home = { cloudFormation: means.clients.cloudFormation, stackName: means.stackName };
  for (const [place, name] of [
    [home, 'honeyKeys'],
    [forwardIn(otherRegion), 'HoneyKeys'],
  ] as const) {
    const before = (await readParameters(place)).get(name) ?? '';
    const value = [...before.split(','), decoy.accessKeyId].filter((one) => one !== '').join(',');
    await changeStack(place, new Map([[name, value]]), means);
  }
  await sleepUntilSettled(means);
  const { sts } = decoy.connect(otherRegion);
  await onceItCounts(() => sts.send(new GetCallerIdentityCommand({})), { ...means, refusals: NOT_YET });
}
