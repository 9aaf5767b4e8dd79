import type { AccessKeyFact, Outcome } from '../core/outcome.ts';
import type { SubjectMatter } from '../core/subject-matter.ts';
import { isRoot, sessionRisk } from './session-risk.ts';

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
    sessionRisk(outcome, subject),
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
