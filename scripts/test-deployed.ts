/**
 * Deploys the project onto MiniStack, an AWS emulator that others wrote, with the same command as onto an account. It shows
 * that a thief's key stops working, that the role has exactly the permissions that it needs, that no event is lost, what
 * each kind of subscriber gets, and that the commands of the alerts work when pasted. `--release` does the part of the release
 * alone, `--live-check` that of `npm run live-check`.
 */

import { startEmulator } from '../test/deployed/emulator.ts';
import { prove, proveLiveCheckAlone } from '../test/deployed/prove.ts';
import { proveRelease } from '../test/deployed/prove-release.ts';
import { runBounded } from '../test/deployed/run-bounded.ts';
import { onlyWords } from './help.ts';

const MINUTES = 15;

onlyWords('--verbose', '--release', '--live-check');
const verbose = process.argv.includes('--verbose');
const releaseOnly = process.argv.includes('--release');
await runBounded(MINUTES, async (means) => {
  if (process.argv.includes('--live-check')) return proveLiveCheckAlone({ ...means, verbose });
  if (!releaseOnly) return prove({ ...means, verbose });
  const { queueAddress, ...emulator } = await startEmulator(means);
  await queueAddress.close();
  await proveRelease(means, emulator);
});
