import { generate, LINT, PACKAGE, type Recipe, TYPES, tests } from './recipe.ts';

const unit = `import type { Envelope, EventSource, ReadDetection } from './event-source.ts';
import { requireAccountId, requireText, text } from './fields.ts';

const pattern = { source: ['aws.example'], 'detail-type': ['Example Finding'] };

/** The smallest source that there can be. */
export const example: EventSource = {
  id: 'example',
  name: 'Example',
  rules: [
    { id: 'ExampleRule', description: 'An example reports a key.', bus: 'default', pattern: () => pattern },
  ],
  recognizes: ({ source }) => source === 'aws.example',
  read,
  accessKeyId: ({ detail }) => text(detail, 'key'),
  findingPage: () => undefined,
  examples: ['example-finding'],
};

function read({ id, account, region, detail }: Envelope): ReadDetection {
  const accountId = requireAccountId({ account }, 'account');
  return {
    type: requireText(detail, 'type'),
    eventId: id,
    accountId,
    region,
    affected: [
      {
        kind: 'credential',
        signal: 'finding',
        accessKeyId: requireText(detail, 'key'),
        principal: { type: 'Unknown' },
        accountId,
      },
    ],
    sample: false,
    update: false,
    archived: false,
    evidence: {},
  };
}
`;

const fixture = {
  version: '0',
  id: '11112222-3333-4444-5555-666677778888',
  'detail-type': 'Example Finding',
  source: 'aws.example',
  account: '111122223333',
  time: '2026-05-04T03:12:08Z',
  region: 'us-east-1',
  resources: [],
  detail: { type: 'Example:IAMUser/Stolen', key: 'AKIAIOSFODNN7EXAMPLE' },
};

export const source: Recipe = {
  adds: 'A source',
  steps: [
    {
      say: 'Write `src/sources/<name>.ts`: one `EventSource`, with its rules, how an event is read, and the names of its examples.',
      apply: (tree) => tree.write('src/sources/example.ts', unit),
      missed: /sources\/index\.ts.*example\.ts|Cannot find module '\.\/example\.ts'/,
      files: 1,
    },
    {
      say: 'Put its examples into `test/fixtures/`, with AWS’s example ids.',
      apply: (tree) =>
        tree.write('test/fixtures/example-finding.json', `${JSON.stringify(fixture, null, 2)}\n`),
      missed: /example-finding/,
      files: 1,
    },
    {
      say: 'Add it to the list in `src/sources/index.ts`.',
      apply: (tree) => {
        tree.insertBefore(
          'src/sources/index.ts',
          'import { field, text',
          "import { example } from './example.ts';\n",
        );
        tree.insertBefore('src/sources/index.ts', '  report,\n];', '  example,\n');
      },
      missed: /src\/sources.*[\s\S]*"example"/,
      files: 1,
    },
    generate,
  ],
  checks: [
    TYPES,
    LINT,
    tests(['test/generated', 'test/registries', 'test/architecture', 'test/links']),
    PACKAGE,
    tests(['test/template']),
  ],
};
