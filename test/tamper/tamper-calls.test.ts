import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { matchesPattern } from '../../local/event-pattern.ts';
import { makes, switchesOff } from '../../src/core/root-user.ts';
import { endingCalls, tamperCalls } from '../../src/core/tamper-calls.ts';
import { deployerSettings } from '../../src/settings.ts';
import { sources } from '../../src/sources/index.ts';
import { openHouseWithPager } from '../house.ts';
import { defaultPolicy } from '../policy.ts';
import { apiCall, BY_USER, byRole, refusal } from './api-call.ts';

const services = Object.values(tamperCalls).flat();
const always = services.flatMap(({ service, always: names }) => names.map((name) => ({ service, name })));

/** Requests as CloudTrail records them, by the examples of AWS's API references: what silences, and what does not. */
const sometimes: readonly {
  readonly service: string;
  readonly name: string;
  readonly silences: readonly object[];
  readonly harmless: readonly object[];
}[] = [
  {
    service: 'cloudtrail',
    name: 'UpdateTrail',
    silences: [
      { name: 'example', isMultiRegionTrail: false },
      { name: 'example', includeGlobalServiceEvents: false },
      { name: 'example', enableLogFileValidation: false },
      { name: 'example', isOrganizationTrail: false },
      { name: 'example', s3BucketName: 'somewhere-else' },
      { name: 'example', kmsKeyId: 'arn:aws:kms:us-east-1:444455556666:key/example' },
      { name: 'example', isMultiRegionTrail: true, s3BucketName: 'somewhere-else' },
    ],
    harmless: [
      {
        name: 'example',
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
      },
      { name: 'example', snsTopicName: 'other' },
    ],
  },
  {
    service: 'guardduty',
    name: 'UpdateDetector',
    silences: [
      { detectorId: 'd', enable: false },
      {
        detectorId: 'd',
        features: [
          { name: 'EKS_AUDIT_LOGS', status: 'ENABLED' },
          { name: 'S3_DATA_EVENTS', status: 'DISABLED' },
        ],
      },
      ...[
        { s3Logs: { enable: false } },
        { kubernetes: { auditLogs: { enable: false } } },
        { malwareProtection: { scanEc2InstanceWithFindings: { ebsVolumes: false } } },
      ].map((dataSources) => ({ detectorId: 'd', enable: true, dataSources })),
    ],
    harmless: [
      { detectorId: 'd', enable: true, findingPublishingFrequency: 'FIFTEEN_MINUTES' },
      { detectorId: 'd', features: [{ name: 'S3_DATA_EVENTS', status: 'ENABLED' }] },
    ],
  },
  {
    service: 'guardduty',
    name: 'UpdateMemberDetectors',
    silences: [
      {
        detectorId: 'd',
        accountIds: ['444455556666'],
        features: [{ name: 'S3_DATA_EVENTS', status: 'DISABLED' }],
      },
      ...[
        { s3Logs: { enable: false } },
        { kubernetes: { auditLogs: { enable: false } } },
        { malwareProtection: { scanEc2InstanceWithFindings: { ebsVolumes: false } } },
      ].map((dataSources) => ({ detectorId: 'd', accountIds: ['444455556666'], dataSources })),
    ],
    harmless: [
      {
        detectorId: 'd',
        accountIds: ['444455556666'],
        features: [{ name: 'S3_DATA_EVENTS', status: 'ENABLED' }],
      },
    ],
  },
  ...['UpdateThreatIntelSet', 'UpdateThreatEntitySet'].map((name) => ({
    service: 'guardduty',
    name,
    silences: [{ detectorId: 'd', activate: false }],
    // Who keeps such a list puts a new one into its place.
    harmless: [
      { detectorId: 'd', activate: true },
      { detectorId: 'd', location: 'https://s3.amazonaws.com/lists/2' },
    ],
  })),
  {
    service: 'guardduty',
    name: 'CreateFilter',
    silences: [{ detectorId: 'd', name: 'n', action: 'ARCHIVE' }],
    harmless: [
      { detectorId: 'd', name: 'n', action: 'NOOP' },
      { detectorId: 'd', name: 'n' },
    ],
  },
  {
    service: 'guardduty',
    name: 'UpdateFilter',
    silences: [
      { detectorId: 'd', filterName: 'n', action: 'ARCHIVE' },
      { detectorId: 'd', filterName: 'n', findingCriteria: { criterion: {} } },
    ],
    harmless: [{ detectorId: 'd', filterName: 'n', action: 'NOOP' }],
  },
];

