import { SettingError } from '../../src/setting.ts';
import { InputError } from './read-input.ts';

/** Runs a command. @param run gives the exit code. What is wrong with what was given is one sentence, without a stack. */
export async function orSay(run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run();
  } catch (error) {
    if (!(error instanceof InputError || error instanceof SettingError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
