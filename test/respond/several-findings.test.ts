import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { alertsOf, type House, openHouse, openHouseWithPager } from '../house.ts';
import { findingEvent, keyResource } from '../table/events.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  for (const [userName, accessKeyId] of [
    ['ci-deploy', KEY],
    ['build', OTHER_KEY],
  ] as const) {
    aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId });
  }
  house = openHouse(aws);
});
afterAll(() => aws.stop());

const statuses = () => [KEY, OTHER_KEY].map((id) => aws.identities.statusOf(id));
const reasons = () => aws.events.map(({ event: { detail } }) => detail['reason']).toSorted();

/** One event of Security Hub with these findings, each given by what differs from the fixture. */
function hub(...changes: readonly Readonly<Record<string, JsonValue | undefined>>[]): Json {
  const findings = changes.flatMap((change) => {
    const { detail } = findingEvent('securityhub-imported-user-key', change);
    const { findings: changed } = detail as unknown as {
      readonly findings: readonly Json[];
    };
    return changed;
  });
  return withValue(fixture('securityhub-imported-user-key'), 'detail.findings', findings);
}

test('a sample beside a theft is a test, and the theft is stopped', async () => {
  await house.invoke(hub({ Sample: true }, { Resources: [keyResource(OTHER_KEY)] }));
  expect(statuses()).toEqual(['Active', 'Inactive']);
  expect(reasons()).toEqual(['keys-inactive', 'sample']);
});

test('a low finding first does not hold back the theft after it, nor does the theft accuse the low one', async () => {
  const low = { Types: ['TTPs/Discovery:IAMUser-AnomalousBehavior'], 'Severity.Product': 2 };
  await house.invoke(hub(low, { Resources: [keyResource(OTHER_KEY)] }));
  expect(statuses()).toEqual(['Active', 'Inactive']);
  expect(reasons()).toEqual(['informational', 'keys-inactive']);
});

test('a finding that cannot be read is told, and keeps no other from being acted on', async () => {
  await house.invoke(hub({ AwsAccountId: undefined }, { Resources: [keyResource(OTHER_KEY)] }));
  expect(statuses()).toEqual(['Active', 'Inactive']);
  expect(
    alertsOf(aws)
      .map(({ reason }) => reason)
      .toSorted(),
  ).toEqual(['keys-inactive', 'unreadable-event']);
});

test('a finding that a person has settled tells nobody, beside one that is new', async () => {
  await house.invoke(hub({ 'Workflow.Status': 'RESOLVED' }, { Resources: [keyResource(OTHER_KEY)] }));
  expect(statuses()).toEqual(['Active', 'Inactive']);
  expect(alertsOf(aws).map(({ reason }) => reason)).toEqual(['keys-inactive']);
  expect(reasons()).toEqual(['keys-inactive', 'settled']);
});

test('two findings about one key are told by one mail, and a retry tells nothing again', async () => {
  const event = hub({}, { Id: 'another-finding', Types: ['TTPs/PenTest:IAMUser-KaliLinux'] });
  await house.invoke(event);
  await house.invoke(event);
  const changes = aws.published.filter(
    ({ attributes, topicArn }) => attributes['audience'] === 'change' && topicArn.endsWith(':alerts'),
  );
  expect(changes).toHaveLength(1);
  expect(statuses()).toEqual(['Inactive', 'Active']);
});

test('a finding that a person works at, in OCSF, is told as no new detection', async () => {
  const ocsf = (status: string) => findingEvent('securityhub-ocsf-key', { status });
  await house.invoke(ocsf('New'));
  const told = aws.published.length;
  await house.invoke(withValue(ocsf('In Progress'), 'id', 'second'));
  expect(aws.published).toHaveLength(told);
  expect(aws.events).toHaveLength(2);
});

test('the use of a model at high severity wakes somebody, and changes nothing; at low severity it wakes nobody', async () => {
  const use = (type: string, severity: number) =>
    withValue(
      withValue(fixture('guardduty-malicious-ip-caller'), 'detail.type', type),
      'detail.severity',
      severity,
    );
  await openHouseWithPager(aws).invoke(use('Impact:IAMUser/CostHarvesting', 8));
  const [alert] = alertsOf(aws);
  expect([alert]).toMatchObject([{ reason: 'informational', severity: 'P2', page: true }]);
  expect(
    aws.published.some(({ subject = '' }) => subject.startsWith('ALARM: P2 NOT CONTAINED (ALERT ONLY)')),
  ).toBe(true);
  expect(statuses()).toEqual(['Active', 'Active']);
  aws.reset();
  await house.invoke(use('Impact:IAMUser/CostHarvesting', 2));
  expect(alertsOf(aws)).toMatchObject([{ severity: 'P3', page: false }]);
});

test('an attack sequence of processes says which, and on what', async () => {
  const sequence = 'detail.service.detection.sequence';
  const event = Object.entries<JsonValue>({
    'detail.type': 'AttackSequence:EC2/CompromisedInstanceGroup',
    [`${sequence}.actors`]: [{ id: 'process:1', process: { name: 'xmrig', path: '/var/lib/xmrig' } }],
    [`${sequence}.resources`]: [{ uid: 'i-0123456789abcdef0', resourceType: 'EC2_INSTANCE' }],
  }).reduce(
    (changed, [path, value]) => withValue(changed, path, value),
    fixture('guardduty-attack-sequence'),
  );
  await house.invoke(event);
  const [{ bodies } = { bodies: { email: '' } }] = aws.published;
  expect(bodies.email).toContain('processes  "xmrig (/var/lib/xmrig)"');
  expect(bodies.email).toContain('resources  "EC2_INSTANCE i-0123456789abcdef0"');
  expect(alertsOf(aws)).toMatchObject([{ state: 'NOT_CONTAINED', severity: 'P1', page: true }]);
});
