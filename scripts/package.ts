/**
 * Writes .serverless/: the CloudFormation template and one zip per function. It works offline and without AWS credentials,
 * and one commit always gives the same bytes. The settings of the stage are checked first, those of --param='contain=observe'
 * too; --settings=FOLDER has them elsewhere. Other arguments go to `serverless package`.
 */
import { spawnSync } from 'node:child_process';
import { readCommandLineOrExit } from './settings/command-line.ts';

const { AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, ...environment } =
  process.env;
const { quiet, folder, rest } = readCommandLineOrExit(process.argv.slice(2));

const commit = spawnSync('git', ['log', '-1', '--format=%ct'], { encoding: 'utf8' });
const SOURCE_DATE_EPOCH = process.env['SOURCE_DATE_EPOCH'] ?? (/^\d+/.exec(commit.stdout ?? '')?.[0] || '0');

run('node', ['scripts/bundle.ts']);
run('serverless', ['package', ...rest]);

function run(command: string, words: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    encoding: 'utf8',
    env: { ...environment, SOURCE_DATE_EPOCH, SETTINGS_FOLDER: folder },
    stdio: quiet ? 'pipe' : 'inherit',
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error === undefined ? '' : `${error.message}\n`}`);
  process.stderr.write(
    `packaging failed at: ${command} (run it by npm, which finds Node 24 and serverless)\n`,
  );
  process.exit(1);
}
