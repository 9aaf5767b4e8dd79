import { credential, detectionOf, KEY, OWN, policy, USER } from '../../scripts/coverage-tables/examples.ts';
import type { AlertSettings } from '../../src/alerting/alert.ts';
import type { AlertModel } from '../../src/alerting/alert-model.ts';
import { composeMessages, modelsOf } from '../../src/alerting/messages.ts';
import { remedies as allRemedies } from '../../src/containment/index.ts';
import { type Claim, NO_CLAIMS } from '../../src/core/claims.ts';
import type { Classification } from '../../src/core/classification.ts';
import type { Remedy } from '../../src/core/command.ts';
import type { AffectedIdentity, Detection } from '../../src/core/detection.ts';
import { type History, NO_HISTORY } from '../../src/core/history.ts';
import { describe } from '../../src/core/incident.ts';
import type { Facts, Outcome } from '../../src/core/outcome.ts';
import type { Reason } from '../../src/core/reasons/index.ts';
import { endOf } from '../ended-in.ts';

export const sentAt = new Date('2026-05-04T03:12:16.000Z');
const TOLD: Claim = { audience: 'change', page: true, reactivations: [] };

/** How the response to one credential ended. A finding about a key of a user, if nothing else is said. */
export interface End extends Partial<Pick<Outcome, 'actions'>> {
  readonly affected?: AffectedIdentity | undefined;
  readonly reason: Reason;
  readonly facts?: Facts & Partial<Pick<Outcome, 'enrichment'>>;
  readonly classification?: Partial<Classification>;
  readonly history?: Partial<History>;
  readonly claim?: Partial<Claim> | undefined;
}

interface Given {
  readonly change?: Partial<Detection>;
  readonly remedies?: readonly Remedy[];
  readonly partition?: string;
  readonly settings?: Partial<AlertSettings> | undefined;
}

/** What every channel chooses from, where one event names all of them. Nothing is read from AWS. */
export function modelsOfAll(
  ends: readonly End[],
  { change = {}, remedies = allRemedies, partition = 'aws', settings }: Given = {},
): readonly AlertModel[] {
  const affectedOf = ({ affected = credential(KEY, USER) }: End) => affected;
  const detection = { ...detectionOf(credential(KEY, USER), change), affected: ends.map(affectedOf) };
  const outcomes = ends.map((end) => {
    const { reason, facts = {}, actions = [], classification = {}, history } = end;
    const known = history && { history: { ...NO_HISTORY, ...history } };
    const ending = { change, settings: { partition }, ...known, ...facts, actions };
    const { decision, ...outcome } = endOf(reason, affectedOf(end), ending).outcome;
    const classified = { ...decision, classification: { ...decision.classification, ...classification } };
    return { ...outcome, decision: classified };
  });
  const place = { partition, region: 'us-east-1', accountId: OWN };
  const incident = describe(detection, { outcomes, place, sentAt });
  const credentials = new Map(
    incident.entries.map(({ entity }, index) => [entity.dedupKey, { ...TOLD, ...ends[index]?.claim }]),
  );
  return modelsOf(incident, {
    settings: {
      ...{ ledgerTableName: 'ledger', runbookUrl: '', deadLetterQueueUrl: '' },
      ...{ identityCenter: { url: '', role: '' }, policy, version: '0.1.0' },
      ...settings,
    },
    remedies,
    claims: { ...NO_CLAIMS, credentials },
  });
}

/** Of an event about one credential. */
export function modelOfEnd(end: End, given: Given = {}): AlertModel {
  const [model] = modelsOfAll([end], given);
  if (model === undefined) throw new RangeError('there is no model');
  return model;
}

/** What a test says of the end of a response, beside its reason. */
export interface Ended extends Facts, Partial<Pick<Outcome, 'actions' | 'enrichment'>> {
  readonly claim?: Partial<Claim>;
  readonly partition?: string;
  readonly settings?: Partial<AlertSettings>;
}

/** The alert about the one credential of a detection, whatever the responder found. */
export function modelOf(reason: Reason, detection: Detection, given: Ended = {}): AlertModel {
  const { claim, partition, settings, actions, ...facts } = given;
  const [affected] = detection.affected;
  return modelOfEnd(
    { affected, reason, facts, claim, ...(actions && { actions }) },
    { change: detection, settings, ...(partition && { partition }) },
  );
}

/** What people get of it. */
export function alertOf(model: AlertModel) {
  const { subject, bodies } = composeMessages([model]).alert;
  const { email = '', sms = '', https = '{}' } = bodies;
  return { subject, mail: email, sms, chat: JSON.parse(https) };
}
