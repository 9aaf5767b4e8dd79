import { incidentOf } from './cases/case.ts';
import { asUser, guardDutyFinding } from './events/guard-duty.ts';
import { textAt } from './json.ts';
import type { Finding } from './report.ts';
import { countRetries, emptyRetries, waitForLog, waitForRetries } from './retry-queue.ts';
import { readRolePolicy } from './role-policy.ts';
import { deliver } from './rules.ts';
import type { Proof } from './run-case.ts';
import { createUser, readKeyStatuses } from './users.ts';

/** Lambda tries three times. Between the tries MiniStack waits one and two seconds, where AWS waits as many minutes. */
const SECONDS_FOR_ALL_TRIES = 20;

/** The first wait in the retry queue is a minute. */
const SECONDS_UNTIL_NEXT_TRY = 90;

/** The event is not lost: it comes back from the retry queue until it is contained. */
export async function proveWayBack(proof: Proof): Promise<readonly Finding[]> {
  const { aws, stack, proofStack } = proof;
  const policy = await readRolePolicy(aws, stack.roleName);
  const needed = policy.grants.filter(({ action }) => action === 'iam:UpdateAccessKey');
  const target = await createUser(aws, 'unstoppable');
  await emptyRetries(aws, stack);
  const since = Date.now();
  const [kept, triedAgain] = await policy.without(needed, async () => {
    await deliver(aws, stack, { event: guardDutyFinding(asUser(target)), bus: 'default' });
    const seconds = SECONDS_FOR_ALL_TRIES;
    return [
      await waitForRetries(aws, stack, { count: 1, seconds }),
      await waitForLog(aws, stack, { text: 'receives', since, seconds }),
    ];
  });
  const [statusBefore = ''] = await readKeyStatuses(target);
  const incident = incidentOf(target.accountId, target.keys[0].accessKeyId);
  const told = (state: string, seconds: number) =>
    proofStack.alerts.find(
      ({ json }) => textAt(json, 'dedupKey') === incident && textAt(json, 'state') === state,
      seconds,
    );
  const toldOfFailure = await told('NOT_CONTAINED', 10);
  const toldOfSuccess = await told('CONTAINED', SECONDS_UNTIL_NEXT_TRY);
  const [status = ''] = await readKeyStatuses(target);
  await waitForRetries(aws, stack, { count: 0, seconds: 5 });
  const left = await countRetries(aws, stack);
  return [
    {
      what: 'people are told NOT_CONTAINED while the role may not change keys',
      passed: toldOfFailure !== undefined,
    },
    { what: 'when Lambda gives up, the event is in the retry queue', passed: kept },
    {
      what: 'and fails there as well',
      passed: triedAgain > 0 && statusBefore === 'Active',
      found: statusBefore,
    },
    {
      what: 'once the role may, the event comes back by itself and the key is Inactive',
      passed: status === 'Inactive',
      found: status,
    },
    { what: 'and people are told CONTAINED', passed: toldOfSuccess !== undefined },
    { what: 'and the retry queue is empty', passed: left === 0, found: String(left) },
  ];
}
