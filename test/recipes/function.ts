import { generate, LINT, PACKAGE, type Recipe, TYPES, tests } from './recipe.ts';

const useCase = `import type { Container } from './container.ts';
import type { Invoked } from './create-handler.ts';

/** The smallest use case that there can be. */
export async function pulse(_event: unknown, { log, clock }: Container & Invoked): Promise<string> {
  const at = clock.now().toISOString();
  log({ message: 'alive', at });
  return at;
}
`;

const handler = `import { openContainer } from '../src/container.ts';
import { createHandler } from '../src/create-handler.ts';
import { openLog } from '../src/lambda-log.ts';
import { pulse } from '../src/pulse.ts';

/** Called by a schedule. */
export const handler = createHandler(
  pulse,
  openContainer(process.env, { log: openLog(process.env) }),
);
`;

const unit = `import type { LambdaFunction } from './lambda-function.ts';
import { respondFunction } from './respond-function.ts';

export const pulseFunction: LambdaFunction = {
  name: 'pulse',
  description: 'Says every hour that it is alive.',
  trigger: { schedule: 'rate(1 hour)' },
  memorySize: 256,
  timeout: 30,
  permissions: [],
  settings: respondFunction.settings,
};
`;

const row = "  { files: 'src/pulse.ts', may: ['src/core/', 'src/container.ts', 'src/create-handler.ts'] },\n";

export const lambdaFunction: Recipe = {
  adds: 'A function',
  steps: [
    {
      say: 'Write the use case, `src/<name>.ts`: a procedure of the event and the container; its row in `test/architecture.test.ts` says what it may import.',
      apply: (tree) => {
        tree.write('src/pulse.ts', useCase);
        tree.insertBefore('test/architecture.test.ts', "  { files: 'src/create-handler.ts'", row);
      },
      missed: /Cannot find module '\.\.\/src\/pulse\.ts'/,
      files: 2,
    },
    {
      say: 'Write `handlers/<name>.ts`: one statement.',
      apply: (tree) => tree.write('handlers/pulse.ts', handler),
      missed: /pulse/,
      files: 1,
    },
    {
      say: 'Declare it in `src/functions/<name>-function.ts` (trigger, permissions, settings), and add it to the list in `src/functions/index.ts`.',
      apply: (tree) => {
        tree.write('src/functions/pulse-function.ts', unit);
        tree.insertBefore(
          'src/functions/index.ts',
          'import { respondFunction }',
          "import { pulseFunction } from './pulse-function.ts';\n",
        );
        tree.insertBefore('src/functions/index.ts', 'prepareFunction];', 'pulseFunction, ');
      },
      missed: /every handler is a function of the list[\s\S]*pulse/,
      files: 2,
    },
    generate,
  ],
  checks: [
    TYPES,
    LINT,
    tests(['test/generated', 'test/registries', 'test/architecture']),
    PACKAGE,
    tests(['test/template', 'test/alarms', 'test/kept', 'test/docs']),
  ],
};
