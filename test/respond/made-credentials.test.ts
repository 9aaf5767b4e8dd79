import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { type House, openHouse } from '../house.ts';

const MADE = 'AKIAIOSFODNN7EXAMPLE';
const CALLERS = 'AKIAI44QH8DHBEXAMPLE';

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  house = openHouse(aws);
});
afterAll(() => aws.stop());

interface Told {
  readonly title: string;
  readonly commands: readonly { readonly kind: string; readonly argv: readonly string[] }[];
}

function told(): Told & { readonly email: string; readonly chat: string } {
  const bodies = aws.published.at(-1)?.bodies;
  const machine = JSON.parse(bodies?.sqs ?? '{}') as Told;
  return { ...machine, email: bodies?.email ?? '', chat: bodies?.https ?? '' };
}

function containing(): readonly string[] {
  return told()
    .commands.filter(({ kind }) => kind === 'contain')
    .map(({ argv }) => argv.slice(2).join(' '));
}

describe('a key was made for another user', () => {
  test('its alert stops that key first, and then the key of the caller', async () => {
    await house.invoke(fixture('cloudtrail-create-access-key-for-other'));
    expect(containing()).toEqual([
      `update-access-key --user-name=ci-deploy --access-key-id=${MADE} --status=Inactive`,
      `update-access-key --user-name=security-admin --access-key-id=${CALLERS} --status=Inactive`,
    ]);
    expect(told().title).toBe(
      `NO ACTION: nothing was changed. This kind of detection only alerts: access key ${MADE} of IAM user ci-deploy was made by IAM user security-admin, with access key ${CALLERS}.`,
    );
  });

  test('its alert offers no undo: nothing was done', async () => {
    await house.invoke(fixture('cloudtrail-create-access-key-for-other'));
    expect(told().commands.map(({ kind }) => kind)).not.toContain('undo');
    expect(told().email).not.toMatch(/^UNDO/m);
    expect(told().chat).not.toContain('UNDO');
  });

  test('a text that is no id of a key, or no name, becomes no command', async () => {
    const event = withValue(
      fixture('cloudtrail-create-access-key-for-other'),
      'detail.responseElements.accessKey.accessKeyId',
      '$(rm -rf ~)',
    );
    await house.invoke(event);
    expect(containing()).toHaveLength(1);
  });
});

test('the alert about a federation token denies its user first: the token outlives the key', async () => {
  await house.invoke(fixture('cloudtrail-get-federation-token'));
  const [first, second, ...more] = containing();
  expect(first).toMatch(
    /^attach-user-policy --user-name=\S+ --policy-arn=arn:aws:iam::aws:policy\/AWSDenyAll$/,
  );
  expect(second).toMatch(/^update-access-key .* --status=Inactive$/);
  expect(more).toEqual([]);
  expect(told().email).toMatch(/^ YES {6}the federation token ASIAIOSFODNN7EXAMPLE that was made/m);
});

