import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { DescribeStacksCommand, ListChangeSetsCommand } from '@aws-sdk/client-cloudformation';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListPoliciesCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { ListSubscriptionsCommand } from '@aws-sdk/client-sns';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { PATH, PREFIX } from '../../../scripts/live-check/decoy.ts';
import { FORWARD_STACK } from '../../../scripts/live-check/honey-key.ts';
import { points } from '../../../scripts/live-check/points.ts';
import { type Aws, connect } from '../aws.ts';
import { projectFolder, STACK_NAME } from '../deploy.ts';
import { OTHER_REGION } from '../forwarding.ts';
import { ACCOUNT_ID, REGION, rootOf } from '../ministack.ts';
import type { Programs } from '../programs.ts';
import type { Finding } from '../report.ts';
import type { Stack } from '../stack.ts';
import { openWhatAwsSends } from './what-aws-sends.ts';

const WORDS = [`--account=${ACCOUNT_ID}`, `--region=${REGION}`, '--yes', '--wait=30'];
const EVERYTHING = [`--other-region=${OTHER_REGION}`, '--change-stack', '--throttle-iam'];

/** What each point can show on MiniStack, as it says it. What only AWS can show is not called shown. */
const SAYS: Readonly<Record<string, RegExp>> = {
  'outcome-event': /^PASS: the outcome event says CONTAINED, and IAM says Inactive$/,
  'encrypted-alert': /^NOT SHOWN: the alert came, but this emulator encrypts no topic$/,
  'sample-findings': /^PASS: .* of us-east-1 says TEST; .* of eu-west-1 says TEST$/,
  'switched-on-again':
    /^PASS: the honey key .* used in eu-west-1, .* Inactive; .* says stopped-again, and IAM says Inactive$/,
  'calls-elsewhere': /^PASS: StopLogging in eu-west-1 was heard, .*; the honey key .* Inactive$/,
  'failure-path': /^PASS: \S+-DeadLetterAlarm-\S+ told .*; \S+-AnotherDeadLetterAlarm-\S+ told /,
  throttling: /^PASS: IAM refused [1-9]\d* of \d+ calls .* says CONTAINED, and IAM says Inactive$/,
  'permissions-boundary': /^NOT SHOWN: the role .* stopped a key.*; an eleventh policy can be attached/,
  'update-matrix':
    /^PASS: a change set of each of \d+ parameters, of all and of none .*; an update of \d+ parameters/,
  govcloud: /^NOT SHOWN: these credentials are of the partition aws,/,
};

/** Without what AWS sends, nothing is called shown. */
const SAYS_ALONE: Readonly<Record<string, RegExp>> = {
  'switched-on-again':
    /^NOT SHOWN: .*but a report .a honey key needs --change-stack.; .*was switched on again, and nobody heard of it, but this emulator/,
  throttling: /^NOT SHOWN: IAM refused 0 of \d+ calls .* says CONTAINED, and IAM says Inactive$/,
  'failure-path': /^NOT SHOWN: .*AnotherDeadLetterAlarm.*but this emulator sends no metrics$/,
};

export interface LiveCheckMeans {
  readonly programs: Programs;
  readonly stack: Stack;
  /** Where queues are reached as by TLS. */
  readonly queueEndpoint: string;
  /** Where the AWS CLI is. */
  readonly binFolder: string;
}

/** `npm run live-check` as an owner runs it: what can be shown passes, and nothing of it is left. */
export async function proveLiveCheck(aws: Aws, means: LiveCheckMeans): Promise<readonly Finding[]> {
  const before = await readParameters(aws);
  const raise = (alarm: string) =>
    means.programs.run(
      join(means.binFolder, 'aws'),
      [...RAISE, `--alarm-name=${alarm}`, `--region=${REGION}`],
      asOwner(aws, means),
    );
  const sending = await openWhatAwsSends({ ...means, aws, raise });
  const said = await run(aws, means, { words: EVERYTHING, endpoints: sending.endpoints });
  await sending.close();
  const words = ['--throttle-iam', ...Object.keys(SAYS_ALONE).map((name) => `--only=${name}`)];
  const alone = await run(aws, means, { words });
  const after = await readParameters(aws);
  const { findings } = sending.guardDuty;
  const kept = findings.filter(({ archived }) => !archived).map(({ id }) => id);
  return [
    ...said.lookFor(SAYS),
    {
      what: 'every point is looked at',
      passed: points.every(({ name }) => SAYS[name] !== undefined),
    },
    ...alone.lookFor(SAYS_ALONE),
    {
      what: 'it made two sample findings and archived them, and no other',
      passed: findings.length === 3 && kept.join() === 'earlier',
      found: JSON.stringify(findings),
    },
    {
      what: 'both stacks have the parameters that they had',
      passed: isDeepStrictEqual(after, before),
      found: JSON.stringify({ before, after }),
    },
    await isNothingLeft(aws),
    ...(await interrupt(aws, means)),
    ...(await interruptChanged(aws, means, before)),
  ];
}

const RAISE = ['cloudwatch', 'set-alarm-state', '--state-value=ALARM', '--state-reason=by the test'];

interface Run {
  readonly words: readonly string[];
  readonly endpoints?: Readonly<Record<string, string>>;
}

