import type { DecisionTo } from '../core/decision.ts';
import type { ContainmentResult } from '../core/outcome.ts';
import { isInReach } from '../core/user-credential.ts';
import type { Work } from './containment.ts';
import { verifyKeys } from './read-back.ts';
import { errorOf, setInactive } from './set-inactive.ts';

type Decision = DecisionTo<'deactivate-access-key'>;

export interface KeyChange {
  readonly userName: string;
  /** The code of the error. `undefined` if IAM accepted the change. */
  readonly error: string | undefined;
}

/** A key that the user has made since the first evidence may be the thief's second one: it is stopped, too. */
export async function verifyWithYounger(
  change: KeyChange,
  { decision: { accessKeyId, reach }, work }: { readonly decision: Decision; readonly work: Work },
): Promise<ContainmentResult> {
  const first = await verifyKeys({ ...change, stopped: [accessKeyId] }, work);
  if (first.reason !== 'other-key-active' || first.userName === undefined) return first;
  const { userName, keys = [] } = first;
  if (!keys.some((key) => isInReach(key, { reach }))) return first;
  const containedAt = await work.containedAt?.();
  const younger = keys.filter((key) => isInReach(key, { reach, containedAt })).map((key) => key.accessKeyId);
  if (younger.length === 0) return first;
  const errors = await Promise.all(
    younger.map((id) => setInactive({ userName, accessKeyId: id }, work).then(errorOf)),
  );
  const error = errors.find((code) => code !== undefined && code !== 'NoSuchEntityException');
  const accepted = { userName, error: undefined, stopped: [accessKeyId] };
  const again = await verifyKeys({ ...accepted, alsoStopped: error === undefined ? younger : [] }, work);
  // What was read before is still true.
  return again.keys === undefined ? first : again;
}
