import type { Claim, Claims } from './claims.ts';
import type { IncidentEntry } from './incident.ts';
import { type Reason, reasons } from './reasons/index.ts';
import type { Severity } from './reasons/reason-row.ts';
import type { State } from './state.ts';
import type { StormShare } from './storm-share.ts';

/**
 * Many credentials at once: a leaked file of keys, or a detector that sees a thief's address everywhere. After this many
 * alerts within ten minutes, people get digests.
 */
export const SINGLE_ALERTS = 5;

/** A storm begins within this time, and is over if nothing more came for as long. */
export const STORM_MS = 10 * 60_000;

/** The name of the task that ends a storm: src/tasks/end-storm.ts. */
export const END_STORM = 'end-storm';

/** One credential in a digest. Every text is checked or defanged. */
export interface StormMember {
  readonly at: string;
  readonly severity: Severity;
  readonly state: State;
  /** `CONTAINED` */
  readonly heading: string;
  readonly reason: Reason;
  readonly accountId: string;
  readonly accessKeyId?: string;
  readonly credentialId?: string;
  readonly userName?: string;
  readonly roleName?: string;
  readonly dedupKey: string;
}

/** Only changes of state are counted. Whoever fights back is told every time, so a re-activation is no part of a storm. */
export function joinsStorm({ outcome }: IncidentEntry, claim: Claim | undefined): boolean {
  const { affected } = outcome.decision;
  if (claim?.audience !== 'change' || claim.reminder !== undefined) return false;
  return outcome.state !== 'TEST' && affected.kind !== 'reactivated-key';
}

/** A credential that is not contained is always told by itself, unless it only has to be read once more. */
export function isToldSingly({ outcome: { state, reason } }: IncidentEntry): boolean {
  return state === 'NOT_CONTAINED' && !reasons[reason].looksAgain;
}

export function memberOf(entry: IncidentEntry, sentAt: Date): StormMember {
  const { outcome, entity, urgency, heading } = entry;
  const { accessKeyId, other, userName, roleName, accountId, dedupKey } = entity;
  return {
    at: sentAt.toISOString(),
    severity: urgency.severity,
    state: outcome.state,
    heading,
    reason: outcome.reason,
    accountId,
    ...(accessKeyId !== undefined && { accessKeyId }),
    ...(other !== undefined && { credentialId: other.id }),
    ...(userName !== undefined && { userName }),
    ...(roleName !== undefined && { roleName }),
    dedupKey,
  };
}

/** The last news of each credential: it may have been contained meanwhile. */
export function latestOf(members: readonly StormMember[]): readonly StormMember[] {
  return [...new Map(members.map((member) => [member.dedupKey, member])).values()];
}

/** It wakes somebody, and the page of the storm may be all that did: what is told singly has its own. */
export function needsSomebody({ reason, state, heading }: StormMember): boolean {
  const { page, headingWhenPaged, looksAgain } = reasons[reason];
  if (state === 'NOT_CONTAINED' && !looksAgain) return false;
  return page === true || (page !== false && heading === headingWhenPaged);
}

/** What people are told singly, after the storm took its share. If one credential is told, its alert names them all. */
export function withoutStorm(claims: Claims, { inDigest, unpaged }: StormShare): Claims {
  const credentials = [...claims.credentials].map(([key, claim]): [string, Claim] => {
    const { audience, ...rest } = claim;
    const told = inDigest.has(key) ? { inDigest: true as const } : audience === undefined ? {} : { audience };
    return [key, { ...rest, ...told, page: rest.page && !unpaged.has(key) }];
  });
  return { ...claims, credentials: new Map(credentials) };
}

/** A digest goes out with the 6th credential, the 12th, the 24th and so on: with each the number doubles. */
export function isMilestone(number: number): boolean {
  const times = number / (SINGLE_ALERTS + 1);
  return Number.isInteger(times) && Number.isInteger(Math.log2(times));
}
