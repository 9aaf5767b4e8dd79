import type { AwsEvent } from '../events/envelope.ts';
import type { Finding } from '../report.ts';
import type { Delivery } from '../rules.ts';
import type { Proof } from '../run-case.ts';
import { callWithoutPermission, type Theft } from '../thief.ts';
import type { User } from '../users.ts';

/** One way in which a stolen credential comes to the responder's notice, and what must be true afterwards. */
export interface Case {
  readonly name: string;
  /** The logical id of the one deployed rule that may match the event. */
  readonly rule: string;
  readonly bus: Delivery['bus'];
  /** Makes whom and what the event is about. */
  readonly prepare: (proof: Proof, bystander: User) => Promise<Scene>;
  readonly expected: Expected;
}

export interface Expected {
  readonly state: string;
  readonly reason: string;
  /** The function throws in the end, so that Lambda runs the event again, and at last keeps it. */
  readonly retried?: true;
}

export interface Scene {
  readonly event: AwsEvent;
  /** The credentials that the event is about, one or more, by the names under which people and machines hear of them. */
  readonly incidents: readonly string[];
  readonly thefts: readonly Theft[];
  /** Every key that must have this status in the end; whoever is not in here had no part. */
  readonly keys: readonly KeysThen[];
  /** What the alert's first line must say, beside its state. */
  readonly headline?: string;
  /** What machines must be told, beside that. */
  readonly facts?: (alert: unknown) => readonly Finding[];
  readonly afterwards?: () => Promise<readonly Finding[]>;
}

export interface KeysThen {
  readonly user: User;
  readonly status: 'Active' | 'Inactive' | 'gone';
}

export function incidentOf(accountId: string, accessKeyIdOrArn: string): string {
  return `akr:aws:${accountId}:${accessKeyIdOrArn}`;
}

/** Every key of the user is stolen, and the response stops them all. */
export function stopped(event: AwsEvent, ...targets: readonly User[]): Scene {
  return {
    event,
    incidents: targets.map(keysIncident),
    thefts: targets.flatMap(({ keys }) => keys.map((key) => keyTheft(key, 'InvalidClientTokenId'))),
    keys: targets.map((user) => ({ user, status: 'Inactive' })),
  };
}

/** The responder must not, or cannot, stop the key: its thief goes on. */
export function leftAlone(event: AwsEvent, target: User): Scene {
  return {
    event,
    incidents: [keysIncident(target)],
    thefts: [keyTheft(target.keys[0], 'never')],
    keys: [{ user: target, status: 'Active' }],
  };
}

export function keysIncident({ accountId, keys }: User): string {
  return incidentOf(accountId, keys[0].accessKeyId);
}

function keyTheft(credentials: Theft['credentials'], refusedWith: Theft['refusedWith']): Theft {
  return { what: 'key', credentials, use: callWithoutPermission, refusedWith };
}
