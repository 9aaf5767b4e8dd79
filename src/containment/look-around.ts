import { attempt } from '../core/attempt.ts';
import type { Decision } from '../core/decision.ts';
import { keysSetInactive, type Outcome, type Surroundings } from '../core/outcome.ts';
import type { Clock, Iam } from '../core/ports.ts';

/** What this may call; a test holds the role to it. It only reads, and nothing waits for it but the alert. */
export const permissions = ['iam:ListAccountAliases', 'iam:GetLoginProfile', 'iam:GetAccessKeyLastUsed'];

/** Once the credential is stopped, or is not: what an engineer wants to know next. Never rejects; each part may be unknown. */
export async function lookAround(
  outcome: Omit<Outcome, 'surroundings'>,
  { iam, clock }: { readonly iam: Iam; readonly clock: Clock },
): Promise<Surroundings> {
  const userName = ownerOf(outcome);
  const [accountAlias, consolePassword, lastUses] = await Promise.all([
    attempt(iam.findAccountAlias),
    userName === undefined ? undefined : attempt(() => iam.findConsolePassword(userName)),
    Promise.all(
      keysInQuestion(outcome).map(async (accessKeyId) => ({
        accessKeyId,
        use: await attempt(() => iam.findLastUse(accessKeyId)),
      })),
    ),
  ]);
  const readAt = clock.now().toISOString();
  return { readAt, accountAlias, ...(consolePassword !== undefined && { consolePassword }), lastUses };
}

/** Whose name it is, where that is known: what is true of a namesake says nothing. */
function ownerOf({ userName, reason }: Omit<Outcome, 'surroundings'>): string | undefined {
  return reason === 'unconfirmed-user' ? undefined : userName;
}

/** Whatever is broken by stopping them stops working now; of a key that is still Active, what would be. */
function keysInQuestion(outcome: Omit<Outcome, 'surroundings'>): readonly string[] {
  if (ownerOf(outcome) === undefined || outcome.reason === 'key-gone') return [];
  const stopped = keysSetInactive(outcome).map(({ accessKeyId }) => accessKeyId);
  return [...new Set([...named(outcome.decision), ...stopped])];
}

function named(decision: Decision): readonly string[] {
  return decision.action === 'deactivate-access-key' ? [decision.accessKeyId] : [];
}
