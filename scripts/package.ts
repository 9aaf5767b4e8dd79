/**
 * Writes .serverless/: the CloudFormation template and one zip per function. It works offline and without AWS credentials,
 * and one commit always gives the same bytes. The settings of the stage are checked first, those of --param='contain=observe'
 * too; --settings=FOLDER has them elsewhere. Other arguments go to `serverless package`.
 */
import './help.ts';

import { packageRunner } from './package-runner.ts';
import { readCommandLineOrExit } from './settings/command-line.ts';

const { quiet, folder, rest } = readCommandLineOrExit('package');
const run = packageRunner({ settings: folder, quiet });

run('node', ['scripts/bundle.ts']);
run('serverless', ['package', ...rest]);
