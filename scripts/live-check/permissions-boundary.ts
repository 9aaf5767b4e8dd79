import {
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DetachUserPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
} from '@aws-sdk/client-iam';
import { CHANGE_PLAN, changeStack, readParameters } from './change-stack.ts';
import { type Decoy, makeDecoy, newName, PATH } from './decoy.ts';
import { hearOutcomes, OUTCOMES_PLAN, type Outcomes } from './hear.ts';
import { fail, type Means, notShown, type Point, pass, together, type Verdict } from './point.ts';
import { REPORT_PLAN, readOutput, reportDecoy } from './report-decoy.ts';
import { sleepUntilSettled } from './settle.ts';

/** IAM's quota of policies that are attached to a user, unless it was raised. */
const QUOTA = 10;

export const permissionsBoundary: Point = {
  name: 'permissions-boundary',
  shows:
    'the roles work under a permissions boundary, and a user with ten policies is denied everything by one',
  stopsDecoys: true,
  waitSeconds: 180,
  plan: () => [
    ...OUTCOMES_PLAN,
    ...REPORT_PLAN,
    'iam:GetRole: the boundary of the role of the function. If the stack has no permissionsBoundaryArn, it gets AdministratorAccess of AWS as',
    '  one, and if quarantineUsers is off, it is switched on, until the point is over:',
    `  ${CHANGE_PLAN}`,
    'iam:CreatePolicy: eleven policies ckr-live-check-… that deny one call; iam:AttachUserPolicy: to a second decoy, which gets ten of them and',
    '  is reported; iam:GetUser: its boundary; then iam:DetachUserPolicy, iam:DeletePolicy',
  ],
  run,
};

async function run(means: Means): Promise<Verdict> {
  const outcomes = await hearOutcomes(means);
  await sleepUntilSettled(means);
  return together([await showRole(means, outcomes), await showFullUser(means, outcomes)]);
}

/** @returns what the stack has for the parameter by now. undefined: it must be changed for it, and may not. */
async function ensure(means: Means, { name, wanted, fits }: Wanted): Promise<string | undefined> {
  const { clients, stackName, changeStack: mayChange } = means;
  const place = { cloudFormation: clients.cloudFormation, stackName };
  const value = (await readParameters(place)).get(name) ?? '';
  if (fits(value)) return value;
  if (!mayChange) return undefined;
  await changeStack(place, new Map([[name, wanted]]), means);
  await sleepUntilSettled(means);
  return wanted;
}

interface Wanted {
  readonly name: string;
  readonly wanted: string;
  readonly fits: (value: string) => boolean;
}

async function showRole(means: Means, outcomes: Outcomes): Promise<Verdict> {
  const boundary = await ensure(means, {
    name: 'permissionsBoundaryArn',
    wanted: `arn:${means.partition}:iam::aws:policy/AdministratorAccess`,
    fits: (value) => value !== '',
  });
  if (boundary === undefined)
    return notShown('the stack has no permissionsBoundaryArn: set it, or say --change-stack');
  const RoleName = (await readOutput(means, 'RespondRoleArn')).split('/').at(-1);
  const { Role } = await means.clients.iam.send(new GetRoleCommand({ RoleName }));
  const found = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
  const decoy = await makeDecoy(means);
  await reportDecoy(means, decoy);
  const outcome = await outcomes.of(decoy.accessKeyId);
  const status = await decoy.readStatus();
  if (status !== 'Inactive' || outcome === undefined)
    return fail(`a decoy was reported: the outcome event says ${outcome?.state}, and IAM says ${status}`);
  const sentence = `the role with the boundary ${found} stopped a key`;
  if (found === boundary) return pass(sentence);
  return (means.emulated ? notShown : fail)(`${sentence}: ${boundary} is not there`);
}

async function showFullUser(means: Means, outcomes: Outcomes): Promise<Verdict> {
  const decoy = await makeDecoy(means);
  if (!(await fill(means, decoy)))
    return notShown(
      'an eleventh policy can be attached to a user here, so that the responder needs no boundary',
    );
  const on = await ensure(means, {
    name: 'quarantineUsers',
    wanted: 'true',
    fits: (value) => value === 'true',
  });
  if (on === undefined) return notShown('quarantineUsers is off: switch it on, or say --change-stack');
  await reportDecoy(means, decoy);
  const outcome = await outcomes.of(decoy.accessKeyId);
  const { User } = await means.clients.iam.send(new GetUserCommand({ UserName: decoy.userName }));
  const denied = `arn:${means.partition}:iam::aws:policy/AWSDenyAll`;
  const found = User?.PermissionsBoundary?.PermissionsBoundaryArn;
  const { by, holds } = outcome?.quarantine ?? {};
  const sentence = `a user with ten policies was reported: the outcome event says ${outcome?.reason}, and its boundary is ${found}`;
  return (found === denied && by === 'boundary' && holds === 'yes' ? pass : fail)(sentence);
}

/** @returns whether IAM refuses one more policy. */
async function fill(
  { account, partition, clients: { iam }, leftovers }: Means,
  { userName: UserName }: Decoy,
): Promise<boolean> {
  const Statement = { Effect: 'Deny', Action: 'iam:DeleteAccountAlias', Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  for (let count = 1; count <= QUOTA + 1; count += 1) {
    const PolicyName = newName();
    const PolicyArn = `arn:${partition}:iam::${account}:policy${PATH}${PolicyName}`;
    leftovers.add(`IAM policy ${PolicyArn}`, async () => {
      await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn })).catch(() => undefined);
      await iam.send(new DeletePolicyCommand({ PolicyArn }));
    });
    await iam.send(new CreatePolicyCommand({ PolicyName, Path: PATH, PolicyDocument }));
    try {
      await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    } catch (error) {
      if (count > QUOTA && error instanceof Error && error.name === 'LimitExceededException') return true;
      throw error;
    }
  }
  return false;
}
