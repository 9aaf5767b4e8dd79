import { OWN, policy } from '../../scripts/coverage-tables/examples.ts';
import type { AlertSettings } from '../../src/alerting/alert.ts';
import type { AlertModel } from '../../src/alerting/alert-model.ts';
import { composeMessages, modelsOf } from '../../src/alerting/messages.ts';
import { remedies } from '../../src/containment/index.ts';
import { type Claim, NO_CLAIMS } from '../../src/core/claims.ts';
import { decide } from '../../src/core/decide.ts';
import type { Detection } from '../../src/core/detection.ts';
import { describe } from '../../src/core/incident.ts';
import type { Facts, Outcome } from '../../src/core/outcome.ts';
import { type Reason, reasons } from '../../src/core/reasons/index.ts';

export const sentAt = new Date('2026-05-04T03:12:16.000Z');
const place = { partition: 'aws', region: 'us-east-1', accountId: OWN };
const TOLD: Claim = { audience: 'change', page: true, reactivations: [] };

/** What a test says of the end of a response, beside its reason. */
export interface Ended extends Facts, Partial<Pick<Outcome, 'actions' | 'enrichment'>> {
  readonly claim?: Partial<Claim>;
  readonly partition?: string;
  readonly settings?: Partial<AlertSettings>;
}

/** The alert about the one credential of a detection, whatever the responder found. Nothing is read from AWS. */
export function modelOf(reason: Reason, detection: Detection, given: Ended = {}): AlertModel {
  const { claim, partition = 'aws', settings, ...facts } = given;
  const [decision] = decide(detection, { policy: { ...policy, partition } });
  if (decision === undefined) throw new RangeError('there is no decision');
  const { state, retry } = reasons[reason];
  const outcome: Outcome = { actions: [], ...facts, decision, state, reason, retry };
  const incident = describe(detection, { outcomes: [outcome], place: { ...place, partition }, sentAt });
  const credentials = new Map(incident.entries.map(({ entity }) => [entity.dedupKey, { ...TOLD, ...claim }]));
  const [model] = modelsOf(incident, {
    settings: {
      ...{ ledgerTableName: 'ledger', runbookUrl: '', deadLetterQueueUrl: '' },
      ...{ identityCenter: { url: '', role: '' }, policy, version: '0.1.0' },
      ...settings,
    },
    remedies,
    claims: { ...NO_CLAIMS, credentials },
  });
  if (model === undefined) throw new RangeError('there is no model');
  return model;
}

/** What people get of it. */
export function alertOf(model: AlertModel) {
  const { subject, bodies } = composeMessages([model]).alert;
  const { email = '', sms = '', https = '{}' } = bodies;
  return { subject, mail: email, sms, chat: JSON.parse(https) };
}
