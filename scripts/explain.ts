/**
 * Says what the stack does about an event, and why: which rule matches, what is decided, the calls of AWS and the texts. It asks
 * no AWS: the code of the responder runs against an AWS inside this process, in which whoever the event names exists.
 * `npm run explain -- FILE`, or - for standard input; --setting contain=observe, as often as needed; --stage=prod.
 */
import { parseArgs } from 'node:util';
import { SettingError } from '../src/setting.ts';
import { eventsIn } from './events/forms.ts';
import { InputError, readInput } from './events/read-input.ts';
import { shedAwsSettings } from './no-aws-settings.ts';
import { readStageSettings } from './settings/stage-settings.ts';

const USAGE =
  'give one file with an event, or - for standard input: npm run explain -- event.json --setting contain=observe';

shedAwsSettings();
try {
  await main();
} catch (error) {
  if (!(error instanceof InputError || error instanceof SettingError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { file, stage, folder, params } = readWords();
  const stack = { stage, values: readStageSettings({ stage, folder, params, option: '--setting' }) };
  const events = eventsIn(await readInput(file), file === '-' ? 'standard input' : file);
  // What is refused is refused at once.
  const { explain } = await import('./explanation/explanation.ts');
  for (const [index, given] of events.entries()) {
    if (events.length > 1) process.stdout.write(`===== ${index + 1} of ${events.length} =====\n\n`);
    process.stdout.write(`${await explain(given, stack)}\n`);
  }
}

function readWords() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        setting: { type: 'string', multiple: true, default: [] },
        stage: { type: 'string', default: 'prod' },
        settings: { type: 'string', default: 'settings' },
      },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new InputError(USAGE);
    return { file, stage: values.stage, folder: values.settings, params: values.setting };
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(
      `${error instanceof Error ? error.message.split('. ')[0] : String(error)}; ${USAGE}`,
    );
  }
}
