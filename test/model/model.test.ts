import { afterAll, beforeAll, test } from '@jest/globals';
import fc from 'fast-check';
import { startAws } from '../../local/aws.ts';
import { steps } from './commands.ts';
import type { Responder } from './lambda.ts';
import { inProcess } from './lambda.ts';
import { Reference } from './reference.ts';
import { World } from './world.ts';

const { MODEL_RUNS = '60', MODEL_SEED, MODEL_PATH } = process.env;

let responder: Responder;
beforeAll(async () => {
  responder = inProcess(await startAws());
});
afterAll(() => responder.stop());

test('whatever happens, in whatever order, nothing is silent, told twice, contradicted or lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: 20, size: 'max' }), async (commands) => {
      const reference = new Reference();
      const world = await World.begin(responder, reference);
      await fc.asyncModelRun(() => ({ model: reference, real: world }), commands);
      await world.drain();
    }),
    {
      numRuns: Number(MODEL_RUNS),
      ...(MODEL_SEED !== undefined && { seed: Number(MODEL_SEED) }),
      ...(MODEL_PATH !== undefined && { path: MODEL_PATH }),
      endOnFailure: false,
    },
  );
}, 3_600_000);
