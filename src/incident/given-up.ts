import type { State } from '../core/state.ts';
import { GIVEN_UP } from './claim-condition.ts';
import { expiry, type LedgerTable } from './table.ts';

export interface GivenUp {
  readonly dedupKey: string;
  readonly at: Date;
  /** What reached people. */
  readonly mailed: boolean;
  readonly paged: boolean;
}

/**
 * People were told to treat a credential as Active, whatever they were told of it before: once its event is given back, they are told how
 * it ended, and a stop by hand closes the page. Rejects with AWS's error.
 */
export async function markGivenUp(
  table: LedgerTable,
  { dedupKey, at: now, mailed, paged }: GivenUp,
): Promise<void> {
  const at = { S: now.toISOString() };
  const state = { S: 'NOT_CONTAINED' satisfies State };
  await table.updateIf('attribute_not_exists(paged) OR NOT begins_with(paged, :open)', {
    key: dedupKey,
    set: { openSince: at },
    remove: ['reminders'],
    compare: { open: { S: 'open ' } },
  });
  await table.update(dedupKey, {
    set: {
      expiresAt: expiry(now),
      givenUpAt: at,
      ...(mailed && { told: { S: GIVEN_UP }, toldState: state, toldAt: at }),
      ...(paged && { paged: { S: `open ${GIVEN_UP}` } }),
    },
  });
}
