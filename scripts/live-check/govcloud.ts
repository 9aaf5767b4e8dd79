import { outcomeEvent, showOutcome } from './outcome-event.ts';
import { type Means, notShown, type Point, pass, together, type Verdict } from './point.ts';
import { readOutput } from './report-decoy.ts';

export const govcloud: Point = {
  name: 'govcloud',
  shows: 'the stack is deployed in GovCloud, and works there',
  waitSeconds: outcomeEvent.waitSeconds,
  plan: (target) => [
    'only with credentials of GovCloud, after: npm run deploy -- --region=us-gov-west-1',
    'npm run live-check -- --region=us-gov-west-1 --account=111122223333, which tries the other points there, too',
    ...outcomeEvent.plan(target),
  ],
  run,
};

async function run(means: Means): Promise<Verdict> {
  const { partition, region } = means;
  if (partition !== 'aws-us-gov')
    return notShown(`these credentials are of the partition ${partition}, and not of aws-us-gov`);
  const topic = await readOutput(means, 'AlertTopicArn');
  return together([pass(`the stack in ${region} has the topic ${topic}`), await showOutcome(means)]);
}
