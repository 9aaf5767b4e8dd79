import type { Clock } from './core/clock.ts';
import type { Log } from './create-handler.ts';
import { LedgerTable } from './incident/table.ts';
import { type Environment, readLedgerSettings } from './read-settings.ts';
import { clientOf, type Surroundings, systemClock } from './surroundings.ts';

/** What the function `prepare` works with. A file of its own, so that its zip holds nothing else. */
export interface LedgerContainer {
  readonly clock: Clock;
  readonly log: Log;
  readonly table: LedgerTable;
}

/** @throws SettingError */
export function openLedgerContainer(environment: Environment, surroundings: Surroundings): LedgerContainer {
  const { log, clock = systemClock } = surroundings;
  const settings = readLedgerSettings(environment);
  return { clock, log, table: new LedgerTable(settings.ledgerTableName, clientOf(settings, surroundings)) };
}
