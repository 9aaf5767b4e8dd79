import { awsCommand, type Command, type RemedyFacts } from '../core/command.ts';
import { isStopped } from '../core/key-status.ts';
import { credentialsSetInactive } from '../core/outcome.ts';
import { onUsers } from '../core/permission.ts';
import type { Place } from '../core/place.ts';
import { reasons } from '../core/reasons/index.ts';
import { type CredentialFact, type CredentialKind, isMadeSince } from '../core/user-credential.ts';
import type { Measure } from './containment.ts';
import type { IamSdk } from './iam-sdk.ts';
import { restoreInLedger } from './restore-in-ledger.ts';

/** One kind of credential that a user may have beside access keys. Each is a unit of src/containment/user-credentials.ts. */
export interface UserCredential extends Measure, IamCalls {
  readonly kind: CredentialKind;
  readonly list: (sdk: IamSdk, about: OfUser) => Promise<readonly CredentialFact[]>;
  /** The command for one that is known by its record alone. */
  readonly stop: (one: OfUser & { readonly id: string }, place: Place) => readonly Command[];
}

interface IamCalls {
  /** As IAM names them: `iam:ListSSHPublicKeys`. */
  readonly listCall: string;
  readonly updateCall: string;
  /** Sets one Inactive. Without the name, two of IAM's three calls take the caller for the user. */
  readonly deactivate: (sdk: IamSdk, about: OfUser & { readonly id: string }) => Promise<void>;
}

export interface OfUser {
  readonly userName: string;
  readonly abortSignal?: AbortSignal;
}

/** Every page of the user's list. Without the name, IAM takes the caller for the user. */
type Listing = (sdk: IamSdk, about: OfUser) => AsyncIterable<Listed>;

/** One of the list, in the types of the SDK. */
export interface Listed {
  readonly id: string | undefined;
  readonly status: string | undefined;
  readonly madeAt: Date | undefined;
  readonly service?: string | undefined;
}

/** The words of AWS's CLI. */
interface Cli {
  /** `ssh-public-key`, and its plural for the list. */
  readonly noun: string;
  readonly plural: string;
  readonly idFlag: string;
}

/** The permissions and commands follow from the names of the calls. */
export function userCredential({
  kind,
  cli: { noun, plural, idFlag },
  listing,
  ...calls
}: IamCalls & {
  readonly kind: CredentialKind;
  readonly cli: Cli;
  readonly listing: Listing;
}): UserCredential {
  const ofUser = (
    { userName, place }: { readonly userName: string; readonly place: Place },
    [action, ...flags]: readonly [string, ...string[]],
  ) => [awsCommand(place, ['iam', action, `--user-name=${userName}`, ...flags])];
  const command = (
    { place, entity: { userName } }: RemedyFacts,
    words: readonly [string, ...string[]],
  ): readonly Command[] => (userName === undefined ? [] : ofUser({ userName, place }, words));
  /** One command for each credential. */
  const each = (ids: readonly string[], [verb, ...flags]: readonly [string, ...string[]]) =>
    ids.map((id): readonly [string, ...string[]] => [`${verb}-${noun}`, `--${idFlag}=${id}`, ...flags]);
  return {
    kind,
    ...calls,
    list: async (sdk, about) => {
      const facts: CredentialFact[] = [];
      for await (const listed of listing(sdk, about)) facts.push(...factOf(kind, listed));
      return facts;
    },
    stop: ({ userName, id }, place) =>
      each([id], ['update', '--status=Inactive']).flatMap((words) => ofUser({ userName, place }, words)),
    permissions: [onUsers(calls.listCall, calls.updateCall)],
    inspect: (facts) =>
      facts.outcome.credentials === undefined && !isAbout(facts, kind)
        ? []
        : command(facts, [`list-${plural}`]),
    byHand: (facts) =>
      each(aliveIn(facts, kind), ['update', '--status=Inactive']).flatMap((words) => command(facts, words)),
    undo: (facts) => {
      const on = each(mayGoBack(facts, kind), ['update', '--status=Active']).flatMap((words) =>
        command(facts, words),
      );
      return on.length === 0 ? [] : [restoreInLedger(facts.entity.dedupKey, facts), ...on];
    },
    finish: (facts) => each(stoppedIn(facts, kind), ['delete']).flatMap((words) => command(facts, words)),
  };
}

/** Without an id nobody can change it. */
function factOf(kind: CredentialKind, { id, status, madeAt, service }: Listed): readonly CredentialFact[] {
  if (id === undefined) return [];
  return [
    {
      ...{ kind, id, status: status ?? 'unknown' },
      ...(madeAt !== undefined && { createdAt: madeAt.toISOString() }),
      ...(service !== undefined && { service: service.replace(/\.amazonaws\.com.*$/, '') }),
    },
  ];
}

/** Nobody acts on the facts about a user who was left alone, or is gone. */
function aliveIn({ outcome, entity }: About, kind: CredentialKind): readonly string[] {
  if (outcome.state === 'RESOLVED' || reasons[outcome.reason].gone) return [];
  const facts = factsOf(outcome, kind);
  return [
    ...unreadOf({ outcome, entity }, { kind, facts }),
    ...facts.filter((fact) => !isStopped(fact)).map(({ id }) => id),
  ];
}

type About = Pick<RemedyFacts, 'outcome' | 'entity'>;

/** The one that the event names, until it is read. The user may be another one than its own. */
function unreadOf(
  { outcome, entity: { other } }: About,
  { kind, facts }: { readonly kind: CredentialKind; readonly facts: readonly CredentialFact[] },
): readonly string[] {
  if (other?.kind !== kind || reasons[outcome.reason].otherUser) return [];
  return facts.some(({ id }) => id === other.id) ? [] : [other.id];
}

/** The event names one of this kind, or an API key. */
function isAbout({ outcome, entity }: RemedyFacts, kind: CredentialKind): boolean {
  const { affected } = outcome.decision;
  const isApiKey = 'apiKeyOf' in affected && affected.apiKeyOf !== undefined;
  return entity.other?.kind === kind || (kind === 'service-specific-credential' && isApiKey);
}

function stoppedIn({ outcome }: RemedyFacts, kind: CredentialKind): readonly string[] {
  return credentialsSetInactive(outcome)
    .filter((one) => one.kind === kind)
    .map(({ id }) => id);
}

/** What was made after the first evidence may be the thief's own: no command switches it on. */
function mayGoBack(facts: RemedyFacts, kind: CredentialKind): readonly string[] {
  const { outcome, entity } = facts;
  const { decision } = outcome;
  const reach = 'reach' in decision ? decision.reach : undefined;
  const younger = factsOf(outcome, kind)
    .filter(({ createdAt }) => reach !== undefined && isMadeSince(createdAt, reach))
    .map(({ id }) => id);
  // A new secret for an old one is no older than the theft.
  const made = decision.affected.kind === 'new-credential' ? entity.other?.id : undefined;
  return stoppedIn(facts, kind).filter((id) => !younger.includes(id) && id !== made);
}

function factsOf(
  { credentials = [] }: RemedyFacts['outcome'],
  kind: CredentialKind,
): readonly CredentialFact[] {
  return credentials.flatMap(({ kind: of, answer }) => (of === kind && answer.ok ? answer.value : []));
}
