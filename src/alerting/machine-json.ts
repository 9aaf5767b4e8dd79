import type { Detection } from '../core/detection.ts';
import type { KeyUse, Outcome } from '../core/outcome.ts';
import type { Json } from './alert.ts';
import { isFindingType } from './evidence.ts';
import { textForJson } from './sanitize.ts';
import type { Story } from './story.ts';
import { timeOf } from './times.ts';

/** What every message for machines has, whatever else is in it. docs/schemas/ has the whole. */
export type MachineAlert = Json & {
  readonly alertId: string;
  readonly dedupKey: string;
  readonly title: string;
  readonly sentAt: string;
  readonly account: { readonly id: string; readonly partition: string; readonly alias?: string };
};

/** The alert for machines. Closed words, absent facts left out, unchecked facts `unknown`. */
export function machineJson(story: Story, others: readonly Story[]): MachineAlert {
  return {
    ...outcomeJson(story),
    kind: 'access-key-alert',
    ...(others.length > 0 && { others: others.map(outcomeJson) }),
  };
}

/** One credential's response: what the outcome event carries, and the main part of the alert's JSON. */
export function outcomeJson(story: Story): MachineAlert {
  const { detection, outcome, context, subject, urgency, commands, risks, links } = story;
  const { decision, state, reason } = outcome;
  const first = timeOf(detection.evidence.firstSeen);
  return {
    schemaVersion: '1.0',
    kind: 'access-key-outcome',
    alertId: textForJson(detection.eventId, 64),
    dedupKey: subject.dedupKey,
    state,
    reason,
    ...urgency,
    title: story.headline,
    sentAt: context.sentAt.toISOString(),
    ...(first !== undefined && {
      ageSeconds: Math.max(0, Math.round((context.sentAt.getTime() - first.getTime()) / 1000)),
    }),
    account: { id: subject.accountId, partition: context.partition, ...aliasOf(outcome) },
    key: keyJson(story),
    userKeys: outcome.keys ?? 'unknown',
    ...(outcome.quarantine !== undefined && { quarantine: outcome.quarantine }),
    ...(outcome.revokedBefore !== undefined && { revokedBefore: outcome.revokedBefore }),
    principalType: decision.implicated.principal.type,
    detection: detectionJson(detection, outcome),
    ...evidenceJson(detection),
    actions: outcome.actions,
    risks,
    notChecked: risks.filter(({ status }) => status === 'unknown').map(({ code }) => code),
    commands: [
      { kind: 'confirm', ...commands.confirmAccount },
      ...commands.contain.map((command) => ({ kind: 'contain', ...command })),
      ...commands.inspect.map((command) => ({ kind: 'inspect', ...command })),
      ...commands.undo.map((command) => ({ kind: 'undo', ...command })),
      ...commands.finish.map((command) => ({ kind: 'finish', ...command })),
    ],
    links,
    responder: { version: context.version, mode: context.mode },
  };
}

/** Left out where it was not looked up; empty where the account has none. */
function aliasOf({ surroundings }: Outcome): { readonly alias?: string } {
  const alias = surroundings?.accountAlias;
  return alias?.ok === true ? { alias: alias.value } : {};
}

function keyJson(story: Story): Json {
  const { subject, outcome } = story;
  const { accessKeyId, userName, roleName, arn } = subject;
  const key = outcome.keys?.find((one) => one.accessKeyId === accessKeyId);
  const use = outcome.surroundings?.lastUses.find((one) => one.accessKeyId === accessKeyId)?.use;
  return {
    ...(accessKeyId !== undefined && { id: accessKeyId }),
    ...(userName !== undefined && { userName, userArn: arn }),
    ...(roleName !== undefined && { roleName, roleArn: arn }),
    statusNow: key?.status ?? (isGone(story) ? 'gone' : 'unknown'),
    ...(outcome.verifiedAt !== undefined && { verifiedAt: outcome.verifiedAt }),
    ...(key?.createdAt !== undefined && { createdAt: key.createdAt }),
    lastUsed: use?.ok === true ? lastUsedJson(use.value) : 'unknown',
  };
}

/** IAM listed the user's keys, and this long-term key is not among them. */
function isGone({ outcome: { keys, reason }, subject: { accessKeyId } }: Story): boolean {
  return reason === 'key-gone' || (keys !== undefined && accessKeyId?.startsWith('AKIA') === true);
}

function lastUsedJson({ at, service, region }: KeyUse): Json | 'never' {
  if (at === undefined) return 'never';
  return {
    at,
    ...(service !== undefined && { service: textForJson(service, 64) }),
    ...(region !== undefined && { region: textForJson(region, 30) }),
  };
}

function detectionJson(detection: Detection, { decision: { classification } }: Outcome): Json {
  const { evidence, severity, findingId } = detection;
  return {
    source: detection.source,
    type: isFindingType(detection.type) ? detection.type : textForJson(detection.type, 200),
    class: classification.class,
    because: classification.because,
    ...(severity !== undefined && { severity }),
    ...(findingId !== undefined && { findingId: textForJson(findingId, 300) }),
    ...(evidence.count !== undefined && { count: evidence.count }),
    accountId: textForJson(detection.accountId, 12),
    region: textForJson(detection.region, 30),
    ...times({ firstSeen: evidence.firstSeen, lastSeen: evidence.lastSeen }),
    sample: detection.sample,
  };
}

function times(texts: Readonly<Record<string, string | undefined>>): Json {
  const known = Object.entries(texts).flatMap(([name, text]) => {
    const time = timeOf(text);
    return time === undefined ? [] : [[name, time.toISOString()]];
  });
  return Object.fromEntries(known);
}

/**
 * Somebody else's text, most of it the attacker's. Field by field, as read: nothing else of the event, so no secret of a
 * response element can come along.
 */
function evidenceJson({ evidence }: Detection): Json {
  const actor = untrusted({
    ip: evidence.sourceIp,
    network: evidence.network,
    country: evidence.country,
    caller: evidence.caller,
    api: evidence.api,
    errorCode: evidence.errorCode,
    userAgent: evidence.userAgent,
  });
  const target = untrusted({ userName: evidence.targetUser, accessKeyId: evidence.targetKey });
  const report = untrusted({
    title: evidence.title,
    reason: evidence.reason,
    reportedBy: evidence.reportedBy,
    url: evidence.url,
  });
  return { ...(actor && { actor }), ...(target && { target }), ...(report && { report }) };
}

/** A reporter may write a novel; SNS and EventBridge take 256 KB. */
function untrusted(texts: Readonly<Record<string, string | undefined>>): Json | undefined {
  const given = Object.entries(texts).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, textForJson(text)] as const],
  );
  if (given.length === 0) return undefined;
  return { ...Object.fromEntries(given), untrusted: given.map(([name]) => name) };
}
