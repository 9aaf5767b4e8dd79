import {
  ArchiveFindingsCommand,
  CreateSampleFindingsCommand,
  GetFindingsCommand,
  type GuardDutyClient,
  ListDetectorsCommand,
  paginateListFindings,
} from '@aws-sdk/client-guardduty';
import { connect } from './clients.ts';
import { hearOutcomes, OUTCOMES_PLAN, type Outcomes } from './hear.ts';
import { fail, type Means, notShown, type Point, pass, together, type Verdict } from './point.ts';
import { OUTPUTS_PLAN } from './report-decoy.ts';
import { sleepUntilSettled } from './settle.ts';

/** GuardDuty tells of a new finding within five minutes, and of another of the same kind with its update frequency only. */
const TYPES = [
  'UnauthorizedAccess:IAMUser/MaliciousIPCaller',
  'UnauthorizedAccess:IAMUser/TorIPCaller',
  'Recon:IAMUser/MaliciousIPCaller',
  'Recon:IAMUser/TorIPCaller',
  'PenTest:IAMUser/KaliLinux',
] as const;

/** GuardDuty user guide, "Sample findings": the user of the samples, and the beginning of their titles. */
const SAMPLE = { user: 'GeneratedFindingUserName', title: '[SAMPLE]' };

export const sampleFindings: Point = {
  name: 'sample-findings',
  shows: 'sample findings of two Regions reach the home stack, and stop nobody',
  waitSeconds: 900,
  plan: ({ region, otherRegion = 'the Region of --other-region' }) => [
    OUTPUTS_PLAN,
    ...OUTCOMES_PLAN,
    `in ${region} and ${otherRegion}: guardduty:ListDetectors, guardduty:ListFindings, guardduty:GetFindings,`,
    '  guardduty:CreateSampleFindings of one type that has no sample yet, then guardduty:ArchiveFindings of what that made',
    'costs nothing; leaves an alert TEST for each Region, and archived samples for 90 days. Security Hub, if it is on, shows them too',
  ],
  run,
};

async function run(means: Means): Promise<Verdict> {
  const { region, otherRegion } = means;
  const outcomes = await hearOutcomes(means);
  await sleepUntilSettled(means);
  const regions = [region, ...(otherRegion === undefined ? [] : [otherRegion])];
  const verdicts = await Promise.all(regions.map((one) => showIn(one, means, outcomes)));
  return otherRegion === undefined
    ? together([...verdicts, notShown('another Region needs --other-region')])
    : together(verdicts);
}

async function showIn(region: string, means: Means, outcomes: Outcomes): Promise<Verdict> {
  const { guardDuty } = connect(region);
  const DetectorId = await readDetector(guardDuty, means);
  if (DetectorId === undefined)
    return notShown(means.emulated ? 'this emulator has no GuardDuty' : `GuardDuty is off in ${region}`);
  const before = new Map<string, readonly string[]>();
  for (const type of TYPES) before.set(type, await listSamples(guardDuty, { DetectorId, type }));
  const type = TYPES.find((one) => before.get(one)?.length === 0);
  if (type === undefined) {
    return notShown(
      `in ${region} there are samples of each type already, and GuardDuty would tell of another too late`,
    );
  }
  means.leftovers.add(`the sample finding ${type} of GuardDuty in ${region}`, () =>
    archive(guardDuty, { DetectorId, type }),
  );
  await guardDuty.send(new CreateSampleFindingsCommand({ DetectorId, FindingTypes: [type] }));
  const outcome = await outcomes.find(
    ({ detection }) => detection?.sample === true && detection.region === region && detection.type === type,
  );
  if (outcome === undefined) return fail(`no outcome event came for the sample finding of ${region}`);
  const sentence = `the outcome event of the sample finding of ${region} says ${outcome.state}`;
  return (outcome.state === 'TEST' ? pass : fail)(sentence);
}

async function readDetector(guardDuty: GuardDutyClient, { emulated }: Means): Promise<string | undefined> {
  try {
    return (await guardDuty.send(new ListDetectorsCommand({}))).DetectorIds?.[0];
  } catch (error) {
    if (emulated) return undefined;
    throw error;
  }
}

interface Samples {
  readonly DetectorId: string;
  readonly type: string;
}

async function listSamples(client: GuardDutyClient, { DetectorId, type }: Samples): Promise<string[]> {
  const Criterion = {
    type: { Equals: [type] },
    'resource.accessKeyDetails.userName': { Equals: [SAMPLE.user] },
  };
  const ids: string[] = [];
  const request = { DetectorId, FindingCriteria: { Criterion } };
  for await (const { FindingIds = [] } of paginateListFindings({ client }, request)) ids.push(...FindingIds);
  return ids;
}

/** There was none before, so each is of this run. What is not called a sample stays. */
async function archive(guardDuty: GuardDutyClient, { DetectorId, type }: Samples): Promise<void> {
  const FindingIds = await listSamples(guardDuty, { DetectorId, type });
  if (FindingIds.length === 0) return;
  const { Findings = [] } = await guardDuty.send(new GetFindingsCommand({ DetectorId, FindingIds }));
  const ids = Findings.filter(({ Title }) => Title?.startsWith(SAMPLE.title)).map(({ Id = '' }) => Id);
  if (ids.length > 0) await guardDuty.send(new ArchiveFindingsCommand({ DetectorId, FindingIds: ids }));
}
