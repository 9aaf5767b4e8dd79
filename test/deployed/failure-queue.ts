import { isDeepStrictEqual } from 'node:util';
import { incidentOf } from './cases/case.ts';
import type { AwsEvent } from './events/envelope.ts';
import { asUser, guardDutyFinding } from './events/guard-duty.ts';
import { textAt, valueAt } from './json.ts';
import { openMailbox } from './mailbox.ts';
import type { Finding } from './report.ts';
import { type Grant, type RolePolicy, readRolePolicy } from './role-policy.ts';
import { deliver } from './rules.ts';
import type { Proof } from './run-case.ts';
import { createUser, readKeyStatuses, type User } from './users.ts';

/** Lambda tries three times. Between the tries MiniStack waits one and two seconds, where AWS waits as many minutes. */
const SECONDS_FOR_ALL_TRIES = 20;

export interface FailedEvent {
  readonly target: User;
  readonly event: AwsEvent;
  /** What came into the failure queue. */
  readonly failure: unknown;
}

/** Sends an event that cannot succeed: the role may not change keys. `alsoTaken` goes with that permission. */
export async function sendFailingEvent(
  proof: Proof,
  policy: RolePolicy,
  alsoTaken: readonly Grant[] = [],
): Promise<FailedEvent> {
  const { aws, stack } = proof;
  const target = await createUser(aws, 'unstoppable');
  const event = guardDutyFinding(asUser(target));
  const failures = openMailbox(aws, stack.failureQueueUrl, (body) => body);
  const needed = policy.grants.filter(({ action }) => action === 'iam:UpdateAccessKey');

  const failure = await policy.without([...needed, ...alsoTaken], async () => {
    await deliver(aws, stack, { event, bus: 'default' });
    return failures.find((it) => textAt(it, 'requestPayload', 'id') === event.id, SECONDS_FOR_ALL_TRIES);
  });
  return { event, target, failure };
}

/** The event is not lost: it waits in the failure queue as it came, and can be run again from there. */
export async function proveFailureQueue(proof: Proof): Promise<readonly Finding[]> {
  const { aws, stack, proofStack } = proof;
  const policy = await readRolePolicy(aws, stack.roleName);
  const { event, target, failure } = await sendFailingEvent(proof, policy);
  const incident = incidentOf(target.accountId, target.keys[0].accessKeyId);
  const told = (state: string) =>
    proofStack.alerts.find(
      ({ json }) => textAt(json, 'dedupKey') === incident && textAt(json, 'state') === state,
      10,
    );
  const toldOfFailure = await told('NOT_CONTAINED');
  const [statusBefore = ''] = await readKeyStatuses(target);

  const payload = valueAt(failure, 'requestPayload');
  if (isEvent(payload)) await deliver(aws, stack, { event: payload, bus: 'default' });
  const toldOfSuccess = await told('CONTAINED');
  const [statusAfter = ''] = await readKeyStatuses(target);

  const condition = textAt(failure, 'requestContext', 'condition');
  return [
    {
      what: 'while the role may not change keys, the key stays Active',
      passed: statusBefore === 'Active',
      found: statusBefore,
    },
    { what: 'people are told NOT_CONTAINED', passed: toldOfFailure !== undefined },
    {
      what: 'when Lambda gives up, the failure queue is told why',
      passed: condition === 'RetriesExhausted',
      found: condition,
    },
    {
      what: 'and has the event as it was sent',
      passed: isDeepStrictEqual(payload, event),
      found: JSON.stringify(payload),
    },
    {
      what: 'run again from there once the role may, it makes the key Inactive',
      passed: statusAfter === 'Inactive',
      found: statusAfter,
    },
    { what: 'and people are told CONTAINED', passed: toldOfSuccess !== undefined },
  ];
}

function isEvent(payload: unknown): payload is AwsEvent {
  return textAt(payload, 'source') !== '';
}
