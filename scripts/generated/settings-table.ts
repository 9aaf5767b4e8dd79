import { deployerSettings } from '../../src/settings.ts';
import { code, tableOf } from '../coverage-tables/markdown.ts';

/** The table of docs/settings.md. */
export function settingsLines(): readonly string[] {
  const rows = Object.entries(deployerSettings).map(([name, { default: value, meaning }]) => [
    code(name),
    value === '' ? 'empty' : code(value),
    meaning,
  ]);
  return tableOf(['parameter', 'default', 'meaning'], rows);
}
