import { accessKeyKind, isUserName } from '../core/access-key-id.ts';
import type { Clock } from '../core/clock.ts';
import { isAlive } from '../core/key-status.ts';
import { type Enrichment, keysSetInactive, type Outcome } from '../core/outcome.ts';
import { onEveryResource, onUsers, type Permission } from '../core/permission.ts';
import { reasons } from '../core/reasons/index.ts';
import { resultOf } from '../core/result.ts';
import type { Iam } from './iam-account.ts';

/** It only reads, and nothing waits for it but the alert. */
export const enrichPermissions: readonly Permission[] = [
  onUsers('iam:GetLoginProfile'),
  onEveryResource('iam:ListAccountAliases', 'iam:GetAccessKeyLastUsed'),
];

/** Once the credential is stopped, or is not: what an engineer wants to know next. Never rejects; each part may be unknown. */
export async function enrich(
  outcome: Outcome,
  { iam, clock }: { readonly iam: Iam; readonly clock: Clock },
): Promise<Enrichment> {
  const userName = ownerOf(outcome);
  const [accountAlias, consolePassword, lastUses] = await Promise.all([
    resultOf(iam.findAccountAlias()),
    userName === undefined ? undefined : resultOf(iam.findConsolePassword(userName)),
    Promise.all(
      keysInQuestion(outcome).map(async (accessKeyId) => ({
        accessKeyId,
        use: await resultOf(iam.findLastUse(accessKeyId)),
      })),
    ),
  ]);
  const readAt = clock.now().toISOString();
  return { readAt, accountAlias, ...(consolePassword !== undefined && { consolePassword }), lastUses };
}

/** Whose name it is, where that is known: what is true of a namesake says nothing. */
function ownerOf({ userName, reason, decision: { affected } }: Outcome): string | undefined {
  const { otherUser, heldBack } = reasons[reason];
  if (otherUser) return undefined;
  const { principal } = affected;
  // A setting kept the responder from acting: a person is to decide, and asks what would break.
  const named = heldBack && principal.type === 'IAMUser' ? principal.userName : undefined;
  return userName ?? (isUserName(named) ? named : undefined);
}

/** What runs on a stopped key stops working; what runs on another that is alive is what a person will ask next. */
function keysInQuestion(outcome: Outcome): readonly string[] {
  if (ownerOf(outcome) === undefined || reasons[outcome.reason].gone) return [];
  const stopped = keysSetInactive(outcome).map(({ accessKeyId }) => accessKeyId);
  const alive = outcome.keys?.filter(isAlive).map(({ accessKeyId }) => accessKeyId);
  return [...new Set([...named(outcome), ...stopped, ...(alive ?? [])])];
}

function named({ decision, reason }: Outcome): readonly string[] {
  if (decision.action === 'deactivate-access-key') return [decision.accessKeyId];
  const { affected } = decision;
  const id = reasons[reason].heldBack && affected.kind !== 'user' ? affected.accessKeyId : undefined;
  return id !== undefined && accessKeyKind(id) === 'long-term' ? [id] : [];
}
