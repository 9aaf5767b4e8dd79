import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { AttachUserPolicyCommand, CreatePolicyCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { type Aws, connect } from './aws.ts';
import { userKeys } from './cases/user-keys.ts';
import { projectFolder } from './deploy.ts';
import type { Emulator } from './emulator.ts';
import { ACCOUNT_ID, MEMBER_ACCOUNT_ID, rootOf, startMiniStack } from './ministack.ts';
import { containOne, letsItStand, undoneLate } from './old-undo.ts';
import { callOut } from './pasting/on-call.ts';
import { openShell, type Ran } from './pasting/shell.ts';
import { present } from './present.ts';
import { createProofStack } from './proof-stack.ts';
import { openQueueAddress } from './queue-address.ts';
import { checkAll, type Finding } from './report.ts';
import { waitForNextSecond } from './roles.ts';
import type { BoundedMeans } from './run-bounded.ts';
import { type Proof, runCase } from './run-case.ts';
import { liftSourceConditions } from './source-conditions.ts';
import { readStack } from './stack.ts';
import { makeStanding, PAGER_ENDPOINT } from './standing.ts';
import { createUser } from './users.ts';

const STACK = 'compromised-key-responder-prod';
/** As docs/deploy.md calls it. */
const BUCKET = 'amzn-s3-demo-bucket';
const guide = readFileSync(join(projectFolder, 'docs', 'deploy.md'), 'utf8');

/**
 * A release, deployed by the commands of docs/deploy.md, by a user who may do what that page says and no more. In an AWS of its
 * own: two responders would answer one event.
 */
export async function proveRelease(
  means: BoundedMeans,
  { binFolder }: Pick<Emulator, 'binFolder'>,
): Promise<void> {
  const { programs, report } = means;
  const folder = join(means.folder, 'released');
  const release = join(folder, 'release');
  await report.step('npm run release', () =>
    programs.run('npm', ['run', 'release', '--', `--out=${release}`], { cwd: projectFolder, seconds: 240 }),
  );
  const queues = await openQueueAddress();
  const endpoint = await startMiniStack({
    python: join(binFolder, 'python'),
    home: join(folder, 'ministack'),
    queueEndpoint: queues.endpoint,
    programs,
  });
  queues.forwardTo(endpoint);
  const aws = connect(endpoint, rootOf(ACCOUNT_ID));
  const tools = { ...means, folder, binFolder, queueEndpoint: queues.endpoint };
  const shellOf = (name: string, credentials: Parameters<typeof connect>[1]) =>
    openShell({ ...tools, endpoint, credentials, home: join(folder, 'homes', name) });
  const owner = shellOf('owner', rootOf(ACCOUNT_ID));
  await owner.paste(`aws s3 mb s3://${BUCKET}`);
  const secret = JSON.stringify({ url: PAGER_ENDPOINT });
  await owner.paste(`aws secretsmanager create-secret --name=pager --secret-string='${secret}'`);
  const deployer = shellOf('deployer', await makeDeployer(aws));

  const run = async (what: string, commands: string, by = deployer): Promise<Finding> => {
    const { code, output }: Ran = await by.paste(`set -e; cd ${release}; BUCKET=${BUCKET}\n${commands}`);
    return { what, passed: code === 0, found: output };
  };
  const isRefused = async (what: string, command: string): Promise<Finding> => {
    const { output } = await deployer.paste(`aws ${command}`);
    return { what, passed: output.includes('AccessDenied'), found: output };
  };
  const isRefusedElsewhere = async (): Promise<Finding> => {
    const { passed, found = '' } = await run(
      '',
      `export AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1\n${block('bash')}`,
      owner,
    );
    const what = 'CloudFormation refuses it outside of the home Region, and says why';
    return { what, passed: !passed && found.includes('the stack would see no API call of IAM'), found };
  };
  const deploy = async (what: string, parameters: string) => {
    // The AWS CLI names a change set by the second.
    await waitForNextSecond();
    const commands = block('bash').replace('contain=observe', parameters);
    const finding = await run(what, commands);
    if (finding.passed) {
      await liftSourceConditions(aws, STACK);
      return finding;
    }
    const { output } = await owner.paste(
      `aws cloudformation describe-stack-events --stack-name=${STACK} ${FAILED}`,
    );
    return { ...finding, found: `${finding.found}${output}` };
  };

  await checkAll(report, 'the release, deployed by the AWS CLI', async () => [
    await isRefusedElsewhere(),
    await deploy('the commands of docs/deploy.md bring the stack up', 'contain=suspected'),
  ]);
  const member = connect(endpoint, rootOf(MEMBER_ACCOUNT_ID));
  const stack = await readStack(aws);
  const proof: Proof = {
    aws,
    member,
    stack,
    proofStack: await createProofStack(aws, stack),
    standing: await makeStanding(aws, member),
    onCall: await callOut(endpoint, tools),
  };
  await checkAll(report, 'what the release contains', async () => {
    const { findings } = await runCase(proof, present(userKeys[0], 'a case'));
    return findings;
  });
  const old = await containOne(proof);
  await checkAll(report, 'who deploys', async () => [
    await isRefused(
      'may not invoke the function, which could be made to believe anything',
      `lambda invoke --function-name=${stack.functionName} /dev/null`,
    ),
    await isRefused('may not read the ledger', `dynamodb scan --table-name=${stack.ledgerTableName}`),
    await isRefused(
      'may not make a role of another name',
      "iam create-role --role-name=x --assume-role-policy-document='{}'",
    ),
  ]);
  await checkAll(report, 'the release, deployed again', async () => [
    await deploy('without a change', 'contain=suspected'),
    await deploy('with other settings', OTHERS.join(' ')),
    await readsSettings(aws, stack.functionName),
    await readsSecret(aws),
    await run(
      'and removed',
      `aws cloudformation delete-stack --stack-name=${STACK}; aws cloudformation wait stack-delete-complete --stack-name=${STACK}`,
    ),
    await keepsLedger(aws, stack.ledgerTableName),
    await undoneLate(old, owner),
    await deploy(
      'and deployed once more',
      `contain=suspected rolePath=/security/ permissionsBoundaryArn=${BOUNDARY}`,
    ),
    await hasPath(aws),
    await letsItStand(old, { aws, stack: await readStack(aws) }),
  ]);
  await queues.close();
}

const FAILED =
  "--query='StackEvents[?contains(ResourceStatus, `FAILED`)].[LogicalResourceId, ResourceStatusReason]'";

const BOUNDARY = `arn:aws:iam::${ACCOUNT_ID}:policy/boundary`;

const OTHERS = [
  'contain=confirmed',
  'honeyKeys=AKIAIOSFODNN7EXAMPLE',
  'revocableRoles=deploy,build',
  'alertEmail=security@example.com',
  "'pagerEndpoint={{resolve:secretsmanager:pager:SecretString:url}}'",
  'memberRoleName=key-responder-member',
  'quarantineUsers=true',
  'suspectedApiCalls=iam:CreateUser,monitoring:DeleteAlarms',
];

/** Of docs/deploy.md. */
function block(language: string): string {
  return present(
    new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(guide)?.[1],
    `the ${language} of docs/deploy.md`,
  );
}

async function makeDeployer(aws: Aws) {
  const user = await createUser(aws, 'deployer');
  const { Policy } = await aws.iam.send(
    new CreatePolicyCommand({ PolicyName: 'deployer', PolicyDocument: block('json') }),
  );
  await aws.iam.send(
    new AttachUserPolicyCommand({ UserName: user.name, PolicyArn: present(Policy?.Arn, 'the policy') }),
  );
  return user.keys[0];
}

async function readsSettings({ lambda }: Aws, FunctionName: string): Promise<Finding> {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const { CONTAIN, REVOCABLE_ROLES, HONEY_KEYS } = Environment?.Variables ?? {};
  const found = [CONTAIN, REVOCABLE_ROLES, HONEY_KEYS].join(' ');
  return {
    what: 'which the function has then',
    passed: found === 'confirmed deploy,build AKIAIOSFODNN7EXAMPLE',
    found,
  };
}

async function hasPath(aws: Aws): Promise<Finding> {
  const { roleName: RoleName } = await readStack(aws);
  const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName }));
  return {
    what: 'with roles that have a path',
    passed: Role?.Path === '/security/',
    found: String(Role?.Path),
  };
}

/** CloudFormation reads it where AWS Secrets Manager has it, though a parameter brings the reference. */
async function readsSecret(aws: Aws): Promise<Finding> {
  const { pagerTopicArn: TopicArn } = await readStack(aws);
  const what = 'and the pager the address from its secret';
  if (TopicArn === undefined) return { what, passed: false, found: 'no topic' };
  const { Subscriptions = [] } = await aws.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const found = Subscriptions.map(({ Endpoint }) => Endpoint).join(' ');
  return { what, passed: found === PAGER_ENDPOINT, found };
}

async function keepsLedger({ dynamoDb }: Aws, TableName: string): Promise<Finding> {
  const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName }));
  return {
    what: 'but for the ledger',
    passed: Table?.TableStatus === 'ACTIVE',
    found: String(Table?.TableStatus),
  };
}
