import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether serverless can keep its cache in the home folder. It fails with a stack if it cannot. */
export function hasWritableHome(): boolean {
  const cache = join(homedir(), '.serverless');
  try {
    // Not with `recursive`, which never ends in a folder that takes no folder, such as /proc.
    if (!existsSync(cache)) mkdirSync(cache);
    accessSync(cache, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The variables of a home folder for this process alone, if nothing may be written to the real one. */
export function homeForPackaging(): Readonly<Record<string, string>> {
  if (hasWritableHome()) return {};
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  process.on('exit', () => rmSync(home, { recursive: true, force: true }));
  return { HOME: home, USERPROFILE: home };
}
