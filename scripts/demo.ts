/**
 * Shows the main job on an embedded AWS. A GuardDuty finding goes through the rules of the packaged template to the
 * packaged function. The stolen key becomes Inactive, AWS refuses the thief, and the alert is printed. Exits with 0 only
 * if all three happen.
 * `npm run demo -- FILE` plays an event of your own, or several in turn, in an account where whoever it names exists, with the
 * settings of settings/prod.yml. `--setting contain=observe`, or CONTAIN=observe in the environment, is another setting for once.
 */
import './help.ts';

import { join } from 'node:path';
import type { BusEvent } from '../local/aws/event-bridge.ts';
import { startCustomResource } from '../local/custom-resource.ts';
import { deployLocally, type LocalStack } from '../local/stack.ts';
import { deployerSettings } from '../src/settings.ts';
import { findingOfNow } from './demonstration/finding-of-now.ts';
import { makeFolder, packageAside } from './demonstration/package-aside.ts';
import { type Played, play } from './demonstration/play.ts';
import { readWords } from './events/command-line.ts';
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
  const own = file === undefined ? undefined : await eventsOf(file);

  if (shed.length > 0) console.log(`Not used, because the AWS is inside this process: ${shed.join(', ')}`);
  console.log('Packaging the stack and deploying it to an AWS inside this process …');
  const around = { memberRoleName: values['memberRoleName'] ?? '' };
  return withStack({ stage, folder, params: stated, first: own?.[0] }, async (stack) => {
    if (own === undefined) {
      const played = await play(findingOfNow(new Date()), stack, around);
      const other = values['contain'] === 'observe' ? 'suspected' : 'observe';
      console.log(`   npm run demo -- --setting contain=${other} shows the other way.`);
      return isShown(played, values['contain']) ? 0 : 1;
    }
    const ended: boolean[] = [];
    for (const [index, event] of own.entries()) {
      if (own.length > 1) console.log(`\n===== ${index + 1} of ${own.length} =====`);
      ended.push((await play(event, stack, around)).ended);
    }
    return ended.every(Boolean) ? 0 : 1;
  });
});

async function eventsOf(file: string): Promise<readonly BusEvent[]> {
  const found = eventsIn(await readInput(file), file === '-' ? 'standard input' : file);
  return found.map(({ event }) => event);
}

interface Deploying {
  readonly stage: string;
  readonly folder: string;
  readonly params: readonly string[];
  /** It says where the stack is. */
  readonly first: BusEvent | undefined;
}

/** Packages and deploys the stack for as long as the work takes. @returns what the work gives, or 1. */
async function withStack(
  { stage, folder: settings, params, first }: Deploying,
  work: (stack: LocalStack) => Promise<number>,
): Promise<number> {
  const aside = makeFolder();
  try {
    if (!(await packageAside(aside.folder, { stage, settings, params }))) return 1;
    const stack = await deployLocally({
      ...(first && placeOfStack(first)),
      packageFolder: join(aside.folder, '.serverless'),
      stackName: `${SERVICE}-${stage}`,
    });
    try {
      await prepare(stack);
      return await work(stack);
    } finally {
      await stack.stop();
    }
  } finally {
    aside.remove();
  }
}

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
function isShown({ key, refusal, alerts }: Played, contain: string | undefined): boolean {
  const status = key?.status.read(0);
  const alert = alerts[0]?.bodies.email ?? '';
  return contain === 'observe'
    ? status === 'Active' && alert.startsWith('NOT CONTAINED (OBSERVE MODE)')
    : status === 'Inactive' && refusal === 'InvalidClientTokenId' && alert.startsWith('CONTAINED');
}
