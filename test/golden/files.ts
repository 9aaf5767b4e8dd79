import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placesOf } from './case.ts';
import { cases } from './cases.ts';
import { jsonText } from './json-text.ts';
import { type Told, tell } from './tell.ts';

const root = import.meta.dirname;

/** Every golden file as the code writes it now, by its path from test/golden. */
export async function composedFiles(): Promise<ReadonlyMap<string, string>> {
  const directories = cases.flatMap((one) =>
    placesOf(one).map(async (place) =>
      filesOf(await tell(one, place)).map(
        ([file, text]) => [`${place.partition}/${one.name}/${file}`, text] as const,
      ),
    ),
  );
  return new Map((await Promise.all(directories)).flat());
}

function filesOf({ alert, pages, outcomes }: Told): readonly (readonly [string, string])[] {
  const subjects = [`alert  ${alert.subject}`, ...pages.map(({ subject }) => `pager  ${subject}`)];
  return [
    ['subject.txt', `${subjects.join('\n')}\n`],
    ['email.txt', `${alert.text}\n`],
    ['sms.txt', `${alert.sms}\n`],
    ['chat.json', jsonText(alert.chat)],
    ['machine.json', jsonText(alert.machine)],
    ...numbered(
      'pager',
      pages.map(({ body }) => jsonText(body)),
    ),
    ...numbered('outcome', outcomes.map(jsonText)),
  ];
}

/** `pager.json`, `pager-2.json` …: one for every credential. */
function numbered(name: string, texts: readonly string[]): readonly (readonly [string, string])[] {
  return texts.map((text, index) => [`${name}${index === 0 ? '' : `-${index + 1}`}.json`, text]);
}

/** Every file of the partitions' directories, by its path from test/golden. */
export function committedFiles(): ReadonlyMap<string, string> {
  const directories = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const paths = directories.flatMap(({ name }) =>
    readdirSync(join(root, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
  );
  return new Map(paths.toSorted().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}
