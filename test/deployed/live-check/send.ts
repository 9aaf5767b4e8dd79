import { FORWARD_STACK } from '../../../scripts/live-check/honey-key.ts';
import { type Aws, connect } from '../aws.ts';
import type { AwsEvent } from '../events/envelope.ts';
import { invoke } from '../invoke.ts';
import { ACCOUNT_ID, REGION, rootOf } from '../ministack.ts';
import { findMatchingRules } from '../rules.ts';
import { readRulesOf, readStack, type Stack } from '../stack.ts';

export interface Sending {
  readonly aws: Aws;
  readonly stack: Stack;
}

/**
 * Nobody may put events of AWS, and MiniStack delivers within one Region only: so the function is invoked if a rule of the Region
 * matches and, for another Region than home, also the twin on the bus of the stack. The rules are read anew, since a honey key changes them.
 */
export async function send(event: AwsEvent, { aws, stack }: Sending): Promise<void> {
  const home = await findMatchingRules(aws, await readStack(aws), event);
  if (event.region === REGION) {
    if (home.some(({ busName }) => busName === 'default')) await invoke(aws, stack, event);
    return;
  }
  const there = connect(aws.endpoint, rootOf(ACCOUNT_ID), event.region);
  const rules = await readRulesOf(there, FORWARD_STACK);
  const forwarded = await findMatchingRules(there, { rules }, event);
  if (forwarded.length > 0 && home.some(({ busName }) => busName === stack.busName))
    await invoke(aws, stack, event);
}
