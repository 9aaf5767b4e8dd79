import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListUsersCommand } from '@aws-sdk/client-iam';
import { ListSubscriptionsCommand } from '@aws-sdk/client-sns';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { pointsByHand } from '../../scripts/live-check/by-hand.ts';
import { PATH, PREFIX } from '../../scripts/live-check/decoy.ts';
import type { Aws } from './aws.ts';
import { projectFolder, STACK_NAME } from './deploy.ts';
import { ACCOUNT_ID, REGION, rootOf } from './ministack.ts';
import type { Programs } from './programs.ts';
import type { Finding } from './report.ts';

const WORDS = [`--account=${ACCOUNT_ID}`, `--region=${REGION}`, '--yes', '--wait=30'];

/** `npm run live-check` as an owner runs it: what an emulator can show passes, and nothing of it is left. */
export async function proveLiveCheck(aws: Aws, programs: Programs): Promise<readonly Finding[]> {
  const program = programs.start('node', ['scripts/live-check.ts', ...WORDS, '--settle=0'], asOwner(aws));
  const code = await program.exited;
  const output = program.output();
  const resultOf = (name: string) => new RegExp(`^${name}: .*\\n {2}(.*?):`, 'm').exec(output)?.[1];
  return [
    { what: 'the command ends well', passed: code === 0, found: output },
    { what: 'the outcome event arrives', passed: resultOf('outcome-event') === 'PASS', found: output },
    {
      what: 'the alert arrives, and nothing is said to be encrypted',
      passed: output.includes('NOT SHOWN: the alert came, but this emulator encrypts no topic'),
      found: output,
    },
    ...pointsByHand.map(({ name }) => ({
      what: `${name} is not called shown`,
      passed: resultOf(name) === 'NOT SHOWN',
      found: String(resultOf(name)),
    })),
    await isNothingLeft(aws),
    ...(await interrupt(aws)),
  ];
}

/** Ctrl-C while it waits for what it made to count. */
async function interrupt(aws: Aws): Promise<readonly Finding[]> {
  const child = spawn('node', ['scripts/live-check.ts', ...WORDS, '--settle=20'], {
    ...asOwner(aws),
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  for (let tries = 0; tries < 50 && (await readLeft(aws)).length < 3; tries += 1) await sleep(100);
  const made = await readLeft(aws);
  child.kill('SIGINT');
  const [code] = await exited;
  return [
    { what: 'it had made a user, a queue and a rule', passed: made.length === 3, found: made.join() },
    { what: 'interrupted, it says that it did not end well', passed: code === 1, found: String(code) },
    await isNothingLeft(aws),
  ];
}

async function isNothingLeft(aws: Aws): Promise<Finding> {
  const left = await readLeft(aws);
  return {
    what: 'it leaves no user, queue, rule or subscription',
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
  return [...decoys, ...QueueUrls, ...Rules.map(({ Name = '' }) => Name), ...subscribed];
}

function asOwner({ endpoint }: Aws) {
  const { accessKeyId, secretAccessKey } = rootOf(ACCOUNT_ID);
  const own = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  return { cwd: projectFolder, env: { ...process.env, AWS_ENDPOINT_URL: endpoint, ...own } };
}
