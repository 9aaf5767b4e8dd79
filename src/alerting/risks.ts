import type { AccessKeyFact, Outcome } from '../core/outcome.ts';
import type { SubjectMatter } from '../core/subject-matter.ts';
import { defang } from './sanitize.ts';
import { inSeconds } from './times.ts';

/** Present, absent or unknown: what was not looked at is never left out and never called absent. */
export interface Risk {
  readonly code: 'KEY_ACTIVE' | 'OTHER_KEYS' | 'CONSOLE_PASSWORD' | 'TEMP_CREDENTIALS' | 'PERSISTENCE';
  readonly status: 'present' | 'absent' | 'unknown';
  /** In words for a person. */
  readonly detail: string;
  /** ISO 8601; absent where nothing was looked at. */
  readonly checkedAt?: string;
  /** What the look could not see. */
  readonly blindSpot?: string;
}

/** What may still be dangerous about the credential, by what was read. */
export function risksOf(outcome: Outcome, subject: SubjectMatter): readonly Risk[] {
  if (outcome.state === 'TEST' || outcome.reason === 'malformed-key-id') return [];
  return [
    ...keyRisk(outcome, subject),
    ...otherKeys(outcome, subject),
    ...consolePassword(outcome, subject),
    sessions(outcome, subject),
    {
      code: 'PERSISTENCE',
      status: 'unknown',
      detail: 'what was created, changed or read meanwhile: not looked at',
    },
  ];
}

/** IAM user guide: IAM is eventually consistent. Published measurements of the lag are about four seconds. */
const LAG = 'a change shows everywhere within seconds';

function keyRisk({ keys, verifiedAt, reason }: Outcome, { accessKeyId }: SubjectMatter): readonly Risk[] {
  if (accessKeyId?.startsWith('AKIA') !== true) return [];
  const code = 'KEY_ACTIVE';
  if (keys === undefined || verifiedAt === undefined) {
    if (reason === 'key-gone')
      return [{ code, status: 'absent', detail: `the key ${accessKeyId}: IAM knows it no more` }];
    return [{ code, status: 'unknown', detail: `the key ${accessKeyId}: its status was not read` }];
  }
  const key = keys.find((one) => one.accessKeyId === accessKeyId);
  const stopped = key === undefined || isStopped(key);
  return [
    {
      code,
      status: stopped ? 'absent' : 'present',
      detail: `the key ${accessKeyId}: ${key === undefined ? 'is gone' : `reads ${key.status}`}`,
      checkedAt: verifiedAt,
      ...(stopped && { blindSpot: LAG }),
    },
  ];
}

function otherKeys(
  { keys, verifiedAt, decision }: Outcome,
  { accessKeyId, userName }: SubjectMatter,
): readonly Risk[] {
  const code = 'OTHER_KEYS';
  if (isRoot(decision)) {
    return [{ code, status: 'unknown', detail: 'access keys of the root user: no role can read them' }];
  }
  if (userName === undefined) return [];
  if (keys === undefined || verifiedAt === undefined) {
    return [{ code, status: 'unknown', detail: 'other access keys of the user: not read' }];
  }
  const others = keys.filter((key) => key.accessKeyId !== accessKeyId);
  const active = others.filter((key) => !isStopped(key));
  const what =
    accessKeyId?.startsWith('AKIA') === true ? 'other access keys of the user' : 'access keys of the user';
  return [
    active.length > 0
      ? {
          code,
          status: 'present',
          detail: `${what}: ${active.map(described).join(', ')}`,
          checkedAt: verifiedAt,
        }
      : {
          code,
          status: 'absent',
          detail: `${what}: ${others.length === 0 ? 'none' : `${others.map(({ accessKeyId: id }) => id).join(', ')} Inactive`}`,
          checkedAt: verifiedAt,
          blindSpot: LAG,
        },
  ];
}

function described({ accessKeyId, status, createdAt }: AccessKeyFact): string {
  return `${accessKeyId} ${status}${createdAt === undefined ? '' : `, made ${createdAt.slice(0, 10)}`}`;
}

function isStopped({ status }: AccessKeyFact): boolean {
  return status === 'Inactive' || status === 'Expired';
}

function isRoot({ implicated: { principal } }: Outcome['decision']): boolean {
  return principal.type === 'Root';
}

function consolePassword(
  { surroundings, quarantine, decision }: Outcome,
  { userName }: SubjectMatter,
): readonly Risk[] {
  const code = 'CONSOLE_PASSWORD';
  if (isRoot(decision)) {
    return [
      {
        code,
        status: 'unknown',
        detail: 'console password of the root user, and its MFA: no role can read them',
      },
    ];
  }
  if (userName === undefined) return [];
  const password = surroundings?.consolePassword;
  if (surroundings === undefined || password === undefined) {
    return [{ code, status: 'unknown', detail: 'console password of the user: not looked at' }];
  }
  if (!password.ok) {
    return [
      {
        code,
        status: 'unknown',
        detail: `console password of the user: iam:GetLoginProfile ${password.error}`,
      },
    ];
  }
  const signIn =
    quarantine?.holds === 'yes' ? ': everything is denied to it, too' : ': it signs in without any key';
  return [
    {
      code,
      status: password.value,
      detail: `console password of the user${password.value === 'present' ? signIn : ''}`,
      checkedAt: surroundings.readAt,
      ...(password.value === 'absent' && { blindSpot: 'who signed in before may still be' }),
    },
  ];
}

function sessions(outcome: Outcome, { accessKeyId }: SubjectMatter): Risk {
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
  if (reason === 'sessions-revoked' && revokedBefore !== undefined) {
    return {
      code,
      status: 'absent',
      detail: `sessions of the role issued before ${inSeconds(revokedBefore)}: refused`,
      blindSpot: 'whoever can assume the role may do so again',
    };
  }
  const isSession = accessKeyId?.startsWith('ASIA') === true;
  if (reason === 'session-alive' || (isSession && decision.action === 'escalate')) {
    return {
      code,
      status: 'present',
      detail: `the session that was seen lives on, for up to ${longest(decision)}${replaced}`,
    };
  }
  const detail = isSession
    ? `how long the session lives on: not looked at, ${longest(decision)} at most`
    : `sessions made with the key, not looked for: they outlive it, ${outlive(decision)}`;
  return { code, status: 'unknown', detail: `${detail}${replaced}` };
}

/** IAM user guide, "Compare AWS STS credentials". */
function longest({ implicated: { principal } }: Outcome['decision']): string {
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
