import { makeDecoy } from './decoy.ts';
import { hearOutcomes, OUTCOMES_PLAN } from './hear.ts';
import { fail, type Means, type Point, pass, type Verdict } from './point.ts';
import { REPORT_PLAN, reportDecoy } from './report-decoy.ts';
import { sleepUntilSettled } from './settle.ts';

export const outcomeEvent: Point = {
  name: 'outcome-event',
  shows: 'the outcome event of a report arrives at a rule on the bus of the stack, and says what IAM says',
  waitSeconds: 120,
  plan: () => [...OUTCOMES_PLAN, ...REPORT_PLAN],
  run: showOutcome,
};

export async function showOutcome(means: Means): Promise<Verdict> {
  const outcomes = await hearOutcomes(means);
  const decoy = await makeDecoy(means);
  await sleepUntilSettled(means);
  await reportDecoy(means, decoy);
  const outcome = await outcomes.of(decoy.accessKeyId);
  if (outcome === undefined) return fail(`no outcome event came for ${decoy.accessKeyId}`);
  const status = await decoy.readStatus();
  const agree = (outcome.state === 'CONTAINED') === (status === 'Inactive');
  return (agree ? pass : fail)(`the outcome event says ${outcome.state}, and IAM says ${status}`);
}
