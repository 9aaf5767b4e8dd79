/**
 * Shows the main job on an embedded AWS. A GuardDuty finding goes through the rules of the packaged template to the
 * packaged function. The stolen key becomes Inactive, AWS refuses the thief, and the alert is printed. Exits with 0 only
 * if all three happen.
 * `npm run demo -- FILE` plays an event of your own, or several in turn, in an account where whoever it names exists, with the
 * settings of settings/prod.yml. `--setting contain=observe`, or CONTAIN=observe in the environment, is another setting for once.
 */
import { join } from 'node:path';
import { startCustomResource } from '../local/custom-resource.ts';
import { deployLocally, type LocalStack } from '../local/stack.ts';
import { deployerSettings } from '../src/settings.ts';
import { findingOfNow } from './demonstration/finding-of-now.ts';
import { makeFolder, packageAside } from './demonstration/package-aside.ts';
import { type Played, play } from './demonstration/play.ts';
import { readWords } from './events/command-line.ts';
import { envelope } from './events/envelope.ts';
import { eventsIn } from './events/forms.ts';
import { orSay } from './events/or-say.ts';
import { placeOfStack } from './events/place-of.ts';
import { readInput } from './events/read-input.ts';
import { shedAwsSettings } from './no-aws-settings.ts';
import { readStageSettings, SERVICE } from './settings/stage-settings.ts';

const USAGE = 'give nothing, or one file with events, or - for standard input: npm run demo -- event.json';

const shed = shedAwsSettings();
await orSay(async () => {
  const {
    file,
    stage,
    folder = file === undefined ? 'local/settings' : 'settings',
    params,
  } = readWords(USAGE);
  const { CONTAIN } = process.env;
  if (CONTAIN !== undefined) deployerSettings.contain.parse({ name: 'CONTAIN', text: CONTAIN });
  const stated = [...(CONTAIN === undefined ? [] : [`contain=${CONTAIN}`]), ...params];
  const values = readStageSettings({ stage, folder, params: stated, option: '--setting' });
  const events =
    file === undefined
      ? [envelope(findingOfNow(new Date()), 0)]
      : eventsIn(await readInput(file), file === '-' ? 'standard input' : file).map(({ event }) => event);

  if (shed.length > 0) console.log(`Not used, because the AWS is inside this process: ${shed.join(', ')}`);
  console.log('Packaging the stack and deploying it to an AWS inside this process …');
  const aside = makeFolder();
  try {
    const isPackaged = await packageAside(aside.folder, { stage, settings: folder, params: stated });
    if (!isPackaged) return 1;
    const [first] = events;
    const stack = await deployLocally({
      ...(first && placeOfStack(first)),
      packageFolder: join(aside.folder, '.serverless'),
      stackName: `${SERVICE}-${stage}`,
    });
    try {
      await prepare(stack);
      const played: Played[] = [];
      for (const [index, event] of events.entries()) {
        if (events.length > 1) console.log(`\n===== ${index + 1} of ${events.length} =====`);
        played.push(await play(event, stack, { memberRoleName: values['memberRoleName'] ?? '' }));
      }
      if (file !== undefined) return played.every(({ ended }) => ended) ? 0 : 1;
      const other = values['contain'] === 'observe' ? 'suspected' : 'observe';
      console.log(
        `   npm run demo -- --setting contain=${other} shows the other way; README.md says how to deploy.`,
      );
      return isShown(played[0], values['contain']) ? 0 : 1;
    } finally {
      await stack.stop();
    }
  } finally {
    aside.remove();
  }
});

/** As CloudFormation does when it makes the ledger. */
async function prepare(stack: LocalStack): Promise<void> {
  const resource = await startCustomResource('LedgerSentinel');
  try {
    await stack.invoke('PrepareLambdaFunction', resource.event('Create'));
  } finally {
    resource.stop();
  }
}

/** The main job was done: the key, the thief and the alert say so. */
function isShown(played: Played | undefined, contain: string | undefined): boolean {
  const status = played?.key?.status.read(0);
  const alert = played?.alerts[0]?.bodies.email ?? '';
  return contain === 'observe'
    ? status === 'Active' && alert.startsWith('NOT CONTAINED (OBSERVE MODE)')
    : status === 'Inactive' && played?.refusal === 'InvalidClientTokenId' && alert.startsWith('CONTAINED');
}
