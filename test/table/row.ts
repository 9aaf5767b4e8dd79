import type { DetectionClass, Principal } from '../../src/core/detection.ts';
import type { NoActionReason } from '../../src/core/reasons/index.ts';
import type { Json } from '../fixture.ts';
import { allowed, type Weight } from './classes.ts';
import { type Credential, type CredentialKind, type Endings, endings } from './credentials.ts';
import { type Ending, leftAlone } from './ending.ts';
import { type Setting, settings } from './settings.ts';
import { KEY } from './world.ts';

/** An event, what it names, and the rule of the packaged template that delivers it. */
export interface Row {
  /** In words that follow the name of the source. */
  readonly tells: string;
  readonly event: Json;
  readonly rule: string | undefined;
  readonly names: readonly [Named, ...Named[]];
  /** Columns that cannot be told apart from the outside, with the reason. */
  readonly without?: { readonly column: Setting; readonly because: string };
}

export interface Named extends Credential {
  readonly credential: CredentialKind;
  readonly class: DetectionClass;
  /** The finding says how severe it is. */
  readonly severity?: 'given';
  /** It is suspected for the sake of the API call. */
  readonly suspectedCall?: true;
  /** For the sake of the call it wakes somebody, and no more. */
  readonly loud?: 'tampering' | 'tampering-refused';
  /** Whoever made the call is named well enough to be trusted with it. */
  readonly trustedIn?: Setting;
  /** Only this setting lets it be acted on. */
  readonly suspectedBy?: Setting;
  /** Its class is settled before anybody asks whether the key is bait. */
  readonly baitOrNot?: true;
  /** Not the one that the event is about: named in the outcomes only where it is more than informational. */
  readonly bystander?: true;
  /** Where it is another than the one under which the row stands. */
  readonly principal?: Principal['type'];
}

/** Why no event of a source can name such a principal. */
export interface CannotOccur {
  readonly cannot: string;
}

/** A new type of principal does not compile until every source says what it makes of it. */
export type RowsOfSource = Readonly<Record<Principal['type'], readonly Row[] | CannotOccur>>;
export type Source = 'guardduty' | 'cloudtrail' | 'health' | 'security-hub' | 'trusted-advisor' | 'report';
export type Table = Readonly<Record<Source, RowsOfSource>>;

export function cannot(because: string): CannotOccur {
  return { cannot: because };
}

/** What one row is under one setting. */
export interface Combination {
  readonly source: Source;
  readonly row: Row;
  readonly setting: Setting;
  readonly outcomes: readonly Expected[];
}

export interface Expected {
  readonly ending: Ending;
  readonly class: DetectionClass;
  readonly principal: Principal['type'];
}

export function combinationsOf(table: Table): readonly Combination[] {
  return entriesOf(table).flatMap(([source, rows]) =>
    entriesOf(rows).flatMap(([principal, ofPrincipal]) =>
      'cannot' in ofPrincipal
        ? []
        : ofPrincipal.flatMap((row) =>
            keysOf(settings)
              .filter((setting) => setting !== row.without?.column)
              .map((setting) => ({ source, row, setting, outcomes: expected(row, principal, setting) })),
          ),
    ),
  );
}

function expected({ names }: Row, principal: Principal['type'], setting: Setting): readonly Expected[] {
  return names
    .map((named) => ({ named, class: classUnder(setting, named) }))
    .filter(({ named, class: itsClass }) => named.bystander !== true || itsClass !== 'informational')
    .map(({ named, class: itsClass }) => ({
      ending: endingOf(named, itsClass, setting),
      class: itsClass,
      principal: named.principal ?? principal,
    }));
}

function classUnder(setting: Setting, named: Named): DetectionClass {
  if (setting === 'a honey key' && named.key === KEY && named.baitOrNot !== true) return 'confirmed';
  if (setting === named.suspectedBy) return 'suspected';
  if (setting === named.trustedIn) return 'benign';
  if (isTakenOff(setting, named)) return 'informational';
  return named.class;
}

function endingOf(named: Named, itsClass: DetectionClass, setting: Setting): Ending {
  const ofCall =
    itsClass === named.class || itsClass === 'benign' || isTakenOff(setting, named)
      ? reasonIn(setting, named)
      : undefined;
  if (ofCall !== undefined) return leftAlone(ofCall);
  const columns: Endings = endings[named.credential](named);
  // What is no incident is left alone before anybody asks for its class.
  const verdict = columns.usually.action === 'none' ? 'to act' : allowed[weightOf(named, itsClass)][setting];
  if (verdict !== 'to act') return leftAlone(verdict);
  return columns[setting] ?? columns.usually;
}

/** The calls of the rows end the trail: without being listed they are told as those that silence it. */
function isTakenOff(setting: Setting, { suspectedCall }: Named): boolean {
  return setting === 'no suspected calls' && suspectedCall === true;
}

/** What the call itself is left alone for. */
function reasonIn(setting: Setting, named: Named): NoActionReason | undefined {
  if (setting === named.trustedIn) return 'trusted';
  // Nobody can be asked about what a service does of its own accord.
  const isLoud = isTakenOff(setting, named) && named.credential !== 'caller that is a service';
  return isLoud ? 'tampering' : named.loud;
}

function weightOf({ severity }: Named, itsClass: DetectionClass): Weight {
  if (itsClass !== 'suspected') return itsClass;
  return severity === 'given' ? 'suspected, with a severity' : 'suspected, without one';
}

export function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(record) as K[];
}

function entriesOf<K extends string, V>(record: Readonly<Record<K, V>>): readonly (readonly [K, V])[] {
  return Object.entries(record) as [K, V][];
}
