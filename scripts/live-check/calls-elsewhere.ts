import { StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { type Decoy, makeDecoy, newName, onceItCounts } from './decoy.ts';
import { hearOutcomes, OUTCOMES_PLAN, type Outcomes } from './hear.ts';
import { HONEY_PLAN, NOT_YET, useAsHoneyKey, whyNotElsewhere } from './honey-key.ts';
import {
  type Means,
  missing,
  notShown,
  type Point,
  pass,
  patienceOf,
  together,
  type Verdict,
} from './point.ts';
import { DECOY_PLAN, OUTPUTS_PLAN } from './report-decoy.ts';
import { sleepUntilSettled } from './settle.ts';

/** EventBridge user guide, "AWS service events delivered via CloudTrail": within about five minutes, and at times later. */
export const RECORD_SECONDS = 1200;
export const NO_RECORDS = 'this emulator delivers no records of CloudTrail';

export const callsElsewhere: Point = {
  name: 'calls-elsewhere',
  shows: 'a honey key and StopLogging are heard in a Region with forward.yml',
  stopsDecoys: true,
  waitSeconds: RECORD_SECONDS,
  plan: () => [
    OUTPUTS_PLAN,
    ...OUTCOMES_PLAN,
    ...DECOY_PLAN,
    'with the key of the decoy, in --other-region: cloudtrail:StopLogging of a trail ckr-live-check-… that does not exist, which IAM refuses',
    ...HONEY_PLAN,
    'costs less than a cent; wakes whoever is on call twice (tampering-refused, and the honey key), and leaves what outcome-event leaves',
  ],
  run,
};

async function run(means: Means): Promise<Verdict> {
  const { otherRegion = '' } = means;
  const why = await whyNotElsewhere(means);
  if (why !== undefined) return notShown(why);
  const outcomes = await hearOutcomes(means);
  await sleepUntilSettled(means);
  const refused = await stopLogging(means, outcomes, otherRegion);
  if (!means.changeStack) return together([refused, notShown('a honey key needs --change-stack')]);
  const honeypot = await makeDecoy(means);
  await useAsHoneyKey(means, honeypot, otherRegion);
  return together([refused, await seeStopped(means, honeypot)]);
}

async function stopLogging(means: Means, outcomes: Outcomes, otherRegion: string): Promise<Verdict> {
  const decoy = await makeDecoy(means);
  const { cloudTrail } = decoy.connect(otherRegion);
  const call = () => cloudTrail.send(new StopLoggingCommand({ Name: newName() }));
  try {
    await onceItCounts(call, { ...means, refusals: NOT_YET });
  } catch (error) {
    if (!(error instanceof Error && /AccessDenied/.test(error.name))) throw error;
  }
  const outcome = await outcomes.find(
    ({ key, reason }) => key?.id === decoy.accessKeyId && reason === 'tampering-refused',
    patienceOf(means),
  );
  return outcome === undefined
    ? missing(means, `nobody heard of the StopLogging of ${decoy.accessKeyId} in ${otherRegion}`, NO_RECORDS)
    : pass(`StopLogging in ${outcome.detection?.region} was heard, and said to be refused`);
}

/** The honey key was used in the other Region. */
export async function seeStopped(means: Means, decoy: Decoy): Promise<Verdict> {
  const stopped = await decoy.becomes('Inactive', patienceOf(means));
  const what = `the honey key ${decoy.accessKeyId} was used in ${means.otherRegion}`;
  return stopped
    ? pass(`${what}, and IAM says Inactive`)
    : missing(means, `${what} and stayed Active`, NO_RECORDS);
}
