/**
 * Deploys a stage: checks its settings, says what they change, bundles, runs `serverless deploy`, and says if its alerts
 * reach nobody. It takes what `serverless deploy` takes, --param='contain=observe' for once, and --settings=FOLDER.
 */
import './help.ts';

import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SNSClient } from '@aws-sdk/client-sns';
import { changesOf, readDeployed } from './deployment/deployed-settings.ts';
import { warnOfSubscribers } from './deployment/subscribers.ts';
import { readCommandLineOrExit } from './settings/command-line.ts';
import { missedIn } from './settings/home-region.ts';
import { SERVICE, shownSettings } from './settings/stage-settings.ts';
import { hasWritableHome } from './writable-home.ts';

const { stage, region, profile, folder, rest, values } = readCommandLineOrExit('deploy');
if (!hasWritableHome()) {
  process.stderr.write(
    `serverless keeps a cache in the home folder, and ${homedir()} cannot be written: set HOME to a folder that can, and AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE to your files\n`,
  );
  process.exit(1);
}
const stackName = `${SERVICE}-${stage}`;
const { SOURCE_DATE_EPOCH, ...environment } = process.env;
if (profile !== undefined) process.env['AWS_PROFILE'] = profile;
const client = {
  region,
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 10_000 },
};
const cloudFormation = new CloudFormationClient(client);

const missed = missedIn(region);
if (missed !== undefined) say(`WARNING: ${missed}`);
await orSay('what it changes is not known', sayChanges);
run('node', ['scripts/bundle.ts']);
run('serverless', ['deploy', ...rest]);
await orSay('who gets its alerts is not known', sayWhoHearsNothing);
if (values['trustedPrincipals'] === '')
  say(
    'This deployment is told on the operations topic, because nobody is on trustedPrincipals: name the role that deploys there, by its ARN',
  );

async function sayChanges(): Promise<void> {
  const deployed = await readDeployed(cloudFormation, stackName);
  const after = shownSettings(values);
  const title = `${stackName} in ${region}`;
  if (deployed === undefined) return say(`${title} is new, with contain: ${after['contain']}`);
  if (deployed.settings === undefined)
    return say(`${title} does not say with which settings it was deployed`);
  const changes = changesOf(deployed.settings, after);
  say(changes.length === 0 ? `${title}: no setting changes` : `${title} changes:`);
  for (const change of changes) say(`  ${change}`);
}

async function sayWhoHearsNothing(): Promise<void> {
  const deployed = await readDeployed(cloudFormation, stackName);
  for (const output of ['AlertTopicArn', 'OperationsTopicArn']) {
    const topicArn = deployed?.outputs.get(output);
    if (topicArn === undefined) continue;
    for (const warning of await warnOfSubscribers(new SNSClient(client), topicArn))
      say(`WARNING: ${warning}`);
  }
}

/** Without it the deployment itself is no worse. */
async function orSay(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    say(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function run(command: string, words: readonly string[]): void {
  // With SOURCE_DATE_EPOCH of the shell, two deployments could have one time.
  const { status, error } = spawnSync(command, words, {
    env: { ...environment, SETTINGS_FOLDER: folder },
    stdio: 'inherit',
  });
  if (status === 0) return;
  process.stderr.write(`${command} failed${error === undefined ? '' : `: ${error.message}`}\n`);
  process.exit(1);
}
