import { join } from 'node:path';
import { connect } from './aws.ts';
import { ACCOUNT_ID, REGION, rootOf } from './ministack.ts';
import type { Programs } from './programs.ts';
import { liftSourceConditions } from './source-conditions.ts';

export const SERVICE = 'compromised-key-responder';
export const STACK_NAME = `${SERVICE}-prod`;

export const projectFolder = join(import.meta.dirname, '..', '..');

/** The parameters of serverless.yml, as a deployer sets them. */
export type Settings = Readonly<Record<string, string>>;

export interface DeployOptions {
  readonly endpoint: string;
  readonly settings: Settings;
  /** If it is not the usual one. */
  readonly stage?: string;
  /** Where the file of the stage is, if not in the project. */
  readonly settingsFolder?: string;
  /** If it is not this one. */
  readonly project?: string;
  readonly onOutput?: (text: string) => void;
}

/** The very command that deploys to an account. Only the address of AWS is another. */
export async function deploy(programs: Programs, options: DeployOptions): Promise<void> {
  await runCommand('deploy', programs, options);
  const aws = connect(options.endpoint, rootOf(ACCOUNT_ID));
  await liftSourceConditions(aws, `${SERVICE}-${options.stage ?? 'prod'}`);
}

export async function remove(programs: Programs, options: DeployOptions): Promise<void> {
  await runCommand('remove', programs, options);
}

async function runCommand(
  command: 'deploy' | 'remove',
  programs: Programs,
  { endpoint, settings, stage, settingsFolder, project = projectFolder, onOutput }: DeployOptions,
): Promise<void> {
  const { accessKeyId, secretAccessKey } = rootOf(ACCOUNT_ID);
  const parameters = Object.entries(settings).map(([name, value]) => `--param=${name}=${value}`);
  const staged = [
    ...(stage === undefined ? [] : [`--stage=${stage}`]),
    ...(settingsFolder === undefined ? [] : [`--settings=${settingsFolder}`]),
  ];
  await programs.run('npm', ['run', command, '--', ...staged, ...parameters], {
    cwd: project,
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
    seconds: 240,
    ...(onOutput && { onOutput }),
  });
}