const rules = sources.flatMap((source) => source.rules).filter(({ id }) => id !== 'HoneyKeyRule');
const matching = (event: object) =>
  rules.filter(({ pattern }) => matchesPattern(pattern(defaultPolicy), event)).map(({ id }) => id);
const isTamperRule = expect.stringMatching(/^(?:Trail|Detector)TamperRule$/);

const loud = [
  ...always.map((call) => ({ ...call, parameters: null, with: 'any parameters' })),
  ...sometimes.flatMap(({ service, name, silences }) =>
    silences.map((parameters) => ({ service, name, parameters, with: JSON.stringify(parameters) })),
  ),
];

test('every call that counts only sometimes has its requests here', () => {
  const listed = services.flatMap(({ service, when = {} }) =>
    Object.keys(when).map((name) => `${service}:${name}`),
  );
  expect(sometimes.map(({ service, name }) => `${service}:${name}`).toSorted()).toEqual(listed.toSorted());
  for (const { service, name, silences } of sometimes) {
    const conditions = services.find((one) => one.service === service)?.when?.[name] ?? [];
    expect([name, silences.length >= conditions.length]).toEqual([name, true]);
  }
});

/** By each source whose administrator gets what is found in other accounts. */
const endsForMembers: Readonly<Record<string, readonly [string, string]>> = {
  guardduty: ['guardduty', 'DisableOrganizationAdminAccount'],
  'security-hub': ['securityhub', 'DisableOrganizationAdminAccount'],
  health: ['health', 'DisableHealthServiceAccessForOrganization'],
};

test.each(sources.filter(({ coversMembers }) => coversMembers))(
  'the call that ends what $id says of other accounts is told',
  ({ id }) => {
    const [service, name] = endsForMembers[id] ?? ['', ''];
    expect(matching(apiCall({ service, name, parameters: null }))).toEqual([isTamperRule]);
  },
);

test('no call is both here and in suspectedApiCalls, which has a rule of its own', () => {
  const listed = deployerSettings.suspectedApiCalls.default.split(', ');
  const ours = [...always, ...sometimes].map(({ service, name }) => `${service}:${name}`);
  expect(ours.filter((api) => listed.includes(api))).toEqual([]);
});

const ending = endingCalls.map((api) => {
  const [service = '', name = ''] = api.split(':');
  return { service, name, parameters: null };
});

test.each(ending)(
  '$service:$name has the rule of suspectedApiCalls, also if it is taken off them',
  (call) => {
    const rule = rules.find(({ id }) => id === 'SuspectedApiCallRule');
    const pattern = rule?.pattern({ ...defaultPolicy, suspectedApiCalls: ['iam:CreateUser'] }) ?? {};
    for (const by of [BY_USER, byRole('administrator')])
      expect(matchesPattern(pattern, apiCall({ ...call, by }))).toBe(true);
    expect(matchesPattern(pattern, apiCall({ service: 'iam', name: 'CreateUser', parameters: null }))).toBe(
      true,
    );
    expect(matchesPattern(pattern, apiCall({ ...call, name: 'GetTrailStatus' }))).toBe(false);
  },
);

test.each([...always, ...sometimes])('$service:$name by root has the rule of root', ({ service, name }) => {
  const api = `${service}:${name}`;
  expect([api, makes(api) || switchesOff(api)]).toEqual([api, true]);
});

test.each(loud)(
  '$service:$name with $with has one rule, by whatever credential',
  ({ service, name, parameters }) => {
    for (const by of [
      BY_USER,
      byRole('administrator'),
      { ...BY_USER, invokedBy: 'cloudformation.amazonaws.com' },
    ])
      expect(matching(apiCall({ service, name, parameters, by }))).toEqual([isTamperRule]);
  },
);

test.each(sometimes)(
  '$service:$name has no rule if it switches nothing off',
  ({ service, name, harmless }) => {
    for (const parameters of harmless) expect(matching(apiCall({ service, name, parameters }))).toEqual([]);
  },
);

