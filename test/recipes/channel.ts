import { generate, LINT, type Recipe, TYPES, tests } from './recipe.ts';

const FILE = 'src/alerting/brief.ts';

const unit = (text: string) => `import type { AlertContent, Channel } from './channel.ts';
import { UNREADABLE, type UnreadableModel } from './unreadable-model.ts';

/** The smallest channel that there can be. */
export const brief: Channel = {
  id: 'brief',
  protocols: ['application'],
  format: 'text',
  render,
  renderUnreadable: ({ accountId }: UnreadableModel) => \`NOT CONTAINED: \${UNREADABLE}, account \${accountId}.\`,
  renderDigest: ({ counts, place: { accountId } }) => \`DIGEST: \${counts}, account \${accountId}.\`,
  limits: { lines: 1, characters: 200, only: /^[\\x20-\\x7e]*$/ },
  answers: [1, 4, 8, 24],
};

function render({ worst: { heading, entity, detection } }: AlertContent): string {
  return \`\${heading}: account \${entity.accountId}${text}.\`;
}
`;
const SAFE = ', $' + '{detection.source.name}';
const HOSTILE = ', $' + '{detection.type}';

export const channel: Recipe = {
  adds: 'A channel',
  steps: [
    {
      say: 'Write `src/alerting/<name>.ts`: one `Channel`, with the protocols of SNS that get it, its texts, its limits and the questions that it answers.',
      apply: (tree) => tree.write(FILE, unit(SAFE)),
      missed: /Cannot find module '\.\/brief\.ts'/,
      files: 1,
    },
    {
      say: 'Add it to the list in `src/alerting/index.ts`.',
      apply: (tree) => {
        tree.insertBefore(
          'src/alerting/index.ts',
          'import type { Channel }',
          "import { brief } from './brief.ts';\n",
        );
        tree.insertBefore('src/alerting/index.ts', 'email, sms', 'brief, ');
      },
      missed: /brief/,
      files: 1,
    },
    generate,
  ],
  checks: [
    TYPES,
    LINT,
    tests(['test/generated', 'test/golden', 'test/alerting/channels', 'test/architecture']),
  ],
  mistakes: [
    {
      when: 'it shows a text of the event as it is',
      make: (tree) => {
        tree.write(FILE, unit(HOSTILE));
        generate.apply(tree);
      },
      found: /the channel brief/,
    },
    {
      when: 'it does not say whether the key is contained',
      make: (tree) => {
        tree.write(
          FILE,
          unit(SAFE)
            .replace('$' + '{heading}: ', '')
            .replace('heading, ', ''),
        );
        generate.apply(tree);
      },
      found: /the channel brief/,
    },
  ],
};
