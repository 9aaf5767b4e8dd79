import { generate, LINT, PACKAGE, type Recipe, TYPES, tests } from './recipe.ts';

const FILE = 'src/containment/bound-user.ts';

const unit = (permissions: string) => `import type { DecisionTo } from '../core/decision.ts';
import { type ContainmentResult, ended } from '../core/outcome.ts';
import { onUsers } from '../core/permission.ts';
import type { Containment, Work } from './containment.ts';

/** The smallest containment that there can be. */
export const boundUser: Containment<'bound-user'> = {
  action: 'bound-user',
  permissions: [${permissions}],
  contain,
};

async function contain({ userName }: DecisionTo<'bound-user'>, { iam, log }: Work): Promise<ContainmentResult> {
  const change = await log.record(
    { call: 'iam:PutUserPermissionsBoundary', target: userName },
    iam.setPermissionsBoundary(userName, 'arn:aws:iam::aws:policy/AWSDenyAll'),
  );
  return ended(change.ok ? 'not-verified' : 'deactivation-failed', { userName });
}
`;
const PERMISSION = "onUsers('iam:PutUserPermissionsBoundary')";
const OWN_SID = `{ ...${PERMISSION}, sid: 'BoundAnyUser' }`;

const setUp = `  {
    tells: 'the recipe: a user is bound',
    source: 'cloudtrail',
    event: event('cloudtrail-quarantine-by-aws', { 'detail.requestParameters.userName': 'broker' }),
    ends: {
      action: 'bound-user',
      state: 'NOT_CONTAINED',
      reason: 'not-verified',
      calls: ['iam:PutUserPermissionsBoundary'],
      headline: 'the key of IAM user broker MAY STILL BE ACTIVE.',
      bounded: ['broker'],
      retry: true,
    },
  },
`;

export const containment: Recipe = {
  adds: 'A containment',
  steps: [
    {
      say: 'Write `src/containment/<name>.ts`: one `Containment`, with its permissions, what it does, and the commands that take it back.',
      apply: (tree) => tree.write(FILE, unit(OWN_SID)),
      missed: /Cannot find module '\.\/bound-user\.ts'/,
      files: 1,
    },
    {
      say: 'Say in `src/core/decision.ts` what it is told, and in `src/core/plan.ts` which credential leads to it.',
      apply: (tree) => {
        tree.insertBefore(
          'src/core/decision.ts',
          "  readonly 'revoke-role-sessions': AccountPlan",
          "  readonly 'bound-user': UserPlan & { readonly userName: string };\n",
        );
        tree.insertBefore(
          'src/core/plan.ts',
          "  if (affected.kind === 'user') {",
          "  if (affected.kind === 'user' && affected.principal.userName === 'broker') {\n    const { principal: user } = affected;\n    return { action: 'bound-user', ...act, userName: 'broker', user };\n  }\n",
        );
      },
      missed: /'?"?bound-user"?'? (does not satisfy|is not assignable)|Type '"bound-user"'/,
      files: 2,
    },
    {
      say: 'Add it to the list in `src/containment/index.ts`.',
      apply: (tree) => {
        tree.insertBefore(
          'src/containment/index.ts',
          'import { confirmStopped }',
          "import { boundUser } from './bound-user.ts';\n",
        );
        tree.insertBefore(
          'src/containment/index.ts',
          "  'confirm-stopped': confirmStopped,",
          "  'bound-user': boundUser,\n",
        );
      },
      missed: /bound-user/,
      files: 1,
    },
    {
      say: 'Add a row to `test/table` that ends with it, and run `npm run generate`.',
      apply: (tree) => {
        tree.insertBefore(
          'test/table/set-ups-of-users.ts',
          "  {\n    tells: 'IAM refuses to name the owner",
          setUp,
        );
        generate.apply(tree);
      },
      missed: /npm run generate|bound-user/,
      files: 1,
    },
  ],
  checks: [
    TYPES,
    LINT,
    tests(['test/generated', 'test/registries', 'test/architecture', 'test/table/completeness']),
    PACKAGE,
    tests(['test/template', 'test/table/set-ups'], 'recipe|role of|wildcard'),
  ],
  mistakes: [
    {
      when: 'it calls IAM without a permission',
      make: (tree) => {
        tree.write(FILE, unit('').replace("import { onUsers } from '../core/permission.ts';\n", ''));
        generate.apply(tree);
      },
      found: /the recipe: a user is bound/,
    },
  ],
};
