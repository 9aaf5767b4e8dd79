import { createRequire } from 'node:module';
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

/** A command of the framework that is run with what is left. */
type Command = 'package' | 'deploy' | 'remove';

/** The words after the command, and the settings of the stage that they name. @throws SettingError */
export function readCommandLine(args: readonly string[], command: Command): CommandLine {
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
  refuseUnknown(tokens, command);
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

/** Before anything is asked or packaged: the framework would refuse it after that. @throws SettingError */
function refuseUnknown(
  tokens: readonly { readonly kind: string; readonly name?: string }[],
  command: Command,
): void {
  const options = Object.entries(optionsOf(command));
  const known = options.flatMap(([name, { shortcut, type }]) => [
    ...[name, ...(shortcut === undefined ? [] : [shortcut])],
    ...(type === 'boolean' ? [`no-${name}`] : []),
  ]);
  const unknown = tokens.find(
    ({ kind, name = '' }) => kind === 'option' && !OURS.includes(name) && !known.includes(name),
  )?.name;
  if (unknown === undefined) return;
  const word = `${unknown.length === 1 ? '-' : '--'}${unknown}`;
  throw new SettingError(
    `Unknown option '${word}': --help says what it takes, and a setting is --param='name=value'`,
  );
}

interface Option {
  readonly type: string;
  readonly shortcut?: string;
}

/** As the framework itself has them. */
function optionsOf(command: Command): Readonly<Record<string, Option>> {
  const load = createRequire(import.meta.url);
  const commands: ReadonlyMap<string, { readonly options: Readonly<Record<string, Option>> }> = load(
    'serverless/lib/cli/commands-schema',
  );
  return commands.get(command)?.options ?? {};
}

/** Ends the process with one sentence if a setting is wrong. */
export function readCommandLineOrExit(command: Command): CommandLine {
  try {
    return readCommandLine(process.argv.slice(2), command);
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
