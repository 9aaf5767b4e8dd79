import { escalated } from './escalated.ts';
import { failed } from './failed.ts';
import { leftAlone } from './left-alone.ts';
import type { ReasonRow } from './reason-row.ts';
import { stopped } from './stopped.ts';

/** Every way in which the response to one credential can end. To add one, add one entry to one of these tables. */
const table = { ...stopped, ...failed, ...escalated, ...leftAlone } satisfies Readonly<
  Record<string, ReasonRow>
>;

export type Reason = keyof typeof table;

export const reasons: Readonly<Record<Reason, ReasonRow>> = table;

/** The reasons for an escalation, and the reasons to leave something alone. No other pair compiles. */
export type EscalationReason = keyof typeof escalated;
export type NoActionReason = keyof typeof leftAlone;

/** The reasons that claim something about IAM and so need a read-back. */
export type ReasonWith<B extends NonNullable<ReasonRow['readBack']>> = {
  [R in Reason]: (typeof table)[R] extends { readonly readBack: B } ? R : never;
}[Reason];
