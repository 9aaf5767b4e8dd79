import { accessKeyKind, isUserName } from '../core/access-key-id.ts';
import type { Clock } from '../core/clock.ts';
import { isAlive } from '../core/key-status.ts';
import { type Enrichment, type Outcome, stoppedKeysOf } from '../core/outcome.ts';
import { onEveryResource, onUsers, type Permission } from '../core/permission.ts';
import { reasons } from '../core/reasons/index.ts';
import { type Result, resultOf } from '../core/result.ts';
import type { Iam } from './iam-account.ts';

/** Only reads. Only the alert waits for it. */
export const enrichPermissions: readonly Permission[] = [
  onUsers('iam:GetLoginProfile'),
  onEveryResource('iam:ListAccountAliases', 'iam:GetAccessKeyLastUsed'),
];

/** How long an alert waits for all of it. */
const ENRICH_MS = 3_000;
/** Long enough for IAM if it is well. */
const LEAST_MS = 800;

/**
 * After containment: reads what an engineer wants to know next. Never rejects. Each part may be unknown. If IAM is in trouble,
 * nothing is asked: another environment needs its rate to stop a key, and the alert is late already.
 */
export async function enrich(
  outcome: Outcome,
  { iam, clock, tellBy }: { readonly iam: Iam; readonly clock: Clock; readonly tellBy?: Date },
): Promise<Enrichment> {
  const userName = ownerOf(outcome);
  const until = { abortSignal: clock.abortAfter(limitAt(clock.now(), tellBy)) };
  const { trouble } = iam;
  const ask = async <T>(call: () => Promise<T>): Promise<Result<T>> =>
    trouble === undefined ? resultOf(call()) : { ok: false, error: `not asked, IAM ${trouble}` };
  const [accountAlias, consolePassword, lastUses] = await Promise.all([
    ask(() => iam.findAccountAlias(until)),
    userName === undefined ? undefined : ask(() => iam.findConsolePassword(userName, until)),
    Promise.all(
      keysInQuestion(outcome).map(async (accessKeyId) => ({
        accessKeyId,
        use: await ask(() => iam.findLastUse(accessKeyId, until)),
      })),
    ),
  ]);
  const readAt = clock.now().toISOString();
  return { readAt, accountAlias, ...(consolePassword !== undefined && { consolePassword }), lastUses };
}

/** The first alert goes out within six seconds after the event. Once people were told, the end of the try can wait. */
function limitAt(now: Date, tellBy: Date | undefined): number {
  const rest = (tellBy?.getTime() ?? 0) - now.getTime();
  return rest > 0 ? Math.min(ENRICH_MS, Math.max(rest, LEAST_MS)) : ENRICH_MS;
}

/** The user, if known for sure. Facts about another user of the same name would mislead. */
function ownerOf({ userName, reason, decision: { affected } }: Outcome): string | undefined {
  const { otherUser, heldBack } = reasons[reason];
  if (otherUser) return undefined;
  const { principal } = affected;
  // A setting stopped the responder from acting. The person who decides asks what would break.
  const named = heldBack && principal.type === 'IAMUser' ? principal.userName : undefined;
  return userName ?? (isUserName(named) ? named : undefined);
}

/** Jobs on a stopped key stop working. If another key is alive, a person asks what runs on it. */
function keysInQuestion(outcome: Outcome): readonly string[] {
  if (ownerOf(outcome) === undefined || reasons[outcome.reason].gone) return [];
  const stopped = stoppedKeysOf(outcome);
  const alive = outcome.keys?.filter(isAlive).map(({ accessKeyId }) => accessKeyId);
  return [...new Set([...named(outcome), ...stopped, ...(alive ?? [])])];
}

function named({ decision, reason }: Outcome): readonly string[] {
  if (decision.action === 'deactivate-access-key') return [decision.accessKeyId];
  const { affected } = decision;
  const id = reasons[reason].heldBack && affected.kind !== 'user' ? affected.accessKeyId : undefined;
  return id !== undefined && accessKeyKind(id) === 'long-term' ? [id] : [];
}
