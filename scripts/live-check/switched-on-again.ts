import { UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { NO_RECORDS, RECORD_SECONDS, seeStopped } from './calls-elsewhere.ts';
import { type Decoy, makeDecoy, onceItCounts } from './decoy.ts';
import { hearOutcomes, OUTCOMES_PLAN } from './hear.ts';
import { HONEY_PLAN, NOT_YET, useAsHoneyKey, whyNotElsewhere } from './honey-key.ts';
import {
  fail,
  type Means,
  missing,
  notShown,
  type Point,
  pass,
  patienceOf,
  together,
  type Verdict,
} from './point.ts';
import { DECOY_PLAN, OUTPUTS_PLAN, reportDecoy } from './report-decoy.ts';
import { sleepUntilSettled } from './settle.ts';

export const switchedOnAgain: Point = {
  name: 'switched-on-again',
  shows: 'a key that an event of another Region stopped is stopped again',
  stopsDecoys: true,
  waitSeconds: RECORD_SECONDS,
  plan: () => [
    OUTPUTS_PLAN,
    ...OUTCOMES_PLAN,
    ...DECOY_PLAN,
    'a second decoy, which may call iam:UpdateAccessKey on the first: whoever switches a stopped key on can be stopped, and that must not be you',
    ...HONEY_PLAN,
    'without --change-stack and --other-region: events:PutEvents, a report of the key, which stops it at home',
    'iam:UpdateAccessKey with the key of the second decoy: the key of the first is Active again',
    'costs less than a cent; wakes whoever is on call, and leaves what outcome-event leaves',
  ],
  run,
};

async function run(means: Means): Promise<Verdict> {
  const outcomes = await hearOutcomes(means);
  const decoy = await makeDecoy(means);
  const ally = await makeDecoy(means, {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'iam:UpdateAccessKey',
      Resource: `arn:${means.partition}:iam::${means.account}:user/*${decoy.userName}`,
    },
  });
  await sleepUntilSettled(means);
  const first = await stop(means, decoy);
  if (first.result === 'FAIL') return first;
  await switchOn(means, decoy, ally);
  const outcome = await outcomes.find(
    ({ key, reason }) => key?.id === decoy.accessKeyId && reason === 'stopped-again',
    patienceOf(means),
  );
  if (outcome === undefined) {
    const what = `${decoy.accessKeyId} was switched on again, and nobody heard of it`;
    return together([first, missing(means, what, NO_RECORDS)]);
  }
  const status = await decoy.readStatus();
  const again = `it was switched on, the outcome event says stopped-again, and IAM says ${status}`;
  return together([first, (status === 'Inactive' ? pass : fail)(again)]);
}

/** By an event of the other Region if that can be, else by a report at home. */
async function stop(means: Means, decoy: Decoy): Promise<Verdict> {
  const { changeStack, otherRegion = '', waitSeconds } = means;
  const why = changeStack ? await whyNotElsewhere(means) : 'a honey key needs --change-stack';
  if (why === undefined) {
    await useAsHoneyKey(means, decoy, otherRegion);
    const seen = await seeStopped(means, decoy);
    if (seen.result !== 'NOT SHOWN') return seen;
  }
  await reportDecoy(means, decoy);
  if (!(await decoy.becomes('Inactive', waitSeconds)))
    return fail(`${decoy.accessKeyId} was reported, and stayed Active`);
  return notShown(`no event of another Region stopped the key, but a report (${why ?? NO_RECORDS})`);
}

async function switchOn(means: Means, decoy: Decoy, ally: Decoy): Promise<void> {
  const { iam } = ally.connect(means.region);
  const request = { UserName: decoy.userName, AccessKeyId: decoy.accessKeyId, Status: 'Active' as const };
  const refusals = new RegExp(`${NOT_YET.source}|AccessDenied`);
  await onceItCounts(() => iam.send(new UpdateAccessKeyCommand(request)), { ...means, refusals });
}
