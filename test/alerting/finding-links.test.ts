import { expect, test } from '@jest/globals';
import {
  credential,
  detectionOf,
  KEY,
  MEMBER,
  OWN,
  policy,
  SESSION,
  USER,
} from '../../scripts/coverage-tables/examples.ts';
import { type Links, linksFor } from '../../src/alerting/links.ts';
import { decide } from '../../src/core/decide.ts';
import type { Detection } from '../../src/core/detection.ts';
import { describe } from '../../src/core/incident.ts';
import { ended } from '../../src/core/outcome.ts';
import { readDetection } from '../../src/sources/index.ts';
import { longTermKey } from '../api-keys.ts';
import { fixture, withValue } from '../fixture.ts';

const place = { partition: 'aws', region: 'us-east-1', accountId: OWN };
const sentAt = new Date('2026-05-04T03:12:16.000Z');
const settings = {
  ledgerTableName: 'ledger',
  runbookUrl: '',
  identityCenter: { url: 'https://example.awsapps.com/start', role: 'Security' },
  policy: { contain: 'suspected' },
  version: '0.1.0',
} as const;

function linksOf(detection: Detection, where: typeof place): Links {
  const outcomes = decide(detection, { policy }).map((decision) => ({
    ...ended('other-account', {}),
    decision,
    actions: [],
  }));
  const [entry] = describe(detection, { outcomes, place: where, sentAt }).entries;
  if (entry === undefined) throw new RangeError('there is one');
  return linksFor(entry, { detection, context: { place: where, sentAt, settings } });
}

test('the finding opens in its own account, and the history and the user in those of the credential', () => {
  // An actor of an attack sequence may be of another account than the finding.
  const detection = detectionOf(credential(KEY, USER, { accountId: MEMBER }), {
    findingPage: { service: 'guardduty', fragment: '/findings' },
  });
  const links = linksOf(detection, place);
  const accountIn = (address: string | undefined) => /[?&]account_id=(\d+)/.exec(address ?? '')?.[1];
  expect([links.finding, links.trail, links.principal].map(accountIn)).toEqual([OWN, MEMBER, MEMBER]);
});

test('a page of the commercial partition is a link there alone', () => {
  const commercialAddress = 'https://health.aws.amazon.com/health/home';
  const findingIn = (partition: string) => {
    const detection = detectionOf(credential(KEY, USER), { findingPage: { commercialAddress } });
    return linksOf(detection, { ...place, partition }).finding;
  };
  expect([findingIn('aws'), findingIn('aws-cn')]).toEqual([commercialAddress, undefined]);
});

test('a role opens in the Region of IAM, wherever the event came from', () => {
  const role = credential(SESSION, { type: 'AssumedRole', roleName: 'deploy-admin' });
  const { principal = '' } = linksOf(detectionOf(role, { region: 'eu-west-1' }), place);
  const destination = new URL(principal.replace('/#/', '/')).searchParams.get('destination');
  expect(destination).toBe(
    'https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/roles/details/deploy-admin',
  );
});

test('a finding id that is a secret becomes part of no address', () => {
  const secret = longTermKey(`ci-deploy-at-${OWN}`);
  const reading = readDetection(withValue(fixture('cloudtrail-honey-key'), 'detail.eventID', secret));
  expect(reading.ok && JSON.stringify(reading.detection.findingPage)).not.toContain(secret.slice(-20));
});
