import { escalated } from './escalated.ts';
import { failed } from './failed.ts';
import { leftAlone } from './left-alone.ts';
import type { ReasonRow } from './reason-row.ts';
import { stopped } from './stopped.ts';

/** Every way in which the response to one credential can end. A new one is one entry in one of these tables. */
const table = { ...stopped, ...failed, ...escalated, ...leftAlone } satisfies Readonly<
  Record<string, ReasonRow>
>;

export type Reason = keyof typeof table;

export const reasons: Readonly<Record<Reason, ReasonRow>> = table;

/** What a decision may escalate with, and leave something alone with: no other pair compiles. */
export type EscalationReason = keyof typeof escalated;
export type NoActionReason = keyof typeof leftAlone;

/** The reasons that claim something of IAM, and so need what was read back. */
export type ReasonWith<B extends NonNullable<ReasonRow['readBack']>> = {
  [R in Reason]: (typeof table)[R] extends { readonly readBack: B } ? R : never;
}[Reason];
