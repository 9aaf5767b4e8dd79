import { afterAll, beforeAll, describe, test } from '@jest/globals';
import fc from 'fast-check';
import { startAws } from '../../local/aws.ts';
import { steps, stepsInRealTime } from './commands.ts';
import { inProcess, type Responder } from './lambda.ts';
import { packaged } from './packaged.ts';
import { Reference } from './reference.ts';
import { World } from './world.ts';

/** `MODEL_RUNS=2000` for a long run, of the packaged stack in proportion. What failed runs again with the seed and the paths that it printed. */
const { MODEL_RUNS, MODEL_SEED, MODEL_PATH, MODEL_REPLAY } = process.env;
const HOUR = 3_600_000;

const IN_PROCESS = { start: async () => inProcess(await startAws()), steps, runs: 90, maxCommands: 20 };
const PACKAGED = { start: packaged, steps: stepsInRealTime, runs: 2, maxCommands: 6 };

describe.each<[string, typeof IN_PROCESS | typeof PACKAGED]>([
  ['the composition of the handler', IN_PROCESS],
  ['the packaged stack', PACKAGED],
])('whatever comes, in whatever order, to %s', (_, { start, steps: some, runs, maxCommands }) => {
  let responder: Responder;
  beforeAll(async () => {
    responder = await start();
  }, 60_000);
  afterAll(() => responder.stop());

  test(
    'nothing is silent, told twice, contradicted or lost',
    async () => {
      const commands = fc.commands(some, {
        maxCommands,
        size: 'max',
        ...(MODEL_REPLAY !== undefined && { replayPath: MODEL_REPLAY }),
      });
      const property = fc.asyncProperty(commands, async (happening) => {
        const reference = new Reference();
        const world = await World.begin(responder, reference);
        await fc.asyncModelRun(() => ({ model: reference, real: world }), happening);
        await world.end();
      });
      await fc.assert(property, {
        // As many times more of both.
        numRuns: Math.ceil(runs * (Number(MODEL_RUNS ?? IN_PROCESS.runs) / IN_PROCESS.runs)),
        // The same sequences at each run, unless a long run looks for others.
        ...(MODEL_RUNS === undefined && { seed: Number(MODEL_SEED ?? 20_260_504) }),
        ...(MODEL_SEED !== undefined && { seed: Number(MODEL_SEED) }),
        ...(MODEL_PATH !== undefined && { path: MODEL_PATH }),
        interruptAfterTimeLimit: HOUR,
      });
    },
    2 * HOUR,
  );
});
