/**
 * A thousand keys at once, and an IAM that throttles: `npm run measure:throttled -- 1000 1000` (keys, environments of Lambda).
 * With `-- 1000 10` a new account, which has few environments. A third number is how many calls a second IAM grants: a storm that
 * is smaller in all three takes as long.
 * It takes minutes. Its seconds are those of the model, whatever the machine. Exits with 1 when a count is wrong.
 */

import { measureStorm } from './measures/thousand-throttled.ts';

const [keys = 1_000, environments = 1_000, rate = 20] = process.argv.slice(2).map(Number);
const { rows, problems } = await measureStorm({ keys, environments, rate }, { progress: console.error });
for (const { measured, responder } of rows) console.log(`${measured}\n  ${responder}`);
for (const problem of problems) console.error(`WRONG  ${problem}`);
process.exit(problems.length === 0 ? 0 : 1);
