import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { startCustomResource } from '../../local/custom-resource.ts';
import { erase, itemOf } from '../ledger-items.ts';
import { prepareIn } from '../preparing.ts';
import { type Case, casesOf, injectionOf } from './matrix.ts';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.stop());

/** CloudFormation makes the stack's sentinel. @returns what it is answered, and whether the item is there. */
async function play(failing: Case) {
  aws.reset();
  await erase(aws);
  const resource = await startCustomResource('LedgerSentinel');
  aws.faults.inject(injectionOf(failing, aws));
  await prepareIn(aws, { event: resource.event('Create'), resource });
  aws.faults.clear();
  const [answer] = resource.answers;
  return { status: answer?.body['Status'], planted: (await itemOf(aws, 'sentinel')) !== undefined };
}

test('CloudFormation is always answered, and never told of a sentinel that is not there', async () => {
  const wrong: string[] = [];
  for (const failing of casesOf(['dynamodb:UpdateItem'])) {
    const { status, planted } = await play(failing);
    if (status === (planted ? 'SUCCESS' : 'FAILED')) continue;
    // The call took effect, and its answer never came.
    if (status === 'FAILED' && failing.fault.startsWith('took effect')) continue;
    wrong.push(`${failing.fault}, ${failing.lasts}: ${status}, planted ${planted}`);
  }
  expect(wrong).toEqual([]);
}, 60_000);
