import type { IncidentEntity } from '../core/incident-entity.ts';
import { isAlive } from '../core/key-status.ts';
import { credentialsSetInactive, type Outcome } from '../core/outcome.ts';
import type { Words } from '../core/reasons/reason-row.ts';
import { otherCredentialsOf } from '../core/surviving-credentials.ts';
import {
  type CredentialFact,
  type CredentialKind,
  credentialKinds,
  type OtherCredential,
} from '../core/user-credential.ts';
import { defang } from './sanitize.ts';

/** A text names so many at most, and counts the others. */
const MOST_NAMED = 2;

/** The other credentials of the user, for the verdict. */
export function credentialWords(
  outcome: Outcome,
): Pick<
  Words,
  'alsoStopped' | 'alsoStoppedIs' | 'younger' | 'youngerWork' | 'older' | 'olderWork' | 'unread'
> {
  const { younger, older, unread } = otherCredentialsOf(outcome);
  const stopped = credentialsSetInactive(outcome);
  const facts = (outcome.credentials ?? []).flatMap(({ answer }) => (answer.ok ? answer.value : []));
  const alsoStopped = facts.filter(({ id }) => stopped.some((one) => one.id === id)).map(nameOf);
  return {
    alsoStopped: alsoStopped.length === 0 ? undefined : inOneText(alsoStopped),
    alsoStoppedIs: alsoStopped.length === 1 ? 'is' : 'are',
    younger: inOneText(younger.map(nameOf)),
    youngerWork: younger.length === 1 ? 'works' : 'work',
    older: inOneText(older.map(nameOf)),
    olderWork: older.length === 1 ? 'works' : 'work',
    unread: joined(unread.map(listOf)),
  };
}

/**
 * What the verdict is about. Of a reported API key nobody knows the id: it is among the service-specific credentials of its user
 * that work, or it may be if they could not be read. If none of them works, an access key of the user may.
 */
export function credentialInWords(
  outcome: Outcome,
  { accessKeyId, other }: Pick<IncidentEntity, 'accessKeyId' | 'other'>,
): string {
  if (accessKeyId !== undefined) return `access key ${accessKeyId}`;
  if (other !== undefined) return nameOf(factOf(other, outcome) ?? { ...other, status: 'unknown' });
  const { affected, action } = outcome.decision;
  if (action === 'deactivate-service-credentials') {
    const facts = listedOf('service-specific-credential', outcome);
    const alive = facts?.filter(isAlive) ?? [];
    if (alive.length > 0) return inOneText(alive.map(nameOf));
    if (facts !== undefined) return 'an access key';
  }
  return 'apiKeyOf' in affected && affected.apiKeyOf !== undefined
    ? `the reported API key of ${affected.apiKeyOf}`
    : 'the key';
}

/** As IAM lists it. `undefined` if nobody read it, or could. */
export function factOf({ kind, id }: OtherCredential, outcome: Outcome): CredentialFact | undefined {
  return listedOf(kind, outcome)?.find((fact) => fact.id === id);
}

/** `undefined` if nobody read them, or could. */
export function listedOf(
  kind: CredentialKind,
  { credentials = [] }: Outcome,
): readonly CredentialFact[] | undefined {
  const answer = credentials.find((read) => read.kind === kind)?.answer;
  return answer?.ok ? answer.value : undefined;
}

/** `service-specific credential ACCA… (bedrock)`. */
export function nameOf(credential: CredentialFact | 'console-password'): string {
  if (credential === 'console-password') return 'a console password';
  const { kind, id, service } = credential;
  return `${credentialKinds[kind].one} ${defang(id)}${service === undefined ? '' : ` (${defang(service)})`}`;
}

function listOf(kind: CredentialKind | 'console-password'): string {
  return kind === 'console-password' ? 'the console password' : `its ${credentialKinds[kind].many}`;
}

function inOneText(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return joined(more > 0 ? [...names.slice(0, MOST_NAMED), `${more} more`] : names);
}

function joined(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? 'nothing') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