async function run(aws: Aws, means: LiveCheckMeans, { words, endpoints }: Run) {
  const all = ['scripts/live-check.ts', ...WORDS, '--settle=0', ...words];
  const owner = asOwner(aws, means);
  const program = means.programs.start('node', all, { ...owner, env: { ...owner.env, ...endpoints } });
  const code = await program.exited;
  const output = program.output();
  const said = (name: string) => new RegExp(`^${name}: .*\n {2}(.*)`, 'm').exec(output)?.[1] ?? 'nothing';
  const lookFor = (expected: typeof SAYS): readonly Finding[] => [
    { what: 'the command ends well', passed: code === 0, found: output },
    ...Object.entries(expected).map(([name, sentence]) => ({
      what: `${name}: ${said(name)}`,
      passed: sentence.test(said(name)),
      found: output,
    })),
  ];
  return { lookFor };
}

async function readParameters(aws: Aws) {
  const elsewhere = connect(aws.endpoint, rootOf(ACCOUNT_ID), OTHER_REGION);
  const stacks = [
    { place: aws, StackName: STACK_NAME },
    { place: elsewhere, StackName: FORWARD_STACK },
  ];
  return Promise.all(
    stacks.map(async ({ place, StackName }) => {
      const { Stacks } = await place.cloudFormation.send(new DescribeStacksCommand({ StackName }));
      return Stacks?.[0]?.Parameters;
    }),
  );
}

/** Ctrl-C while it waits for what it made to count. */
async function interrupt(aws: Aws, means: LiveCheckMeans): Promise<readonly Finding[]> {
  const child = spawn('node', ['scripts/live-check.ts', ...WORDS, '--settle=20'], {
    ...asOwner(aws, means),
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  for (let tries = 0; tries < 100 && (await readLeft(aws)).length < 3; tries += 1) await sleep(100);
  const made = await readLeft(aws);
  child.kill('SIGINT');
  const [code] = await exited;
  return [
    { what: 'it had made a user, a queue and a rule', passed: made.length === 3, found: made.join() },
    { what: 'interrupted, it says that it did not end well', passed: code === 1, found: String(code) },
    await isNothingLeft(aws),
  ];
}

/** Ctrl-C while both stacks run with other parameters. */
async function interruptChanged(
  aws: Aws,
  means: LiveCheckMeans,
  before: Awaited<ReturnType<typeof readParameters>>,
): Promise<readonly Finding[]> {
  const words = [...WORDS, ...EVERYTHING, '--settle=0', '--only=calls-elsewhere'];
  const options = { ...asOwner(aws, means), stdio: 'ignore' } as const;
  const child = spawn('node', ['scripts/live-check.ts', ...words], options);
  const exited = once(child, 'exit');
  let changed = false;
  for (let tries = 0; tries < 100 && !changed; tries += 1) {
    await sleep(50);
    const [home, forward] = await readParameters(aws);
    changed = !isDeepStrictEqual(home, before[0]) && !isDeepStrictEqual(forward, before[1]);
  }
  child.kill('SIGINT');
  const [code] = await exited;
  const after = await readParameters(aws);
  return [
    { what: 'it had changed both stacks', passed: changed },
    { what: 'interrupted then, it says that it did not end well', passed: code === 1, found: String(code) },
    {
      what: 'and both stacks have the parameters that they had',
      passed: isDeepStrictEqual(after, before),
      found: JSON.stringify(after),
    },
    await isNothingLeft(aws),
  ];
}

async function isNothingLeft(aws: Aws): Promise<Finding> {
  const left = await readLeft(aws);
  return {
    what: 'it leaves no user, policy, queue, rule, subscription or change set',
    passed: left.length === 0,
    found: left.join(),
  };
}

async function readLeft(aws: Aws): Promise<readonly string[]> {
  const { Users = [] } = await aws.iam.send(new ListUsersCommand({}));
  const decoys = Users.filter(({ Path }) => Path === PATH).map(({ UserName = '' }) => UserName);
  const { QueueUrls = [] } = await aws.sqs.send(new ListQueuesCommand({ QueueNamePrefix: PREFIX }));
  const bus = { EventBusName: STACK_NAME, NamePrefix: PREFIX };
  const { Rules = [] } = await aws.events.send(new ListRulesCommand(bus));
  const { Subscriptions = [] } = await aws.sns.send(new ListSubscriptionsCommand({}));
  const subscribed = Subscriptions.map(({ Endpoint = '' }) => Endpoint).filter((arn) => arn.includes(PREFIX));
  const { Policies = [] } = await aws.iam.send(new ListPoliciesCommand({ PathPrefix: PATH }));
  const policies = Policies.map(({ PolicyName = '' }) => PolicyName).filter((name) =>
    name.startsWith(PREFIX),
  );
  const { Summaries = [] } = await aws.cloudFormation.send(
    new ListChangeSetsCommand({ StackName: STACK_NAME }),
  );
  const changeSets = Summaries.map(({ ChangeSetName = '' }) => ChangeSetName).filter((name) =>
    name.startsWith(PREFIX),
  );
  const rules = Rules.map(({ Name = '' }) => Name);
  return [...decoys, ...policies, ...QueueUrls, ...rules, ...subscribed, ...changeSets];
}

function asOwner({ endpoint }: Aws, { queueEndpoint }: LiveCheckMeans) {
  const { accessKeyId, secretAccessKey } = rootOf(ACCOUNT_ID);
  const own = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const endpoints = { AWS_ENDPOINT_URL: endpoint, AWS_ENDPOINT_URL_SQS: queueEndpoint };
  return { cwd: projectFolder, env: { ...process.env, ...endpoints, ...own } };
}
