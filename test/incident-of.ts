import { cooperativeAccounts } from '../scripts/coverage-tables/cooperative-iam.ts';
import { OWN, policy } from '../scripts/coverage-tables/examples.ts';
import { contain } from '../src/containment/index.ts';
import { decide } from '../src/core/decide.ts';
import type { Detection } from '../src/core/detection.ts';
import { describe, type Incident } from '../src/core/incident.ts';
import { withEnrichment } from '../src/core/outcome.ts';

export const sentAt = new Date('2026-05-04T03:12:16.000Z');
export const place = { partition: 'aws', region: 'us-east-1', accountId: OWN };

/** What becomes of one event if IAM does all that it is asked. */
export async function incidentOf(detection: Detection): Promise<Incident> {
  const outcomes = await Promise.all(
    decide(detection, { policy }).map(async (decision) => {
      const { outcome, enrichment } = await contain(decision, cooperativeAccounts('Active'));
      return withEnrichment(outcome, await enrichment);
    }),
  );
  return describe(detection, { outcomes, place, sentAt });
}
