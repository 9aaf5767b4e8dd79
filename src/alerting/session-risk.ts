import type { IncidentEntity } from '../core/incident-entity.ts';
import type { Outcome } from '../core/outcome.ts';
import { reasons } from '../core/reasons/index.ts';
import { isRoot, type Risk } from './risk.ts';
import { defang } from './sanitize.ts';
import { inSeconds } from './times.ts';

/** Sessions outlive the key that made them. Only a deny policy ends them. */
export function sessionRisk(outcome: Outcome, { accessKeyId, other }: IncidentEntity): Risk {
  const { quarantine, revokedBefore, reason, decision } = outcome;
  const code = 'TEMP_CREDENTIALS';
  const boundary = quarantine?.previousBoundary;
  const replaced =
    boundary === undefined
      ? ''
      : `; replaced the user's permissions boundary, which was: ${defang(boundary)}`;
  if (quarantine?.holds === 'yes') {
    return {
      code,
      status: 'absent',
      detail: `sessions of the user: everything is denied to them${replaced}`,
      blindSpot: 'roles that it assumed before go on, by up to 12 hours',
    };
  }
  if (reasons[reason].readBack === 'role-policy' && revokedBefore !== undefined) {
    return {
      code,
      status: 'absent',
      detail: `sessions of the role issued before ${inSeconds(revokedBefore)}: refused`,
      blindSpot: 'whoever can assume the role may do so again',
    };
  }
  const isSession = accessKeyId?.startsWith('ASIA') === true;
  if (reasons[reason].sessionAlive || (isSession && decision.action === 'escalate')) {
    return {
      code,
      status: 'present',
      detail: `the session that was seen lives on, for up to ${longest(decision)}${replaced}`,
    };
  }
  const isNoAccessKey = other !== undefined || decision.action === 'deactivate-service-credentials';
  const detail = isNoAccessKey
    ? 'sessions of the user, not looked for: made with an access key, they outlive it by up to 36 hours'
    : isSession
      ? `how long the session lives on: not looked at, ${longest(decision)} at most`
      : `sessions made with the key, not looked for: they outlive it, ${outlive(decision)}`;
  return { code, status: 'unknown', detail: `${detail}${replaced}` };
}

/** IAM user guide, "Compare AWS STS credentials". */
function longest({ affected: { principal } }: Outcome['decision']): string {
  switch (principal.type) {
    case 'AssumedRole':
      return '12 hours';
    case 'Root':
      return 'an hour';
    case 'FederatedUser':
      return principal.issuer?.type === 'Root' ? 'an hour' : '36 hours';
    case 'IAMUser':
    case 'AWSService':
    case 'Unknown':
      return '36 hours';
  }
}

function outlive(decision: Outcome['decision']): string {
  return isRoot(decision) ? "root's by up to an hour" : "a user's by up to 36 hours, a role's by up to 12";
}
