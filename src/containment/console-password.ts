import { awsCommand, type Command, type RemedyFacts } from '../core/command.ts';
import { reasons } from '../core/reasons/index.ts';
import { isMadeSince } from '../core/user-credential.ts';
import type { Measure } from './containment.ts';

/**
 * A password has no status: it can only be deleted, which nothing takes back. So the responder leaves it to a person. One that
 * was made after the first evidence is to be deleted now, an older one when the incident is over.
 */
export const consolePassword: Measure = {
  permissions: [],
  byHand: (facts) => (isYounger(facts) ? remove(facts) : []),
  finish: (facts) => (isYounger(facts) ? [] : remove(facts)),
};

function isYounger({ outcome: { enrichment, decision } }: RemedyFacts): boolean {
  const password = enrichment?.consolePassword;
  if (password?.ok !== true || password.value === 'absent' || !('reach' in decision)) return false;
  return isMadeSince(password.value.madeAt, decision.reach);
}

/** Only of a user that was stopped. */
function remove({ outcome, entity: { userName }, place }: RemedyFacts): readonly Command[] {
  const { enrichment, credentials, reason } = outcome;
  const password = enrichment?.consolePassword;
  if (userName === undefined || credentials === undefined || reasons[reason].gone) return [];
  if (password?.ok !== true || password.value === 'absent') return [];
  return [awsCommand(place, ['iam', 'delete-login-profile', `--user-name=${userName}`])];
}
