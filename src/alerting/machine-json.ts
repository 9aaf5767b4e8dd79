import type { Detection, UnreadableEvent } from '../core/detection.ts';
import type { Outcome } from '../core/outcome.ts';
import { type AlertContext, runbookFor, stateInWords, urgencyOf } from './alert.ts';
import { commandsFor } from './commands.ts';
import { headline } from './headline.ts';
import { subjectMatterOf } from './subject-matter.ts';

type Json = Readonly<Record<string, unknown>>;

/** The alert for machines. Closed words, absent facts left out, unchecked facts `unknown`. */
export function machineJson(
  detection: Detection,
  outcome: Outcome,
  others: readonly Outcome[],
  context: AlertContext,
): Json {
  return {
    ...outcomeJson(detection, outcome, context),
    kind: 'access-key-alert',
    ...(others.length > 0 && { others: others.map((other) => outcomeJson(detection, other, context)) }),
  };
}

/** One credential's response: what the outcome event carries, and the main part of the alert's JSON. */
export function outcomeJson(detection: Detection, outcome: Outcome, context: AlertContext): Json {
  const subject = subjectMatterOf(outcome, detection, context.partition);
  const { decision, state, reason } = outcome;
  const commands = commandsFor(outcome, subject, context);
  return {
    schemaVersion: '1.0',
    kind: 'access-key-outcome',
    alertId: detection.eventId,
    dedupKey: subject.dedupKey,
    state,
    reason,
    ...urgencyOf(outcome),
    title: headline(outcome, subject),
    sentAt: context.sentAt.toISOString(),
    account: { id: subject.accountId, partition: context.partition },
    key: {
      ...(subject.accessKeyId !== undefined && { id: subject.accessKeyId }),
      ...(subject.userName !== undefined && { userName: subject.userName, userArn: subject.arn }),
      ...(subject.roleName !== undefined && { roleName: subject.roleName }),
      statusNow: statusOf(subject.accessKeyId, outcome),
      ...(outcome.verifiedAt !== undefined && { verifiedAt: outcome.verifiedAt }),
    },
    userKeys: outcome.keys ?? 'unknown',
    ...(outcome.quarantine !== undefined && { quarantine: outcome.quarantine }),
    ...(outcome.revokedBefore !== undefined && { revokedBefore: outcome.revokedBefore }),
    principalType: decision.implicated.principal.type,
    detection: {
      source: detection.source,
      type: detection.type,
      class: decision.classification.class,
      because: decision.classification.because,
      ...(detection.severity !== undefined && { severity: detection.severity }),
      ...(detection.findingId !== undefined && { findingId: detection.findingId }),
      accountId: detection.accountId,
      region: detection.region,
      sample: detection.sample,
    },
    // Field by field, as read: nothing else of the event, so no secret of a response element can come along.
    evidence: { ...capped(detection.evidence), untrusted: true },
    actions: outcome.actions,
    notChecked: ['sessions made with the key', 'console password', 'what was done with the key'],
    commands: [
      ...commands.contain.map((argv) => ({ kind: 'contain', argv })),
      ...commands.inspect.map((argv) => ({ kind: 'inspect', argv })),
      ...commands.undo.map((argv) => ({ kind: 'undo', argv })),
      ...commands.finish.map((argv) => ({ kind: 'finish', argv })),
    ],
    links: { runbook: runbookFor(reason, context) },
    responder: { version: context.version, mode: context.mode },
  };
}

/** A reporter may write a novel; SNS and EventBridge take 256 KB. */
function capped(evidence: Detection['evidence']): Json {
  const entries = Object.entries(evidence).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.slice(0, 512) : value,
  ]);
  return Object.fromEntries(entries);
}

function statusOf(accessKeyId: string | undefined, { keys }: Outcome): string {
  return keys?.find((key) => key.accessKeyId === accessKeyId)?.status ?? 'unknown';
}

export function unreadableJson(problem: UnreadableEvent, accountId: string, context: AlertContext): Json {
  return {
    schemaVersion: '1.0',
    kind: 'access-key-alert',
    alertId: problem.eventId ?? 'unknown',
    state: 'NOT_CONTAINED',
    reason: 'unreadable-event',
    severity: 'P1',
    page: true,
    title: `${stateInWords('NOT_CONTAINED')}: an event could not be read`,
    sentAt: context.sentAt.toISOString(),
    account: { id: accountId, partition: context.partition },
    key: { ...(problem.accessKeyId !== undefined && { id: problem.accessKeyId }), statusNow: 'unknown' },
    problem: problem.why,
    event: { id: problem.eventId, source: problem.source, detailType: problem.detailType },
    links: { runbook: runbookFor('unreadable-event', context) },
    responder: { version: context.version, mode: context.mode },
  };
}
