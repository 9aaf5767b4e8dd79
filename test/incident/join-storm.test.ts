import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { credential, detectionOf, OWN, SESSION } from '../../scripts/coverage-tables/examples.ts';
import type { Claim } from '../../src/core/claims.ts';
import { decide } from '../../src/core/decide.ts';
import type { AffectedIdentity } from '../../src/core/detection.ts';
import { describe as describeIncident, type Incident } from '../../src/core/incident.ts';
import { type Reason, reasons } from '../../src/core/reasons/index.ts';
import { shareOfStorm } from '../../src/incident/join-storm.ts';
import { Storms } from '../../src/incident/storms.ts';
import { LedgerTable } from '../../src/incident/table.ts';
import { defaultPolicy as policy } from '../policy.ts';

const sentAt = new Date('2026-05-04T03:12:16.000Z');
const TOLD: Claim = { audience: 'change', page: true, reactivations: [] };

let aws: Aws;
let storms: Storms;
let next: number;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  next = 0;
  storms = new Storms(new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials())));
});
afterAll(() => aws.stop());

const nextKey = () => {
  next += 1;
  return `AKIAEXAMPLE${String(next).padStart(9, '0')}`;
};

/** One event about as many keys as there are endings. */
function incidentOf(...endings: readonly Reason[]): Incident {
  const affected: AffectedIdentity[] = endings.map((reason) =>
    reason === 'session-alive'
      ? credential(SESSION.replace('IOSFODNN', nextKey().slice(-8)), {
          type: 'IAMUser',
          userName: `user-${next}`,
        })
      : credential(nextKey(), { type: 'IAMUser', userName: `user-${next}` }),
  );
  const detection = { ...detectionOf(credential(undefined, { type: 'Unknown' })), affected };
  const outcomes = decide(detection, { policy }).map((decision, index) => {
    const reason = endings[index] ?? 'keys-inactive';
    const { state, retry } = reasons[reason];
    return { decision, actions: [], state, reason, retry };
  });
  const place = { partition: 'aws', region: 'us-east-1', accountId: OWN };
  return describeIncident(detection, { outcomes, place, sentAt });
}

const limit = new AbortController().signal;
const keysOf = ({ entries }: Incident) => entries.map(({ entity }) => entity.dedupKey);

function share(incident: Incident, claim: Claim = TOLD) {
  const credentials = new Map(keysOf(incident).map((key) => [key, claim]));
  return shareOfStorm(incident, { credentials, storms, limit });
}

async function tellFirst(count: number, reason: Reason = 'keys-inactive'): Promise<void> {
  for (let index = 0; index < count; index += 1) await share(incidentOf(reason));
}

