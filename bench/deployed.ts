/**
 * How long a thief goes on: the responder, deployed by `npm run deploy` onto MiniStack, beside a script on the SDK, one on boto3, and
 * one that does what AWS's sample for Trusted Advisor does, with the same role, environment and event. It ends by itself, with
 * everything stopped that it started. `--rounds=2` is quick.
 */
import { optionsOf } from '../scripts/help.ts';

import { runBounded } from '../test/deployed/run-bounded.ts';
import { measureThieves } from './deployed/measure-thieves.ts';

const MINUTES = 10;

const values = optionsOf({ rounds: { type: 'string', default: '10' } });
await runBounded(MINUTES, (means) => measureThieves(Number(values.rounds), means));
