import type { Container } from './container.ts';
import { keysSetInactive, type Outcome } from './core/outcome.ts';
import { reasons } from './core/reasons/index.ts';
import { redact } from './core/redact.ts';
import { resultOf } from './core/result.ts';
import {
  type ChangedKey,
  LOOK_AGAIN,
  type RevokedRole,
  type SecondLook,
  secondsToLook,
} from './core/second-look.ts';
import type { Invoked } from './create-handler.ts';

interface Responded {
  readonly outcomes: readonly Outcome[];
  readonly startedAt: Date;
  readonly c: Container & Invoked;
}

/**
 * Has the queue bring the event back to read what IAM was too busy to show. If the whole event runs again anyway, nothing is
 * sent. @returns what is not done yet.
 */
export async function readLater(
  event: unknown,
  { outcomes, startedAt, c }: Responded,
): Promise<readonly string[]> {
  const unread = outcomes.filter(({ reason }) => reasons[reason].looksAgain);
  if (unread.length === 0 || outcomes.some(({ retry }) => retry)) return [];
  // The message of a second look stays in the queue, and comes back ever later.
  if (c.invocation.secondLook !== undefined) return unread.map(({ reason }) => reason);
  const changed = unread.flatMap((outcome): readonly ChangedKey[] => {
    const { userName } = outcome;
    const quarantine = quarantineOf(outcome);
    if (userName === undefined) return [];
    return keysSetInactive(outcome).map((key) => ({ ...key, userName, ...(quarantine && { quarantine }) }));
  });
  const revoked = unread.flatMap(({ decision, revokedBefore, actions }): readonly RevokedRole[] => {
    const put = actions.findLast(({ call }) => call === 'iam:PutRolePolicy');
    if (decision.action !== 'revoke-role-sessions' || revokedBefore === undefined || put === undefined)
      return [];
    const { accountId, roleName } = decision;
    return [{ accountId, roleName, revokedBefore, at: new Date(put.at) }];
  });
  // The dates become text in the message.
  const keysRead = unread.every(({ verifiedAt }) => verifiedAt !== undefined);
  const look: SecondLook = { since: startedAt, changed, revoked, keysRead };
  const payload = { event: redact(event).event, ...look };
  const sent = await resultOf(
    c.later
      .get()
      .then((later) =>
        later.send({ task: LOOK_AGAIN, payload }, { delaySeconds: secondsToLook(c.random()) }),
      ),
  );
  return sent.ok ? [] : [`sqs:SendMessage ${sent.error}`];
}

/** Whether it held does not matter: that is what is read again. */
function quarantineOf({ quarantine }: Outcome): ChangedKey['quarantine'] {
  if (quarantine === undefined) return undefined;
  const { holds, ...rest } = quarantine;
  return rest;
}