describe('a credential', () => {
  test('is told singly while alerts are few', async () => {
    for (let number = 1; number <= 5; number += 1)
      expect(await share(incidentOf('keys-inactive'))).toBeUndefined();
  });

  test('goes into a digest from the sixth on, and the sixth and twelfth send one', async () => {
    await tellFirst(5);
    const sent: unknown[] = [];
    for (let number = 6; number <= 12; number += 1) {
      const incident = incidentOf('keys-inactive');
      const shared = await share(incident);
      expect(shared).toMatchObject({ id: expect.stringMatching(/^storm\//), page: false, needsEnd: true });
      expect(shared?.inDigest).toEqual(new Set(keysOf(incident)));
      sent.push(shared?.digest);
    }
    expect(sent).toEqual([true, false, false, false, false, false, true]);
  });

  test('leaves the end of the storm to whoever has seen to it', async () => {
    await tellFirst(5);
    const first = await share(incidentOf('keys-inactive'));
    await storms.willEnd(first?.id ?? '');
    expect(await share(incidentOf('keys-inactive'))).toMatchObject({ needsEnd: false });
  });

  test('that is not contained is told singly in any storm, and still sends the digest that falls to it', async () => {
    await tellFirst(5);
    expect(await share(incidentOf('deactivation-failed'))).toMatchObject({
      ...{ inDigest: new Set(), unpaged: new Set(), digest: true, page: false },
    });
  });

  test.each<[string, Claim]>([
    ['that people know', { page: false, reactivations: [] }],
    ['of which chat alone hears', { ...TOLD, audience: 'evidence' }],
    ['of which people are reminded', { ...TOLD, reminder: { number: 1, since: sentAt } }],
  ])('%s is none of the storm', async (_, claim) => {
    await tellFirst(5);
    expect(await share(incidentOf('keys-inactive'), claim)).toBeUndefined();
    expect(await share(incidentOf('keys-inactive'))).toMatchObject({ digest: true });
  });

  test('that the ledger does not know is none of the storm', async () => {
    await tellFirst(5);
    const incident = incidentOf('keys-inactive');
    expect(await shareOfStorm(incident, { credentials: new Map(), storms, limit })).toBeUndefined();
  });
});

describe('an event about several', () => {
  test('is told as a whole if one of them is told', async () => {
    await tellFirst(4);
    // The fifth is told singly, and so is the sixth.
    expect(await share(incidentOf('keys-inactive', 'keys-inactive'))).toMatchObject({
      ...{ inDigest: new Set(), digest: false },
    });
    const mixed = await share(incidentOf('keys-inactive', 'deactivation-failed'));
    expect(mixed?.inDigest).toEqual(new Set());
  });

  test('goes into the digest as a whole', async () => {
    await tellFirst(5);
    const incident = incidentOf('keys-inactive', 'keys-inactive');
    const shared = await share(incident);
    expect(shared?.inDigest).toEqual(new Set(keysOf(incident)));
    expect(shared?.digest).toBe(true);
  });
});

describe('the pages of a storm', () => {
  test('are one for each of the first five, and then one for all', async () => {
    await tellFirst(5, 'session-alive');
    const sixth = incidentOf('session-alive');
    const shared = await share(sixth);
    expect(shared).toMatchObject({ unpaged: new Set(keysOf(sixth)), page: true });
    const seventh = incidentOf('session-alive');
    expect(await share(seventh)).toMatchObject({ unpaged: new Set(keysOf(seventh)), page: false });
  });

  test('count no alert that wakes nobody', async () => {
    await tellFirst(5, 'session-alive');
    const silent = await share(incidentOf('session-alive'), { ...TOLD, page: false });
    expect(silent).toMatchObject({ unpaged: new Set(), page: false });
    expect(await share(incidentOf('session-alive'))).toMatchObject({ page: true });
  });

  test('are still single for the fifth that wakes somebody, whatever number of alerts there were', async () => {
    await tellFirst(5);
    await tellFirst(4, 'session-alive');
    expect(await share(incidentOf('session-alive'))).toMatchObject({ unpaged: new Set(), page: false });
  });

  test('send a digest with the one for all, whatever the number of alerts', async () => {
    await tellFirst(5);
    await tellFirst(5, 'session-alive');
    expect(await share(incidentOf('session-alive'))).toMatchObject({ page: true, digest: true });
    // The twelfth sends one by its number.
    expect(await share(incidentOf('keys-inactive'))).toMatchObject({ page: false, digest: true });
    expect(await share(incidentOf('session-alive'))).toMatchObject({ page: false, digest: false });
  });

  test('are tried again by the next ones, without a mail each, until SNS takes the one for all', async () => {
    await tellFirst(5, 'session-alive');
    const { id = '' } = (await share(incidentOf('session-alive'))) ?? {};
    await storms.confirmPage(id, { isPublished: false });
    for (let number = 7; number <= 8; number += 1) {
      expect(await share(incidentOf('session-alive'))).toMatchObject({ page: true, digest: false });
      await storms.confirmPage(id, { isPublished: false });
    }
    // Two credentials of one event try it once.
    expect(await share(incidentOf('session-alive', 'session-alive'))).toMatchObject({ page: true });
    await storms.confirmPage(id, { isPublished: true });
    expect(await share(incidentOf('session-alive'))).toMatchObject({ page: false });
  });

  test('send the digest if any credential of the event is the sixth', async () => {
    await tellFirst(5);
    await tellFirst(5, 'session-alive');
    expect(await share(incidentOf('session-alive', 'session-alive'))).toMatchObject({
      ...{ page: true, digest: true },
    });
  });
});
