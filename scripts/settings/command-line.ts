import { parseArgs } from 'node:util';
import { SettingError } from '../../src/setting.ts';
import { readStageSettings, type StageOptions, type Values } from './stage-settings.ts';

export interface CommandLine extends StageOptions {
  readonly region: string;
  readonly profile: string | undefined;
  readonly quiet: boolean;
  /** What `serverless` gets. */
  readonly rest: readonly string[];
  readonly values: Values;
}

const OURS = ['settings', 'quiet'];

/** The words after the command, and the settings of the stage that they name. @throws SettingError */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values: given, tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      stage: { type: 'string', short: 's' },
      region: { type: 'string', short: 'r' },
      'aws-profile': { type: 'string' },
      param: { type: 'string', multiple: true },
      settings: { type: 'string' },
      quiet: { type: 'boolean' },
    },
  });
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : undefined);
  const options = {
    stage: text('stage') ?? 'prod',
    folder: text('settings') ?? 'settings',
    params: [given['param'] ?? []].flat().map(String),
    region: text('region') ?? 'us-east-1',
  };
  const ours = tokens.flatMap((token) =>
    token.kind === 'option' && OURS.includes(token.name)
      ? [token.index, ...('inlineValue' in token && token.inlineValue === false ? [token.index + 1] : [])]
      : [],
  );
  return {
    ...options,
    profile: text('aws-profile'),
    quiet: given['quiet'] === true,
    rest: args.filter((_, index) => !ours.includes(index)),
    values: readStageSettings(options),
  };
}

/** Ends the process with one sentence if a setting is wrong. */
export function readCommandLineOrExit(args: readonly string[]): CommandLine {
  try {
    return readCommandLine(args);
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
