import { accessKeyKind, isUserName } from '../core/access-key-id.ts';
import { attempt } from '../core/attempt.ts';
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
function ownerOf({ userName, reason, decision }: Omit<Outcome, 'surroundings'>): string | undefined {
  if (reason === 'unconfirmed-user') return undefined;
  const { principal } = decision.implicated;
  const named = isHeldBack(reason) && principal.type === 'IAMUser' ? principal.userName : undefined;
  return userName ?? (isUserName(named) ? named : undefined);
}

/** A setting kept the responder from stopping it: a person is to decide, and asks what would break. */
function isHeldBack(reason: Outcome['reason']): boolean {
  return HELD_BACK.includes(reason);
}

const HELD_BACK: readonly Outcome['reason'][] = [
  ...(['exempt', 'observe', 'only-confirmed', 'below-minimum-severity'] as const),
];

/** What runs on a stopped key stops working; what runs on another that is Active is what a person will ask next. */
function keysInQuestion(outcome: Omit<Outcome, 'surroundings'>): readonly string[] {
  if (ownerOf(outcome) === undefined || outcome.reason === 'key-gone') return [];
  const stopped = keysSetInactive(outcome).map(({ accessKeyId }) => accessKeyId);
  const alive = outcome.keys
    ?.filter(({ status }) => status === 'Active')
    .map(({ accessKeyId }) => accessKeyId);
  return [...new Set([...named(outcome), ...stopped, ...(alive ?? [])])];
}

function named({ decision, reason }: Omit<Outcome, 'surroundings'>): readonly string[] {
  if (decision.action === 'deactivate-access-key') return [decision.accessKeyId];
  const { implicated } = decision;
  const id = isHeldBack(reason) && implicated.kind !== 'user' ? implicated.accessKeyId : undefined;
  return id !== undefined && accessKeyKind(id) === 'long-term' ? [id] : [];
}
