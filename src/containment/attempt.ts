import { contains, type Decision } from '../core/decision.ts';
import { type ActionRecord, type Enrichment, ended, type Outcome } from '../core/outcome.ts';
import { ActionLog } from './action-log.ts';
import { type Containing, contain } from './index.ts';

/** One decision that is being carried out. */
export interface Attempt {
  /** Never rejects. */
  readonly outcome: Promise<Outcome>;
  /** What is read for the alert. It may come later. Never rejects. */
  readonly enrichment: Promise<Enrichment | undefined>;
  /** How it stands now, if there is a credential to stop and IAM has not shown that it answers. */
  readonly unfinished: () => Outcome | undefined;
}

export function attempt(decision: Decision, c: Containing): Attempt {
  const log = new ActionLog(c.clock);
  let isOver = false;
  const contained = contain(decision, { ...c, log }).finally(() => {
    isOver = true;
  });
  return {
    outcome: contained.then(({ outcome }) => outcome),
    enrichment: contained.then(({ enrichment }) => enrichment),
    unfinished: () =>
      isOver || !stops(decision) || isOnItsWay(log.records)
        ? undefined
        : { ...ended('still-trying', {}), decision, actions: log.soFar() },
  };
}

function stops(decision: Decision): boolean {
  return contains(decision) && decision.action !== 'confirm-stopped';
}

/** IAM took the change and answers reads: its list only lags, for a few seconds. That wakes nobody. */
function isOnItsWay(records: readonly ActionRecord[]): boolean {
  const done = records.filter(({ result }) => result === 'ok').map(({ call }) => call);
  const changed = done.findIndex((call) => CHANGES.includes(call));
  return changed !== -1 && done.slice(changed).some((call) => READ_BACKS.includes(call));
}

const CHANGES: readonly string[] = ['iam:UpdateAccessKey', 'iam:PutRolePolicy'];
const READ_BACKS: readonly string[] = ['iam:ListAccessKeys', 'iam:GetRolePolicy'];
