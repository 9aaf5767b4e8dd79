import type { Result } from '../core/result.ts';
import {
  type CredentialFact,
  type CredentialKind,
  type CredentialsRead,
  isInReach,
  type Reach,
} from '../core/user-credential.ts';
import type { Work } from './containment.ts';
import type { UserCredential } from './credential-unit.ts';
import { paces } from './patience.ts';
import { type Question, readUntil } from './read-back.ts';
import { notAsked, readingForState } from './reading.ts';
import { userCredentials } from './user-credentials.ts';

/**
 * Reads what the user has beside access keys, beside the read-back of those. Never rejects. @param but this kind, which is read
 * otherwise.
 */
export function readCredentials(
  { userName, but }: { readonly userName: string; readonly but?: CredentialKind },
  work: Work,
): Promise<readonly CredentialsRead[]> {
  const { iam, log } = work;
  const reading = readingForState(work);
  return Promise.all(
    userCredentials
      .filter(({ kind }) => kind !== but)
      .map(async (unit) => {
        const answer: Result<readonly CredentialFact[]> =
          reading.trouble === undefined
            ? await log.record(
                { call: unit.listCall, target: userName },
                iam.run(reading.pace, (sdk) => unit.list(sdk, { userName, ...reading.until })),
              )
            : notAsked(reading.trouble);
        return { kind: unit.kind, answer, readAt: work.clock.now().toISOString() };
      }),
  );
}

interface Stopping {
  readonly userName: string;
  readonly reach: Reach;
  readonly read: readonly CredentialsRead[];
}

/** Sets Inactive what is in reach, all at the same time. @returns the lists after that. */
export async function stopCredentials(
  { userName, reach, read }: Stopping,
  work: Work,
): Promise<readonly CredentialsRead[]> {
  if (read.every(({ answer }) => inReach(answer, { reach }).length === 0)) return read;
  const containedAt = await work.containedAt?.();
  const mayStop = (answer: CredentialsRead['answer']) => inReach(answer, { reach, containedAt });
  return Promise.all(
    read.map(async (one) => {
      const unit = userCredentials.find(({ kind }) => kind === one.kind);
      return unit === undefined ? one : stopUntilNoneIsLeft({ unit, userName, read: one, mayStop }, work);
    }),
  );
}

function inReach(answer: CredentialsRead['answer'], within: Parameters<typeof isInReach>[1]) {
  return answer.ok ? answer.value.filter((fact) => isInReach(fact, within)) : [];
}

/** A thief deletes one and makes another while it is being stopped. */
const MOST_ROUNDS = 10;

export async function stopUntilNoneIsLeft(
  {
    unit,
    userName,
    read: first,
    mayStop,
  }: {
    readonly unit: UserCredential;
    readonly userName: string;
    readonly read: CredentialsRead;
    readonly mayStop: (answer: CredentialsRead['answer']) => readonly CredentialFact[];
  },
  work: Work,
): Promise<CredentialsRead> {
  const tried = new Set<string>();
  let last = first;
  let stops = mayStop(last.answer).map(({ id }) => id);
  for (let round = 0; round < MOST_ROUNDS && stops.length > 0; round += 1) {
    const changes = await Promise.all(stops.map((id) => setCredentialInactive({ unit, userName, id }, work)));
    for (const id of stops) tried.add(id);
    const shows = (facts: readonly CredentialFact[]) =>
      !mayStop({ ok: true, value: facts }).some(({ id }) => tried.has(id));
    const accepted = changes.every(({ ok }) => ok);
    last = await readCredentialsUntil({ unit, userName, shows, accepted }, work);
    const { answer } = last;
    stops = mayStop(answer)
      .map(({ id }) => id)
      .filter((id) => !tried.has(id));
  }
  return last;
}

interface OfUnit {
  readonly unit: UserCredential;
  readonly userName: string;
}

export function setCredentialInactive(
  { unit, userName, id }: OfUnit & { readonly id: string },
  { iam, log }: Work,
): Promise<Result<void>> {
  const changedCredential = { kind: unit.kind, id, to: 'Inactive' } as const;
  return log.record(
    { call: unit.updateCall, target: `${id} Inactive`, changedCredential },
    iam.run(paces.stop, (sdk) => unit.deactivate(sdk, { userName, id })),
  );
}

/** The list after a change. */
export async function readCredentialsUntil(
  { unit, userName, ...question }: OfUnit & Omit<Question<readonly CredentialFact[]>, 'read'>,
  work: Work,
): Promise<CredentialsRead> {
  const read = () => listCredentials({ unit, userName, pace: 'readBack' }, work);
  const answer = await readUntil({ ...question, read }, work);
  return { kind: unit.kind, answer, readAt: work.clock.now().toISOString() };
}

/** @param pace of a list after a change, or of one without which nothing can be stopped. */
export function listCredentials(
  { unit, userName, pace }: OfUnit & { readonly pace: 'readBack' | 'stop' },
  { iam, log }: Work,
): Promise<Result<readonly CredentialFact[]>> {
  return log.record(
    { call: unit.listCall, target: userName },
    iam.run(paces[pace], (sdk) => unit.list(sdk, { userName })),
  );
}
