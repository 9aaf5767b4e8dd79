import type { IncidentEntity } from '../core/incident-entity.ts';
import { isAlive } from '../core/key-status.ts';
import type { Outcome } from '../core/outcome.ts';
import {
  type CredentialFact,
  type CredentialsRead,
  credentialKinds,
  isMadeSince,
} from '../core/user-credential.ts';
import { nameOf } from './credential-words.ts';
import { isRoot, LAG, type Risk } from './risk.ts';
import { inSeconds } from './times.ts';

const code = 'OTHER_CREDENTIALS';
const ALL = Object.values(credentialKinds)
  .map(({ many }) => many)
  .join(', ');

/** What the user has beside access keys and a password. What is alive has a line of its own, and so has what was not read. */
export function credentialRisks(outcome: Outcome, { userName }: IncidentEntity): readonly Risk[] {
  const { credentials, decision } = outcome;
  if (userName === undefined || isRoot(decision)) return [];
  if (credentials === undefined) {
    return [{ code, status: 'unknown', detail: `${ALL} of the user: not looked at` }];
  }
  const calm = credentials.filter(({ answer }) => answer.ok && !answer.value.some(isAlive));
  const [first] = calm;
  return [
    ...credentials.flatMap((read) => aliveIn(read, outcome)),
    ...credentials.flatMap(unreadIn),
    ...(first === undefined ? [] : [absent(calm, first)]),
  ];
}

function aliveIn({ answer, readAt }: CredentialsRead, { decision, quarantine }: Outcome): readonly Risk[] {
  if (!answer.ok) return [];
  const reach = 'reach' in decision ? decision.reach : undefined;
  return answer.value.filter(isAlive).map((fact) => ({
    code,
    status: 'present',
    detail: `${nameOf(fact)} ${fact.status}${madeAt(fact, reach !== undefined && isMadeSince(fact.createdAt, reach))}${quarantine?.holds === 'yes' ? ': everything is denied to it, too' : ''}`,
    checkedAt: readAt,
  }));
}

function madeAt({ createdAt }: CredentialFact, isYounger: boolean): string {
  if (createdAt === undefined) return '';
  return isYounger
    ? `, made ${inSeconds(createdAt)}, AFTER the first evidence`
    : `, made ${createdAt.slice(0, 10)}`;
}

function unreadIn({ kind, answer }: CredentialsRead): readonly Risk[] {
  if (answer.ok) return [];
  return [{ code, status: 'unknown', detail: `${credentialKinds[kind].many} of the user: ${answer.error}` }];
}

function absent(read: readonly CredentialsRead[], { readAt }: CredentialsRead): Risk {
  const kinds = read.map(({ kind }) => credentialKinds[kind].many).join(', ');
  const stopped = read.flatMap(({ answer }) => (answer.ok ? answer.value : []));
  return {
    code,
    status: 'absent',
    detail: `${kinds} of the user: ${stopped.length === 0 ? 'none' : stopped.map((fact) => `${fact.id} ${fact.status}`).join(', ')}`,
    checkedAt: readAt,
    blindSpot: LAG,
  };
}
