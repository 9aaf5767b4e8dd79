import type { IncidentEntry } from '../core/incident.ts';
import type { IncidentEntity } from '../core/incident-entity.ts';
import { type AccessKeyFact, isAlive, isStopped } from '../core/key-status.ts';
import type { Outcome } from '../core/outcome.ts';
import { reasons } from '../core/reasons/index.ts';
import { isMadeSince } from '../core/user-credential.ts';
import { credentialRisks } from './credential-risks.ts';
import { madeRisk } from './made-words.ts';
import { isRoot, LAG, type Risk } from './risk.ts';
import { sessionRisk } from './session-risk.ts';
import { inSeconds } from './times.ts';

/** What may still be dangerous about the credential, from what was read. */
export function risksOf({ outcome, entity, made, youngerKeys }: IncidentEntry): readonly Risk[] {
  if (reasons[outcome.reason].nothingReal) return [];
  return [
    ...madeRisks(outcome, made),
    ...keyRisk(outcome, entity),
    ...otherKeys(outcome, { ...entity, youngerKeys }),
    ...credentialRisks(outcome, entity),
    ...consolePassword(outcome, entity),
    sessionRisk(outcome, entity),
    {
      code: 'PERSISTENCE',
      status: 'unknown',
      detail: 'what was created, changed or read meanwhile: not looked at',
    },
  ];
}

function keyRisk({ keys, verifiedAt, reason }: Outcome, { accessKeyId }: IncidentEntity): readonly Risk[] {
  if (accessKeyId?.startsWith('AKIA') !== true) return [];
  const code = 'KEY_ACTIVE';
  if (keys === undefined || verifiedAt === undefined) {
    if (reasons[reason].gone)
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

/** What was read back has a line of its own, and a quarantine policy is no way in. */
function madeRisks(
  { keys = [], credentials = [], decision }: Outcome,
  made: IncidentEntry['made'],
): readonly Risk[] {
  if (made === undefined || decision.affected.signal !== 'api-call') return [];
  const read = [
    ...keys.map(({ accessKeyId }) => accessKeyId),
    ...credentials.flatMap(({ answer }) => (answer.ok ? answer.value.map(({ id }) => id) : [])),
  ];
  const id = made.kind === 'access-key' ? made.accessKeyId : made.kind === 'user-credential' ? made.id : '';
  return read.includes(id) ? [] : [madeRisk(made)];
}

function otherKeys(
  { keys, verifiedAt, decision }: Outcome,
  { accessKeyId, userName, youngerKeys }: IncidentEntity & Pick<IncidentEntry, 'youngerKeys'>,
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
  const active = others.filter(isAlive);
  const what =
    accessKeyId?.startsWith('AKIA') === true ? 'other access keys of the user' : 'access keys of the user';
  return [
    active.length > 0
      ? {
          code,
          status: 'present',
          detail: `${what}: ${active.map((key) => described(key, youngerKeys)).join(', ')}`,
          checkedAt: verifiedAt,
        }
      : {
          code,
          status: 'absent',
          detail: `${what}: ${others.length === 0 ? 'none' : others.map((key) => (youngerKeys.includes(key.accessKeyId) ? described(key, youngerKeys) : `${key.accessKeyId} ${key.status}`)).join(', ')}`,
          checkedAt: verifiedAt,
          blindSpot: LAG,
        },
  ];
}

function described(
  { accessKeyId, status, createdAt }: AccessKeyFact,
  youngerKeys: readonly string[],
): string {
  if (createdAt === undefined) return `${accessKeyId} ${status}`;
  return youngerKeys.includes(accessKeyId)
    ? `${accessKeyId} ${status}, made ${inSeconds(createdAt)}, AFTER the first evidence`
    : `${accessKeyId} ${status}, made ${createdAt.slice(0, 10)}`;
}

function consolePassword(
  { enrichment, quarantine, decision }: Outcome,
  { userName }: IncidentEntity,
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
  const password = enrichment?.consolePassword;
  if (enrichment === undefined || password === undefined) {
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
  const checkedAt = enrichment.readAt;
  if (password.value === 'absent') {
    const blindSpot = 'who signed in before may still be';
    return [{ code, status: 'absent', detail: 'console password of the user: none', checkedAt, blindSpot }];
  }
  const signIn =
    quarantine?.holds === 'yes' ? ': everything is denied to it, too' : ': it signs in without any key';
  const made = passwordMade(password.value, decision);
  return [
    {
      code,
      status: 'present',
      detail: `console password of the user${made}${signIn}`,
      checkedAt,
      blindSpot: 'not when somebody last changed it',
    },
  ];
}

function passwordMade({ madeAt }: { readonly madeAt?: string }, decision: Outcome['decision']): string {
  if (madeAt === undefined) return '';
  return 'reach' in decision && isMadeSince(madeAt, decision.reach)
    ? `, made ${inSeconds(madeAt)}, AFTER the first evidence`
    : `, made ${madeAt.slice(0, 10)}`;
}
