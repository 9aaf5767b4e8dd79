import { join } from 'node:path';
import { makeEnvironment } from './environment.ts';
import { run } from './run.ts';

/** What PowerShell's grammar makes of a text. */
export interface Reading {
  /** PowerShell reads all that is entered before it runs any of it, so nothing of such a text runs. */
  readonly fails: boolean;
  /** With the blocks around each, the outermost first. */
  readonly commands: readonly { readonly text: string; readonly inside: readonly string[] }[];
}

/** @returns what reads texts. */
export function installPowerShellGrammar(
  cache: string,
  python: string,
): (texts: readonly string[]) => readonly Reading[] {
  const wanted = { name: 'powershell', requirements: 'powershell-requirements.txt', python };
  const ownPython = join(makeEnvironment(cache, wanted), 'bin', 'python');
  const program = join(import.meta.dirname, 'powershell.py');
  return (texts) => JSON.parse(run(ownPython, [program], { input: JSON.stringify(texts) }));
}
