import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { openContainer } from '../../src/container.ts';
import { createHandler } from '../../src/create-handler.ts';
import { respond as useCase } from '../../src/respond.ts';
import { credentialLists } from '../credential-calls.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { allows, anyOf, type Calls, together } from './calls.ts';
import { buildRoles, changesIn, KEY, MEMBER, MEMBER_KEY, MEMBER_ROLE, OWN, populate } from './world.ts';

const FUNCTION = 'compromised-key-responder-prod-respond';

/** GovCloud and China are partitions of their own: other ARNs, other Regions, the same calls. */
describe.each([
  ['guardduty-govcloud', 'aws-us-gov', 'us-gov-west-1'],
  ['guardduty-china', 'aws-cn', 'cn-north-1'],
])('%s', (name, partition, region) => {
  let aws: Aws;
  beforeAll(async () => {
    aws = await startAws({ partition, region });
    buildRoles(aws);
  });
  afterAll(() => aws.stop());

  /** The handler as it is deployed there. */
  async function respond(settings: Readonly<Record<string, string>>, change = (event: Json) => event) {
    const toWorld = populate(aws);
    const topic = `arn:${partition}:sns:${region}:${OWN}:alerts`;
    aws.topics.add(topic);
    const environment = { ...environmentOf(aws), ALERT_TOPIC_ARN: topic, ...settings };
    const handler = createHandler(useCase, openContainer(environment, { log: () => {} }));
    const context = { invokedFunctionArn: `arn:${partition}:lambda:${region}:${OWN}:function:${FUNCTION}` };
    return handler(toWorld(change(fixture(name))), {
      getRemainingTimeInMillis: () => 90_000,
      ...context,
    } as never);
  }

  const calls = () => aws.requests.map(({ service, action }) => `${service}:${action}`);
  const alert = (): { dedupKey: string; commands: { argv: readonly string[] }[] } =>
    JSON.parse(aws.published[0]?.bodies.sqs ?? '{}');
  const looks = anyOf(
    ...['iam:ListAccountAliases', 'iam:GetLoginProfile', 'iam:GetAccessKeyLastUsed'],
    ...credentialLists,
  );
  const stoppedAndTold: Calls = [
    'iam:UpdateAccessKey',
    together(['iam:ListAccessKeys', anyOf('dynamodb:UpdateItem')], [looks]),
    'sns:Publish',
    together([anyOf('dynamodb:UpdateItem')], ['events:PutEvents']),
  ];

  test('a key is stopped, and every identifier and command is of the partition', async () => {
    expect(await respond({})).toEqual(['CONTAINED']);
    expect(allows(stoppedAndTold, calls())).toBe(true);
    expect(changesIn(aws).inactive).toEqual([KEY]);
    expect(alert().dedupKey).toBe(`akr:${partition}:${OWN}:${KEY}`);
    expect(aws.events[0]?.event.resources).toEqual([`arn:${partition}:iam::${OWN}:user/ci-deploy`]);
    for (const { argv } of alert().commands) expect(argv).toContain(`--region=${region}`);
    expect(JSON.stringify(aws.published)).not.toMatch(/arn:aws:/);
  });

  test("a quarantine attaches the partition's own AWSDenyAll", async () => {
    expect(await respond({ QUARANTINE_USERS: 'true' })).toEqual(['CONTAINED']);
    expect(changesIn(aws).denied).toEqual(['ci-deploy']);
    expect(JSON.stringify(aws.published)).not.toMatch(/arn:aws:/);
  });

  test('a user is exempt by an ARN of the partition, and by none of another', async () => {
    await respond({ EXEMPT_PRINCIPALS: `arn:aws:iam::${OWN}:user/ci-deploy` });
    expect(changesIn(aws).inactive).toEqual([KEY]);
    await respond({ EXEMPT_PRINCIPALS: `arn:${partition}:iam::${OWN}:user/ci-deploy` });
    expect(changesIn(aws).inactive).toEqual([]);
  });

  test('a key of a member account is stopped through its role there', async () => {
    const member = fixture('guardduty-member-account');
    const detail = withValue(withValue(member, 'detail.partition', partition), 'detail.region', region);
    expect(await respond({ MEMBER_ROLE_NAME: MEMBER_ROLE }, () => detail)).toEqual(['CONTAINED']);
    expect(aws.requests[0]?.params['RoleArn']).toBe(`arn:${partition}:iam::${MEMBER}:role/${MEMBER_ROLE}`);
    expect(changesIn(aws).inactive).toEqual([MEMBER_KEY]);
  });
});

/** As Lambda has it; the SDK reads two of the variables by itself. */
function environmentOf(aws: Aws): Readonly<Record<string, string>> {
  process.env['AWS_ENDPOINT_URL'] = aws.endpoint;
  process.env['AWS_REGION'] = aws.region;
  const role = aws.identities.findRole(`arn:${aws.partition}:iam::${OWN}:role/respond`);
  const { accessKeyId, secretAccessKey, sessionToken } = aws.sessions.startForRole(
    role ?? aws.identities.createRole({ roleName: 'respond' }),
    'respond',
    3_600,
  );
  return {
    CONTAIN: 'suspected',
    MINIMUM_SEVERITY: '4',
    CONTAIN_CUSTOM_LISTS: 'false',
    CONTAIN_CUSTOM_RULES: 'false',
    QUARANTINE_USERS: 'false',
    OWN_ROLE_NAME: 'respond',
    LEDGER_TABLE_NAME: 'ledger',
    RETRY_QUEUE_URL: `${aws.endpoint}/${OWN}/retries`,
    OUTCOME_BUS_NAME: 'default',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}
