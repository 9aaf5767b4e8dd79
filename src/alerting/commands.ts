import type { Claims } from '../core/claims.ts';
import { awsCommand, type Command, type Remedy } from '../core/command.ts';
import { containmentIdOf } from '../core/dedup-key.ts';
import type { Detection } from '../core/detection.ts';
import type { IncidentEntry } from '../core/incident.ts';
import { reasons } from '../core/reasons/index.ts';
import type { AlertContext } from './alert.ts';
import { homeRegionOf, isRegion } from './console-links.ts';

export interface Commands {
  /** Prints the account id, so that a person does not change the wrong account. */
  readonly confirmAccount: Command;
  readonly inspect: readonly Command[];
  /** Stops what is still alive. */
  readonly contain: readonly Command[];
  /** Restores what the responder changed. */
  readonly undo: readonly Command[];
  readonly finish: readonly Command[];
}

/** Collects the commands of every containment. A sample finding has none, because nothing in it is real. */
export function commandsFor(
  { outcome, entity, made, youngerKeys }: IncidentEntry,
  {
    detection,
    context,
    remedies,
    containments,
  }: {
    readonly detection: Detection;
    readonly context: AlertContext;
    readonly remedies: readonly Remedy[];
    readonly containments: Claims['containments'];
  },
): Commands {
  const { place, sentAt, settings } = context;
  const confirmAccount = confirmCommand(context);
  if (outcome.state === 'TEST') return { confirmAccount, inspect: [], contain: [], undo: [], finish: [] };
  const { ledgerTableName } = settings;
  const containmentOf = (dedupKey: string) =>
    containments.get(dedupKey) ?? containmentIdOf(detection.eventId);
  const facts = { outcome, entity, made, youngerKeys, place, sentAt, ledgerTableName, containmentOf };
  const contain = remedies.flatMap(({ byHand }) => byHand?.(facts) ?? []);
  return {
    confirmAccount,
    inspect: [
      ...remedies.flatMap(({ inspect }) => inspect?.(facts) ?? []),
      ...[entity.accessKeyId, sessionIn(made)].flatMap((id) =>
        lookUpEvents(id, { seenIn: detection.region, context }),
      ),
    ],
    contain: reasons[outcome.reason].denyFirst ? contain.toSorted(denyBeforeKeys) : contain,
    // The last change is undone first. But the ledger must know of the undo before its record of the deny comes.
    undo: withoutRepeats(remedies.toReversed().flatMap(({ undo }) => undo?.(facts) ?? [])).toSorted(denyLast),
    finish: remedies.flatMap(({ finish }) => finish?.(facts) ?? []),
  };
}

/** A session that was made has an id of its own, by which CloudTrail finds what it does. */
function sessionIn(made: IncidentEntry['made']): string | undefined {
  return made?.kind === 'session' ? made.accessKeyId : undefined;
}

/** The ledger takes an undo once, and several credentials may need the same one. */
function withoutRepeats(commands: readonly Command[]): readonly Command[] {
  return [...new Map(commands.map((command) => [command.argv.join(' '), command])).values()];
}

function denyBeforeKeys(one: Command, other: Command): number {
  const isDeny = ({ argv }: Command) => argv[2] === 'attach-user-policy';
  return Number(isDeny(other)) - Number(isDeny(one));
}

function denyLast(one: Command, other: Command): number {
  const isDeny = ({ argv }: Command) => /detach-user-policy|user-permissions-boundary/.test(argv[2] ?? '');
  return Number(isDeny(one)) - Number(isDeny(other));
}

export function confirmCommand({ place }: AlertContext): Command {
  return awsCommand(place, ['sts', 'get-caller-identity', '--query=Account', '--output=text']);
}

/** Each Region has its own event history. CloudTrail API reference, LookupEvents. */
function lookUpEvents(
  accessKeyId: string | undefined,
  {
    seenIn,
    context: {
      place: { region, partition },
    },
  }: { readonly seenIn: string; readonly context: AlertContext },
): readonly Command[] {
  if (accessKeyId === undefined) return [];
  const attribute = `AttributeKey=AccessKeyId,AttributeValue=${accessKeyId}`;
  // IAM calls are always in the history of IAM's Region. Other calls are in the Region of the event.
  const regions = new Set([isRegion(seenIn) ? seenIn : region, homeRegionOf(partition) ?? region]);
  return [...regions].map((there) => ({
    argv: [
      ...['aws', 'cloudtrail', 'lookup-events', `--lookup-attributes=${attribute}`],
      ...['--max-items=50', `--region=${there}`],
    ],
  }));
}
