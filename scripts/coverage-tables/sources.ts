import { sources } from '../../src/sources/index.ts';
import { KEY, policy } from './examples.ts';
import { code, tableOf } from './markdown.ts';

interface Pattern {
  readonly 'detail-type': readonly string[];
  readonly detail?: unknown;
}

/** Every rule of every source, with an example of a honey key. */
export function sourcesTable(): readonly string[] {
  const rows = sources.flatMap(({ name, rules }) =>
    rules.map(({ id, pattern }) => {
      const { 'detail-type': types, detail } = pattern({ ...policy, honeyKeys: [KEY] }) as Pattern;
      const part = detail === undefined ? 'all' : code(JSON.stringify(detail));
      return [name, code(id), types.map(code).join(', '), part];
    }),
  );
  return tableOf(['source', 'rule of serverless.yml', 'detail-type', 'pattern of the detail'], rows);
}
