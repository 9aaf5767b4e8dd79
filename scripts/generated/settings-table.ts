import { type DeployerSetting, deployerSettings } from '../../src/settings.ts';
import { code, tableOf } from '../coverage-tables/markdown.ts';

/** The table of docs/settings.md. */
export function settingsLines(): readonly string[] {
  const settings: readonly (readonly [string, DeployerSetting])[] = Object.entries(deployerSettings);
  const rows = settings.map(([name, { default: value, meaning }]) => [
    code(name),
    value === undefined ? 'none: state it' : value === '' ? 'empty' : code(value),
    meaning,
  ]);
  return tableOf(['setting', 'default', 'meaning'], rows);
}
