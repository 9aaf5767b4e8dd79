import { expect, describe as group, test } from '@jest/globals';
import { credential, detectionOf, KEY, SESSION, USER } from '../../scripts/coverage-tables/examples.ts';
import type { AffectedIdentity } from '../../src/core/detection.ts';
import { worstFirst } from '../../src/core/urgency.ts';
import { incidentOf } from '../incident-of.ts';

/** Of one severity, whatever becomes of it, so that the states decide. */
const SUSPECTED = { type: 'PenTest:IAMUser/KaliLinux', severity: 5 };
const contained = credential(KEY, USER);
const leftAlone = credential('AKIAI44QH8DHBEXAMPLE', USER, { signal: 'other-product' });
const alive = credential(SESSION, { type: 'AssumedRole', roleName: 'deploy' });

/** The states of what one event names, as its alert tells them. */
async function statesOf(affected: readonly AffectedIdentity[]) {
  const { entries } = await incidentOf({ ...detectionOf(contained, SUSPECTED), affected });
  return worstFirst(entries).map(({ outcome }) => outcome.state);
}

group('the headline is about what is worst, in whichever order the event names it', () => {
  test('a session that is alive comes before what was left alone, and that before what is contained', async () => {
    const expected = ['NOT_CONTAINED', 'NO_ACTION', 'CONTAINED'];
    expect(await statesOf([contained, leftAlone, alive])).toEqual(expected);
    expect(await statesOf([alive, leftAlone, contained])).toEqual(expected);
    expect(await statesOf([leftAlone, contained, alive])).toEqual(expected);
  });
});
