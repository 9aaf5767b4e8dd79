/**
 * Says what the stack does about an event, and why: which rule matches, what is decided, the calls of AWS and the texts. It asks
 * no AWS: the code of the responder runs against an AWS inside this process, in which whoever the event names exists.
 * `npm run explain -- FILE`, or - for standard input; --setting contain=observe, as often as needed; --stage=prod.
 */
import './help.ts';

import { readWords } from './events/command-line.ts';
import { eventsIn } from './events/forms.ts';
import { orSay } from './events/or-say.ts';
import { InputError, readInput } from './events/read-input.ts';
import { shedAwsSettings } from './no-aws-settings.ts';
import { readStageSettings } from './settings/stage-settings.ts';

const USAGE =
  'give one file with an event, or - for standard input: npm run explain -- event.json --setting contain=observe';

shedAwsSettings();
await orSay(async () => {
  const { file, stage, folder = 'settings', params } = readWords(USAGE);
  if (file === undefined) throw new InputError(USAGE);
  const stack = { stage, values: readStageSettings({ stage, folder, params, option: '--setting' }) };
  const events = eventsIn(await readInput(file), file === '-' ? 'standard input' : file);
  // What is refused is refused at once.
  const { explain } = await import('./explanation/explanation.ts');
  for (const [index, given] of events.entries()) {
    if (events.length > 1) process.stdout.write(`===== ${index + 1} of ${events.length} =====\n\n`);
    process.stdout.write(`${await explain(given, stack)}\n`);
  }
  return 0;
});
