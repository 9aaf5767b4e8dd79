/**
 * A thousand keys at once, and an IAM that throttles: `npm run measure:throttled -- 1000 1000` (keys, environments of Lambda).
 * With `-- 1000 10` a new account, which has few environments, and with `-- 1000 1` one that leaves only one to the function. A third
 * number is how many calls a second IAM grants: a storm that is smaller in all three takes as long. A fourth is for how many seconds
 * SNS refuses everything: `-- 1000 1000 20 600`.
 * It takes minutes. Its seconds are those of the model, whatever the machine. Exits with 1 when a count is wrong.
 */
import { onlyWords } from '../scripts/help.ts';

import { measureStorm } from './measures/thousand-throttled.ts';

onlyWords(/^\d+$/);
const [keys = 1_000, environments = 1_000, rate = 20, withoutSns = 0] = process.argv.slice(2).map(Number);
const storm = { keys, environments, rate, withoutSns };
const { rows, problems } = await measureStorm(storm, { progress: console.error });
for (const { measured, responder } of rows) console.log(`${measured}\n  ${responder}`);
for (const problem of problems) console.error(`WRONG  ${problem}`);
process.exit(problems.length === 0 ? 0 : 1);
