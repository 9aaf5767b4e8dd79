import { parseArgs } from 'node:util';
import { InputError } from './read-input.ts';

export interface Words {
  /** A file with events, or `-` for standard input. */
  readonly file: string | undefined;
  readonly stage: string;
  /** Where the files of the stages are. Absent if no folder is given. */
  readonly folder: string | undefined;
  /** `name=value`, each a setting for once. */
  readonly params: readonly string[];
}

/** What stands after `npm run explain --` or `npm run demo --`. @throws InputError which ends with `usage` */
export function readWords(usage: string): Words {
  const { values, positionals } = parsed(usage);
  const [file, ...others] = positionals;
  if (others.length > 0) throw new InputError(`${others[0]} is one file too many: ${usage}`);
  return { file, stage: values.stage, folder: values.settings, params: values.setting };
}

function parsed(usage: string) {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        setting: { type: 'string', multiple: true, default: [] },
        stage: { type: 'string', default: 'prod' },
        settings: { type: 'string' },
      },
    });
  } catch (error) {
    throw new InputError(`${problemOf(error)}: ${usage}`);
  }
}

/** What Node says of a word that is no option, without its advice for programmers. */
export function problemOf(error: unknown): string {
  const [problem = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
  return problem;
}
