import {
  type Change,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  paginateDescribeChangeSet,
} from '@aws-sdk/client-cloudformation';
import {
  CAPABILITY,
  CHANGE_PLAN,
  changeStack,
  describe,
  inWords,
  type Parameters,
  type Place,
  parametersWith,
  readParameters,
} from './change-stack.ts';
import { newName } from './decoy.ts';
import { BY_CONDITION_ALONE, ONLY_SHOWN, otherValues } from './other-values.ts';
import { fail, type Means, notShown, type Point, pass, together, type Verdict } from './point.ts';
import { poll } from './poll.ts';

const CHANGE_SET_SECONDS = 300;
/** Whoever waits for an alert or has to look something up would lose these with what is in them, or their address. */
const MUST_STAY =
  /^AWS::(DynamoDB::Table|SQS::Queue|SNS::Topic|Events::EventBus|Logs::LogGroup|IAM::Role|KMS::Key)$/;

export const updateMatrix: Point = {
  name: 'update-matrix',
  shows: 'CloudFormation updates every parameter, and none',
  waitSeconds: CHANGE_SET_SECONDS,
  plan: ({ stackName, changeStack: mayChange }) => [
    `cloudformation:DescribeStacks, cloudformation:CreateChangeSet, cloudformation:DescribeChangeSet, cloudformation:DeleteChangeSet: what`,
    `  ${stackName} would do with another value of each parameter, of all at once, and of none. Nothing of that is executed`,
    CHANGE_PLAN,
    `  ${mayChange ? 'given' : 'not given'}: with other values of all parameters but ${Object.keys(ONLY_SHOWN).join(', ')}, and then with the old ones: about five minutes`,
    'costs nothing; leaves events of the stack. While it runs with other values it may stop less, or more: in a stage of its own',
  ],
  run,
};

async function run(means: Means): Promise<Verdict> {
  const place = { cloudFormation: means.clients.cloudFormation, stackName: means.stackName };
  const known = await readParameters(place);
  const names = ((await describe(place))?.Parameters ?? []).map(({ ParameterKey = '' }) => ParameterKey);
  const others = otherValues(names, known, means);
  const each = [...others]
    .filter(([name]) => !means.emulated || !BY_CONDITION_ALONE.includes(name))
    .map(([name, value]) => new Map([[name, value]]));
  const wrong: string[] = [];
  for (const changes of [...each, others, new Map<string, string>()]) {
    const problem = await problemWith(means, place, changes);
    if (problem !== undefined) wrong.push(`${inWords(changes) || 'no change'}: ${problem}`);
  }
  const shown =
    wrong.length > 0
      ? fail(wrong.join('; '))
      : pass(`a change set of each of ${each.length} parameters, of all and of none is as it should be`);
  if (!means.changeStack) return together([shown, notShown('to execute them needs --change-stack')]);
  const tried = new Map([...others].filter(([name]) => !(name in ONLY_SHOWN)));
  await changeStack(place, tried, means);
  const now = await readParameters(place);
  const kept = [...tried].filter(([name, value]) => now.get(name) !== value).map(([name]) => name);
  const executed =
    kept.length > 0
      ? fail(`after the update these have not their new value: ${kept.join(', ')}`)
      : pass(`an update of ${tried.size} parameters at once is complete`);
  return together([shown, executed]);
}

/** What would come of these changes and should not. */
async function problemWith(means: Means, place: Place, changes: Parameters): Promise<string | undefined> {
  const { Status, StatusReason = '', Changes = [] } = await preview(means, place, changes);
  if (changes.size === 0)
    return Status === 'FAILED' && /didn't contain changes/.test(StatusReason)
      ? undefined
      : `${Status} ${StatusReason}, with ${Changes.length} changes`;
  if (Status !== 'CREATE_COMPLETE') return `${Status} ${StatusReason}`;
  const lost = Changes.filter(loses).map(({ ResourceChange }) => ResourceChange?.LogicalResourceId);
  return lost.length === 0 ? undefined : `it would replace or remove ${lost.join(', ')}`;
}

function loses({ ResourceChange: { ResourceType = '', Action, Replacement } = {} }: Change): boolean {
  return MUST_STAY.test(ResourceType) && (Action === 'Remove' || Replacement === 'True');
}

async function preview(
  { leftovers, signal, waitSeconds }: Means,
  place: Place,
  changes: Parameters,
): Promise<DescribeChangeSetCommandOutput> {
  const { cloudFormation, stackName: StackName } = place;
  const ChangeSetName = newName();
  const remove = () => cloudFormation.send(new DeleteChangeSetCommand({ StackName, ChangeSetName }));
  leftovers.add(`change set ${ChangeSetName} of ${StackName}`, remove);
  await cloudFormation.send(
    new CreateChangeSetCommand({
      StackName,
      ChangeSetName,
      UsePreviousTemplate: true,
      Parameters: await parametersWith(place, changes),
      Capabilities: [CAPABILITY],
      Description: 'npm run live-check: it is not executed',
    }),
  );
  const seen = await poll(
    async () => {
      const request = { StackName, ChangeSetName };
      const answer = await cloudFormation.send(new DescribeChangeSetCommand(request));
      if (/_(PENDING|IN_PROGRESS)$/.test(answer.Status ?? '')) return undefined;
      const changes: Change[] = [];
      for await (const { Changes = [] } of paginateDescribeChangeSet({ client: cloudFormation }, request))
        changes.push(...Changes);
      return { ...answer, Changes: changes };
    },
    { signal, seconds: waitSeconds },
  );
  if (seen === undefined) throw new Error(`change set ${ChangeSetName} is not there after ${waitSeconds} s`);
  return seen;
}
