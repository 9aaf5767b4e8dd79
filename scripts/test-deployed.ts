/**
 * Deploys the project onto MiniStack, an AWS emulator that others wrote, with the same command as onto an account. It shows
 * that a thief's key stops working, that the role has exactly the permissions that it needs, that no event is lost, what
 * each kind of subscriber gets, and that the commands of the alerts work when pasted.
 */
import { prove } from '../test/deployed/prove.ts';
import { runBounded } from '../test/deployed/run-bounded.ts';

const MINUTES = 12;

const verbose = process.argv.includes('--verbose');
await runBounded(MINUTES, (means) => prove({ ...means, verbose }));
