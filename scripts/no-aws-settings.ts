import { devNull } from 'node:os';

/**
 * Takes AWS's settings of the shell out of this process, whose clients talk to an AWS inside it: an endpoint of FIPS would send
 * them elsewhere. @returns the names of those that were there.
 */
export function shedAwsSettings(environment: NodeJS.ProcessEnv = process.env): readonly string[] {
  const names = Object.keys(environment).filter((name) => name.startsWith('AWS_'));
  for (const name of names) delete environment[name];
  // Otherwise the SDK reads the files in the home folder.
  environment['AWS_CONFIG_FILE'] = devNull;
  environment['AWS_SHARED_CREDENTIALS_FILE'] = devNull;
  return names.toSorted();
}
