/**
 * Removes the stack of a stage, and says what AWS keeps of it: nobody may find that out from the bill. It takes what
 * `serverless remove` takes, and --settings=FOLDER.
 */
import './help.ts';

import { spawnSync } from 'node:child_process';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { keptOf } from './deployment/kept.ts';
import { readCommandLineOrExit } from './settings/command-line.ts';
import { SERVICE } from './settings/stage-settings.ts';

const { stage, region, profile, folder, rest } = readCommandLineOrExit('remove');
if (profile !== undefined) process.env['AWS_PROFILE'] = profile;
const client = new CloudFormationClient({
  region,
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 10_000 },
});

const kept = await whatIsKept();
const { status, error } = spawnSync('serverless', ['remove', ...rest], {
  env: { ...process.env, SETTINGS_FOLDER: folder },
  stdio: 'inherit',
});
if (status !== 0) {
  process.stderr.write(`serverless failed${error === undefined ? '' : `: ${error.message}`}\n`);
  process.exit(1);
}
process.stdout.write(`${kept.join('\n')}\n`);

/** Asked before, because a stack that is gone has no name any more. Without an answer the removal itself is no worse. */
async function whatIsKept(): Promise<readonly string[]> {
  try {
    const lines = await keptOf(client, `${SERVICE}-${stage}`);
    return ['AWS keeps, and docs/uninstall.md says how to delete it:', ...lines.map((line) => `  ${line}`)];
  } catch (reason) {
    return [`what AWS keeps is not known: ${reason instanceof Error ? reason.message : String(reason)}`];
  }
}
