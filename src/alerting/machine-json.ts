import type { Detection } from '../core/detection.ts';
import { writtenForKey } from '../core/incident-entity.ts';
import type { KeyUse, Outcome } from '../core/outcome.ts';
import { reasons } from '../core/reasons/index.ts';
import { timeOf } from '../core/time.ts';
import type { CredentialsRead } from '../core/user-credential.ts';
import type { AlertModel } from './alert-model.ts';
import type { AlertContent, Channel } from './channel.ts';
import type { Commands } from './commands.ts';
import { factOf } from './credential-words.ts';
import { digestJson } from './digest-json.ts';
import { earlierJson, reminderJson } from './earlier.ts';
import { isFindingType } from './evidence.ts';
import { evidenceJson } from './evidence-json.ts';
import type { AlertMessage, Key, Response } from './machine-schema.ts';
import { madeJson } from './made-json.ts';
import { runbookText } from './runbook-lines.ts';
import { textForJson } from './sanitize.ts';

import { unreadableJson } from './unreadable-json.ts';

/** JSON for queues and functions: one message for each event. The schemas are in docs/schemas. */
export const machine: Channel = {
  id: 'machine',
  protocols: ['sqs', 'lambda'],
  format: 'json',
  render: (alert) => JSON.stringify(machineJson(alert)),
  renderDigest: (digest) => JSON.stringify(digestJson(digest)),
  renderUnreadable: (model) => JSON.stringify(unreadableJson(model)),
  limits: { characters: 120_000, only: /^[\x20-\x7e]*$/ },
  answers: [1, 3, 4, 8, 22, 24],
};

/** The alert for machines. Facts that do not exist are left out. Facts that were not read are `unknown`. */
export function machineJson({ worst, others }: AlertContent): AlertMessage {
  const rest = others.slice(MOST_OTHERS);
  return {
    ...outcomeJson(worst),
    kind: 'access-key-alert',
    ...(others.length > 0 && { others: others.slice(0, MOST_OTHERS).map(outcomeJson) }),
    ...(rest.length > 0 && {
      rest: rest.map(({ entity, outcome }) => ({ dedupKey: entity.dedupKey, state: outcome.state })),
    }),
  };
}

/**
 * SNS takes 262,144 bytes for all protocols together, and GuardDuty lists up to 400 actors in one attack sequence. The
 * others have the dedup key and the state here, and all the rest in their outcome events.
 */
const MOST_OTHERS = 10;

/** Alert, page and outcome event of a credential have the same facts, so they are written once. */
const written = new WeakMap<AlertModel, Response>();

/** The response to one credential: the outcome event and the main part of the alert's JSON. */
export function outcomeJson(model: AlertModel): Response {
  const response = written.get(model) ?? write(model);
  written.set(model, response);
  return response;
}

function write(model: AlertModel): Response {
  const { detection, outcome, context, entity, urgency, commands, risks, links, made } = model;
  const { decision, state, reason } = outcome;
  const first = timeOf(detection.evidence.firstSeen);
  return {
    schemaVersion: '1.0',
    kind: 'access-key-outcome',
    alertId: textForJson(detection.eventId, 64),
    dedupKey: entity.dedupKey,
    state,
    reason,
    ...urgency,
    title: model.headline,
    sentAt: context.sentAt.toISOString(),
    ...(first !== undefined && {
      ageSeconds: Math.max(0, Math.round((context.sentAt.getTime() - first.getTime()) / 1000)),
    }),
    ...earlierJson(model),
    ...reminderJson(model),
    account: { id: entity.accountId, partition: context.place.partition, ...aliasOf(outcome) },
    key: keyJson(model),
    userKeys: outcome.keys ?? 'unknown',
    ...(outcome.credentials !== undefined && { userCredentials: outcome.credentials.map(credentialsJson) }),
    ...(outcome.quarantine !== undefined && { quarantine: outcome.quarantine }),
    ...(outcome.revokedBefore !== undefined && { revokedBefore: outcome.revokedBefore }),
    principalType: decision.affected.principal.type,
    detection: detectionJson(detection, outcome),
    ...evidenceJson(detection),
    ...(made !== undefined && { made: madeJson(made) }),
    actions: outcome.actions.map(({ at, call, target, result, error }) => ({
      at,
      name: call,
      target,
      result,
      ...(error !== undefined && { error }),
    })),
    risks,
    notChecked: risks.filter(({ status }) => status === 'unknown').map(({ code }) => code),
    commands: commandsJson(commands),
    links,
    runbook: runbookText(reason),
    responder: { version: context.settings.version, mode: context.settings.policy.contain },
  };
}

