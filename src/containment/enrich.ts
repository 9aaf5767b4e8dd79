import { accessKeyKind, isUserName } from '../core/access-key-id.ts';
import type { Clock } from '../core/clock.ts';
import { isAlive } from '../core/key-status.ts';
import { type Enrichment, type KeyUse, type Outcome, stoppedKeysOf } from '../core/outcome.ts';
import { onEveryResource, onUsers, type Permission } from '../core/permission.ts';
import { reasons } from '../core/reasons/index.ts';
import { type Result, resultOf } from '../core/result.ts';
import type { ConsolePassword } from '../core/user-credential.ts';
import type { Iam, Until } from './iam-account.ts';
import { limitAt, notAsked, readingForState } from './reading.ts';

/** Only reads. Only the alert waits for it. */
export const enrichPermissions: readonly Permission[] = [
  onUsers('iam:GetLoginProfile'),
  onEveryResource('iam:ListAccountAliases', 'iam:GetAccessKeyLastUsed'),
];

/**
 * After containment: reads what an engineer wants to know next, each fact once. Never rejects. Each part may be unknown. If IAM
 * is in trouble, only what decides the state is asked: another environment needs its rate to stop a key, and the alert is late
 * already.
 */
export class LookAround {
  readonly #clock: Clock;
  readonly #accountAlias: (about?: undefined) => Promise<Result<string>>;
  /** Also for the state: a password that was made after the first evidence may be the thief's. */
  readonly consolePassword: (userName: string) => Promise<Result<ConsolePassword>>;
  readonly #lastUse: (accessKeyId: string) => Promise<Result<KeyUse>>;

  constructor(asking: Asking) {
    const { iam, clock, tellBy } = asking;
    const ask = async <T>(call: (until: Until) => Promise<T>): Promise<Result<T>> => {
      const { trouble } = iam;
      if (trouble !== undefined) return notAsked(trouble);
      return resultOf(call({ abortSignal: clock.abortAfter(limitAt(clock.now(), tellBy)) }));
    };
    this.#clock = clock;
    this.#accountAlias = once(() => ask((until) => iam.findAccountAlias(until)));
    this.consolePassword = once(async (name: string) => {
      const reading = readingForState(asking);
      return reading.trouble === undefined
        ? resultOf(iam.findConsolePassword(name, reading))
        : notAsked(reading.trouble);
    });
    this.#lastUse = once((id: string) => ask((until) => iam.findLastUse(id, until)));
  }

  /** While the change is read back. What turns out to be about somebody else is not used. */
  begin({ userName, stopped }: { readonly userName: string; readonly stopped: readonly string[] }): void {
    const lastUses = stopped.map((accessKeyId) => this.#lastUse(accessKeyId));
    void Promise.all([this.#accountAlias(), this.consolePassword(userName), ...lastUses]);
  }

  async enrich(outcome: Outcome): Promise<Enrichment> {
    const userName = ownerOf(outcome);
    const [accountAlias, consolePassword, lastUses] = await Promise.all([
      this.#accountAlias(),
      userName === undefined ? undefined : this.consolePassword(userName),
      Promise.all(
        keysInQuestion(outcome).map(async (accessKeyId) => ({
          accessKeyId,
          use: await this.#lastUse(accessKeyId),
        })),
      ),
    ]);
    const readAt = this.#clock.now().toISOString();
    return { readAt, accountAlias, ...(consolePassword !== undefined && { consolePassword }), lastUses };
  }
}

interface Asking {
  readonly iam: Iam;
  readonly clock: Clock;
  readonly tellBy?: Date;
  /** A second look. */
  readonly readsFirst?: boolean;
}

/** Keeps each answer. */
function once<T, A = undefined>(ask: (about: A) => T): (about: A) => T {
  const answers = new Map<A, T>();
  return (about) => {
    const answer = answers.get(about) ?? ask(about);
    answers.set(about, answer);
    return answer;
  };
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
