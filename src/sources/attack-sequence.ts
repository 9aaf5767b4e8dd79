import { accessKeyKind, keyIdAsWritten } from '../core/access-key-id.ts';
import type { AffectedCredential, Evidence } from '../core/detection.ts';
import { field, list, number, present, text } from './fields.ts';
import { principalOf } from './principal.ts';

/**
 * An attack sequence as GuardDuty sends it (`actors`) or as Security Hub copies it (`Actors`). GuardDuty API reference,
 * Sequence; Security Hub API reference, Sequence. Security Hub keeps ten actors and no resources.
 */
export interface SequenceNames {
  readonly actors: string;
  readonly process: string;
  readonly processName: string;
  readonly processPath: string;
  readonly signals: string;
  readonly signalName: string;
  readonly signalTitle: string;
  readonly signalIndicators: string;
  readonly count: string;
  readonly indicators: string;
  readonly key: string;
  readonly values: string;
  readonly endpoints: string;
  readonly ip: string;
  readonly domain: string;
  readonly network: readonly [string, string];
  readonly country: readonly [string, string];
}

export const inGuardDuty: SequenceNames = {
  actors: 'actors',
  process: 'process',
  processName: 'name',
  processPath: 'path',
  signals: 'signals',
  signalName: 'name',
  signalTitle: 'description',
  signalIndicators: 'signalIndicators',
  count: 'count',
  indicators: 'sequenceIndicators',
  key: 'key',
  values: 'values',
  endpoints: 'endpoints',
  ip: 'ip',
  domain: 'domain',
  network: ['autonomousSystem', 'name'],
  country: ['location', 'country'],
};

export const inSecurityHub: SequenceNames = {
  actors: 'Actors',
  process: 'Process',
  processName: 'Name',
  processPath: 'Path',
  signals: 'Signals',
  signalName: 'Name',
  signalTitle: 'Title',
  signalIndicators: 'SignalIndicators',
  count: 'Count',
  indicators: 'SequenceIndicators',
  key: 'Key',
  values: 'Values',
  endpoints: 'Endpoints',
  ip: 'Ip',
  domain: 'Domain',
  network: ['AutonomousSystem', 'Name'],
  country: ['Location', 'Country'],
};

/** GuardDuty lists up to 400 endpoints and 100 signals. */
const MOST = 50;

/** Indicators whose values are API calls. GuardDuty API reference, Indicator. */
const API_INDICATORS = ['HIGH_RISK_API', 'UNUSUAL_API_FOR_ACCOUNT'];

/** Where the sequence came from, what it called, and what it is made of. Empty for a finding of another kind. */
export function sequenceEvidence(
  sequence: unknown,
  names: SequenceNames,
): Pick<Evidence, 'addresses' | 'calls' | 'signals' | 'processes' | 'resources'> {
  const signals = list(sequence, names.signals);
  const indicators = [
    ...list(sequence, names.indicators),
    ...signals.flatMap((signal) => list(signal, names.signalIndicators)),
  ];
  const calls = indicators
    .filter((indicator) => API_INDICATORS.includes(text(indicator, names.key) ?? ''))
    .flatMap((indicator) => list(indicator, names.values));
  return present({
    addresses: some(list(sequence, names.endpoints).map((endpoint) => addressOf(endpoint, names))),
    calls: some(calls),
    signals: some(signals.map((signal) => signalOf(signal, names))),
    processes: some(list(sequence, names.actors).map((actor) => processOf(actor, names))),
    // Security Hub's copy has none.
    resources: some(list(sequence, 'resources').map(resourceOf)),
  });
}

/** In a cluster or on instances the actors are processes. */
function processOf(actor: unknown, names: SequenceNames): string | undefined {
  const process = field(actor, names.process);
  const name = text(process, names.processName);
  const path = text(process, names.processPath);
  return name === undefined || path === undefined ? (name ?? path) : `${name} (${path})`;
}

function resourceOf(resource: unknown): string | undefined {
  const name = text(resource, 'name') ?? text(resource, 'uid');
  const type = text(resource, 'resourceType');
  return name === undefined || type === undefined ? name : `${type} ${name}`;
}

function addressOf(endpoint: unknown, names: SequenceNames): string | undefined {
  const address = text(endpoint, names.ip) ?? text(endpoint, names.domain);
  const more = [text(endpoint, ...names.network), text(endpoint, ...names.country)].filter(
    (part) => part !== undefined,
  );
  return address === undefined || more.length === 0 ? address : `${address} (${more.join(', ')})`;
}

function signalOf(signal: unknown, names: SequenceNames): string | undefined {
  const name = text(signal, names.signalName) ?? text(signal, names.signalTitle);
  const count = number(signal, names.count);
  return name === undefined || count === undefined ? name : `${name} x${count}`;
}

function some(values: readonly unknown[]): readonly string[] | undefined {
  const texts = values.filter((value): value is string => typeof value === 'string' && value !== '');
  return texts.length === 0 ? undefined : [...new Set(texts)].slice(0, MOST);
}

/**
 * The keys that stand only among the resources of a sequence of GuardDuty's event. In a sequence about compromised
 * credentials they are what was compromised. In any other sequence a key may be what somebody touched, so it counts only
 * if it is of one of the actors. GuardDuty API reference, ResourceV2: the id is in `uid`, and `data` has none.
 */
export function keysAmongResources(
  sequence: unknown,
  { type, accountId }: { readonly type: string; readonly accountId: string },
): readonly AffectedCredential[] {
  const actors = list(sequence, 'actors').map((actor) => field(actor, 'user'));
  const known = new Set(actors.flatMap((user) => [text(user, 'uid'), text(user, 'name')]));
  return list(sequence, 'resources')
    .filter((resource) => text(resource, 'resourceType') === 'ACCESS_KEY')
    .flatMap((resource) => {
      const data = field(resource, 'data', 'accessKey');
      const name = text(data, 'userName');
      const id = text(data, 'principalId');
      const isOfAnActor = [id, name].some((one) => one !== undefined && known.has(one));
      if (!type.startsWith('AttackSequence:IAM/') && !isOfAnActor) return [];
      const accessKeyId = [text(resource, 'uid'), text(resource, 'name')]
        .map((one) => keyIdAsWritten(one?.split(/[:/]/).at(-1) ?? ''))
        .find((one) => accessKeyKind(one) !== 'malformed');
      if (accessKeyId === undefined) return [];
      const principal = principalOf({ type: text(data, 'userType'), name, id });
      return [
        {
          kind: 'credential',
          signal: 'finding',
          accessKeyId,
          principal,
          accountId: text(resource, 'accountId') ?? accountId,
        },
      ];
    });
}