describe('what a call made is named', () => {
  const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const byRoot = (changes: Readonly<Record<string, JsonValue>>): Json =>
    Object.entries(changes).reduce(
      (event, [path, value]) => withValue(event, `detail.${path}`, value),
      fixture('cloudtrail-create-root-key'),
    );

  test.each<[string, Json, string, object, string]>([
    [
      'a user',
      byRoot({ eventName: 'CreateUser', requestParameters: { userName: 'evil.example' } }),
      'IAM user evil[.]example was made',
      { kind: 'user', userName: 'evil[.]example' },
      'arn:aws:iam::111122223333:user/evil.example',
    ],
    [
      'a policy and whom it was given to',
      byRoot({
        eventName: 'AttachRolePolicy',
        requestParameters: {
          roleName: 'app',
          policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        },
      }),
      'policy arn:aws:iam::aws:policy/AdministratorAccess was given to role app',
      { kind: 'policy', policy: 'arn:aws:iam::aws:policy/AdministratorAccess', roleName: 'app' },
      'arn:aws:iam::111122223333:role/app',
    ],
    [
      'a password',
      byRoot({
        eventName: 'CreateLoginProfile',
        requestParameters: { userName: 'backdoor', password: SECRET },
      }),
      'a console password of IAM user backdoor was made',
      { kind: 'login-profile', userName: 'backdoor' },
      'arn:aws:iam::111122223333:user/backdoor',
    ],
    [
      'a session',
      byRoot({
        eventSource: 'sts.amazonaws.com',
        eventName: 'GetFederationToken',
        requestParameters: { name: 'guest' },
        responseElements: {
          credentials: { accessKeyId: 'ASIAI44QH8DHBEXAMPLE', sessionToken: SECRET, secretAccessKey: SECRET },
        },
      }),
      'a federation token, a session that outlives its key (ASIAI44QH8DHBEXAMPLE, named guest), was made',
      { kind: 'session', accessKeyId: 'ASIAI44QH8DHBEXAMPLE', sessionName: 'guest' },
      'arn:aws:sts::111122223333:federated-user/guest',
    ],
  ])('%s: in the mail, the chat, the JSON and the resources of the outcome event', async (...row) => {
    const [, event, words, made, arn] = row;
    await house.invoke(event);
    expect(told()).toMatchObject({ made });
    expect(told().email).toContain(` effect     "${words}"`);
    expect(told().chat).toContain(` effect     \`${words}\``);
    expect(aws.events[0]?.event).toMatchObject({ resources: expect.arrayContaining([arn]) });
    expect(JSON.stringify([aws.published, aws.events, house.log])).not.toContain(SECRET);
  });

  const bearerKey = (by: string): Json =>
    Object.entries<JsonValue>({
      'detail.eventSource': 'iam.amazonaws.com',
      'detail.eventName': 'CreateServiceSpecificCredential',
      'detail.requestParameters': { userName: 'backdoor', serviceName: 'bedrock.amazonaws.com' },
      'detail.responseElements': {
        serviceSpecificCredential: {
          serviceSpecificCredentialId: 'ACCAEXAMPLE123EXAMPLE',
          serviceName: 'bedrock.amazonaws.com',
          userName: 'backdoor',
        },
      },
    }).reduce((changed, [path, value]) => withValue(changed, path, value), fixture(by));
  const STOP =
    'update-service-specific-credential --user-name=backdoor --service-specific-credential-id=ACCAEXAMPLE123EXAMPLE --status=Inactive';

  test('a bearer key for a user about whom an incident is open: its command sets it Inactive', async () => {
    const user = aws.identities.createUser({ userName: 'backdoor' });
    aws.identities.createAccessKey(user, { accessKeyId: MADE });
    const stolen = withValue(
      fixture('guardduty-malicious-ip-caller'),
      'detail.resource.accessKeyDetails.userName',
      'backdoor',
    );
    await house.invoke(withValue(stolen, 'detail.service.eventFirstSeen', '2026-05-04T03:00:00.000Z'));
    await house.invoke(bearerKey('cloudtrail-stop-logging-by-role'));
    expect(told().title).toContain(
      'service-specific credential ACCAEXAMPLE123EXAMPLE (bedrock) of IAM user backdoor was made by role ci-deploy',
    );
    expect(containing()).toEqual([STOP]);
  });
});

test.each([
  ['exempt', { EXEMPT_PRINCIPALS: 'ci-deploy' }, 'guardduty-malicious-ip-caller'],
  ['observed', { CONTAIN: 'observe' }, 'guardduty-malicious-ip-caller'],
  ['a session of a role', {}, 'guardduty-role-session'],
])('%s: nothing was done, so nothing is offered to take back', async (_, settings, event) => {
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: MADE });
  await openHouse(aws, settings).invoke(fixture(event));
  expect(told().commands.map(({ kind }) => kind)).not.toContain('undo');
});