function credentialsJson({
  kind,
  answer,
}: CredentialsRead): NonNullable<Response['userCredentials']>[number] {
  return { kind, list: answer.ok ? answer.value.map(({ kind: _, ...fact }) => fact) : 'unknown' };
}

function commandsJson(commands: Commands): NonNullable<Response['commands']> {
  const kinds = ['contain', 'inspect', 'undo', 'finish'] as const;
  return [
    { kind: 'confirm', ...commands.confirmAccount },
    ...kinds.flatMap((kind) => commands[kind].map((command) => ({ kind, ...command }))),
  ];
}

/** Absent if it was not read. Empty if the account has none. */
function aliasOf({ enrichment }: Outcome): { readonly alias?: string } {
  const alias = enrichment?.accountAlias;
  return alias?.ok === true ? { alias: alias.value } : {};
}

function keyJson(model: AlertModel): Key {
  const { entity, outcome } = model;
  const { accessKeyId, other, userName, roleName, principal: arn } = entity;
  const written = writtenForKey(outcome.decision.affected);
  const key =
    other === undefined
      ? outcome.keys?.find((one) => one.accessKeyId === accessKeyId)
      : factOf(other, outcome);
  const use = outcome.enrichment?.lastUses.find((one) => one.accessKeyId === accessKeyId)?.use;
  return {
    ...(accessKeyId !== undefined && { id: accessKeyId }),
    ...(other !== undefined && { credentialKind: other.kind, credentialId: other.id }),
    ...(written !== undefined && { written: textForJson(written, 128) }),
    ...(userName !== undefined && { userName, userArn: arn }),
    ...(roleName !== undefined && { roleName, roleArn: arn }),
    statusNow: key?.status ?? (isGone(model) ? 'gone' : 'unknown'),
    ...(outcome.verifiedAt !== undefined && { verifiedAt: outcome.verifiedAt }),
    ...(key?.createdAt !== undefined && { createdAt: key.createdAt }),
    lastUsed: use?.ok === true ? lastUsedJson(use.value) : 'unknown',
  };
}

/** IAM listed the user's keys, and this long-term key is not in the list. */
function isGone({ outcome: { keys, reason }, entity: { accessKeyId } }: AlertModel): boolean {
  return reasons[reason].gone || (keys !== undefined && accessKeyId?.startsWith('AKIA') === true);
}

function lastUsedJson({ at, service, region }: KeyUse): Key['lastUsed'] {
  if (at === undefined) return 'never';
  return {
    at,
    ...(service !== undefined && { service: textForJson(service, 64) }),
    ...(region !== undefined && { region: textForJson(region, 30) }),
  };
}

function detectionJson(
  detection: Detection,
  { decision: { classification } }: Outcome,
): NonNullable<Response['detection']> {
  const { evidence, severity, findingId } = detection;
  return {
    source: detection.source.id,
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

function times<K extends string>(
  texts: Readonly<Record<K, string | undefined>>,
): { readonly [N in K]?: string } {
  const known = Object.entries<string | undefined>(texts).flatMap(([name, text]) => {
    const time = timeOf(text);
    return time === undefined ? [] : [[name, time.toISOString()]];
  });
  return Object.fromEntries(known) as { readonly [N in K]?: string };
}
