import { expect, test } from '@jest/globals';
import { type DeliveryReport, toldBy } from '../../src/core/delivery.ts';
import type { StormShare } from '../../src/core/storm-share.ts';

const dedupKey = 'one';
const nothing: DeliveryReport = { deliveries: [], pagerless: false, errors: [] };
const sent = (about: string | undefined, result: 'published' | 'failed' = 'published') => ({
  ...(about !== undefined && { about }),
  topicArn: 'arn:aws:sns:us-east-1:111122223333:alerts',
  form: 'full' as const,
  result,
});
const told = (report: Partial<DeliveryReport>, storm?: StormShare) =>
  toldBy({ ...nothing, ...report }, { dedupKey, storm });

test('people were told by an alert that was published, and woken by the page of their credential', () => {
  expect(told({})).toEqual({ alert: false, page: false, woken: false });
  expect(told({ deliveries: [sent(undefined), sent('another')] })).toEqual({
    alert: true,
    page: false,
    woken: false,
  });
  expect(told({ deliveries: [sent('another'), sent(dedupKey)] })).toEqual({
    alert: false,
    page: true,
    woken: false,
  });
  expect(told({ deliveries: [sent(undefined, 'failed'), sent(dedupKey, 'failed')] })).toEqual({
    alert: false,
    page: false,
    woken: false,
  });
});

test('a page that woke somebody for want of an alert is of one credential', () => {
  expect(told({ wokenFor: dedupKey }).woken).toBe(true);
  expect(told({ wokenFor: 'another' }).woken).toBe(false);
});

test('no page is missing where there is no pager', () => {
  expect(told({ pagerless: true })).toEqual({ alert: false, page: true, woken: false });
  const refused = sent(undefined, 'failed');
  expect(told({ pagerless: true, deliveries: [refused, sent(undefined)] })).toMatchObject({ page: true });
  expect(told({ pagerless: true, deliveries: [refused] })).toMatchObject({ alert: false, page: false });
});

test('what the digest of a storm tells and pages is told', () => {
  const share: StormShare = {
    id: 'storm',
    inDigest: new Set([dedupKey]),
    unpaged: new Set(),
    digest: true,
    page: true,
    needsEnd: false,
  };
  expect(told({}, share)).toEqual({ alert: true, page: false, woken: false });
  const unpaged = { ...share, inDigest: new Set<string>(), unpaged: new Set([dedupKey]) };
  expect(told({}, unpaged)).toEqual({ alert: false, page: true, woken: false });
});