test.each(sometimes)(
  '$service:$name has its rule if it is refused, whatever it asked for',
  ({ service, name }) => {
    const refused = refusal(`${service}:${name}`, '*');
    expect(matching(apiCall({ service, name, parameters: null, refused }))).toEqual([isTamperRule]);
  },
);

test('what only reads, and what makes more logs, has no rule', () => {
  for (const [service, name] of [
    ['guardduty', 'GetDetector'],
    ['guardduty', 'ArchiveFindings'],
    ['cloudtrail', 'StartLogging'],
    ['securityhub', 'EnableSecurityHub'],
    ['securityhub', 'BatchUpdateFindings'],
    ['macie2', 'AcceptInvitation'],
    ['macie2', 'DeleteMember'],
    ['ec2', 'CreateFlowLogs'],
  ] as const)
    expect([name, matching(apiCall({ service, name, parameters: {} }))]).toEqual([name, []]);
});

test('a pattern is as long as EventBridge takes', () => {
  for (const { id, pattern } of rules)
    expect([id, JSON.stringify(pattern(defaultPolicy)).length <= 2048]).toEqual([id, true]);
});

describe('the handler', () => {
  let aws: Aws;
  beforeAll(async () => {
    aws = await startAws();
  });
  beforeEach(() => {
    aws.reset();
    const user = aws.identities.createUser({ userName: BY_USER.userName, userId: BY_USER.principalId });
    aws.identities.createAccessKey(user, { accessKeyId: BY_USER.accessKeyId });
  });
  afterAll(() => aws.stop());

  async function respondTo(call: Parameters<typeof apiCall>[0], settings = {}) {
    await openHouseWithPager(aws, settings).invoke(apiCall(call));
    const [outcome] = aws.events.map(({ event }) => JSON.parse(JSON.stringify(event.detail)));
    const on = (topic: string) => aws.published.filter(({ topicArn }) => topicArn.endsWith(topic));
    return {
      reason: outcome?.reason,
      pages: on(':pager'),
      mails: on(':alerts'),
      status: aws.identities.statusOf(BY_USER.accessKeyId),
    };
  }

  test.each(loud)(
    'pages for $service:$name with $with, and stops nobody',
    async ({ service, name, parameters }) => {
      const { reason, pages, status } = await respondTo({ service, name, parameters });
      expect([reason, status, pages.length]).toEqual(['tampering', 'Active', 1]);
      expect(JSON.parse(pages[0]?.message ?? '').AlarmDescription).toContain('ci-deploy');
    },
  );

  test.each(ending)(
    'pages for $service:$name, and stops nobody, if it is taken off suspectedApiCalls',
    async (call) => {
      const settings = { SUSPECTED_API_CALLS: 'iam:CreateUser' };
      const { reason, pages, status } = await respondTo(call, settings);
      expect([reason, status, pages.length]).toEqual(['tampering', 'Active', 1]);
    },
  );

  test.each([...always, ...sometimes])('pages if $service:$name is refused', async ({ service, name }) => {
    const refused = refusal(`${service}:${name}`, '*');
    const { reason, pages, status } = await respondTo({ service, name, parameters: null, refused });
    expect([reason, status, pages.length]).toEqual(['tampering-refused', 'Active', 1]);
  });

  test('only logs what somebody on trustedPrincipals does', async () => {
    const settings = { TRUSTED_PRINCIPALS: 'arn:aws:iam::111122223333:role/pipeline' };
    const call = { service: 'guardduty', name: 'UpdateDetector', parameters: { enable: false } };
    const { reason, pages, mails } = await respondTo({ ...call, by: byRole('pipeline') }, settings);
    expect([reason, pages, mails]).toEqual(['trusted', [], []]);
    aws.reset();
    expect(await respondTo({ ...call, by: byRole('stranger') }, settings)).toMatchObject({
      reason: 'tampering',
    });
  });

  test('stops a long-term key for one of them if the deployer lists it, and it succeeds', async () => {
    const settings = { SUSPECTED_API_CALLS: 'guardduty:CreateIPSet' };
    const call = { service: 'guardduty', name: 'CreateIPSet', parameters: { detectorId: 'd' } };
    const refused = await respondTo({ ...call, refused: refusal('guardduty:CreateIPSet', '*') }, settings);
    expect([refused.reason, refused.status]).toEqual(['tampering-refused', 'Active']);
    expect((await respondTo(call, settings)).status).toBe('Inactive');
  });
});
