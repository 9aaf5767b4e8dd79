import type { AccessKeyFact, Outcome, Surroundings } from '../core/outcome.ts';
import type { SubjectMatter } from '../core/subject-matter.ts';
import { defang } from './sanitize.ts';

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
    ...consolePassword(outcome.surroundings, subject),
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
  const status = key === undefined ? 'gone' : key.status;
  const stopped = key === undefined || isStopped(key);
  return [
    {
      code,
      status: stopped ? 'absent' : 'present',
      detail: `the key ${accessKeyId}: reads ${status}`,
      checkedAt: verifiedAt,
      ...(stopped && { blindSpot: LAG }),
    },
  ];
}

function otherKeys({ keys, verifiedAt }: Outcome, { accessKeyId, userName }: SubjectMatter): readonly Risk[] {
  const code = 'OTHER_KEYS';
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
          detail: `${what}: ${active.map(({ accessKeyId: id, status }) => `${id} ${status}`).join(', ')}`,
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

function isStopped({ status }: AccessKeyFact): boolean {
  return status === 'Inactive' || status === 'Expired';
}

function consolePassword(
  surroundings: Surroundings | undefined,
  { userName }: SubjectMatter,
): readonly Risk[] {
  if (userName === undefined) return [];
  const code = 'CONSOLE_PASSWORD';
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
  return [
    {
      code,
      status: password.value,
      detail: `console password of the user${password.value === 'present' ? ': it signs in without any key' : ''}`,
      checkedAt: surroundings.readAt,
      ...(password.value === 'absent' && { blindSpot: 'who signed in before may still be' }),
    },
  ];
}

/** IAM user guide, "Compare AWS STS credentials": 36 hours at most for a user's session, 12 for a role's. */
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
  if (reason === 'sessions-revoked') {
    return {
      code,
      status: 'absent',
      detail: `sessions of the role issued before ${revokedBefore}: refused`,
      blindSpot: 'whoever can assume the role may do so again',
    };
  }
  if (
    reason === 'session-alive' ||
    (decision.action === 'escalate' && accessKeyId?.startsWith('ASIA') === true)
  ) {
    return { code, status: 'present', detail: `the session that was seen: ${LIVES}${replaced}` };
  }
  const whose =
    accessKeyId?.startsWith('ASIA') === true
      ? `how long the session lives on: ${LIVES}`
      : `sessions made with the key, not looked for: they outlive it, ${LIVES}`;
  return { code, status: 'unknown', detail: `${whose}${replaced}` };
}

const LIVES = "a user's by up to 36 hours, a role's by up to 12";
