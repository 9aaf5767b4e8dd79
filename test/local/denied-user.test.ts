import { EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import {
  AttachUserPolicyCommand,
  GetLoginProfileCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:alerts';
const MINUTE = 60_000;

let aws: Aws;
let admin: IAMClient;
beforeEach(async () => {
  aws = await startAws();
  aws.topics.add(TOPIC);
  admin = new IAMClient(clientConfig(aws, aws.operatorCredentials()));
});
afterEach(() => aws.stop());

type Credentials = Parameters<typeof clientConfig>[1];

/** Every call is refused to those to whom everything is denied, each in the words of its service. */
const call = {
  'sts:GetCallerIdentity': (who: Credentials) =>
    new STSClient(clientConfig(aws, who)).send(new GetCallerIdentityCommand({})),
  'sts:GetSessionToken': (who: Credentials) =>
    new STSClient(clientConfig(aws, who)).send(new GetSessionTokenCommand({})),
  'sts:AssumeRole': (who: Credentials) =>
    new STSClient(clientConfig(aws, who)).send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::111122223333:role/trusting',
        RoleSessionName: 'session',
      }),
    ),
  'iam:ListAccessKeys': (who: Credentials) =>
    new IAMClient(clientConfig(aws, who)).send(new ListAccessKeysCommand({ UserName: 'ci-deploy' })),
  'iam:GetLoginProfile': (who: Credentials) =>
    new IAMClient(clientConfig(aws, who)).send(new GetLoginProfileCommand({ UserName: 'ci-deploy' })),
  'iam:ListAccountAliases': (who: Credentials) =>
    new IAMClient(clientConfig(aws, who)).send(new ListAccountAliasesCommand({})),
  'sns:Publish': (who: Credentials) =>
    new SNSClient(clientConfig(aws, who)).send(new PublishCommand({ TopicArn: TOPIC, Message: 'm' })),
  'events:TestEventPattern': (who: Credentials) =>
    new EventBridgeClient(clientConfig(aws, who)).send(
      new TestEventPatternCommand({
        EventPattern: '{"source":["x"]}',
        Event:
          '{"id":"1","detail-type":"t","source":"s","account":"111122223333","time":"2026-05-04T03:11:40Z","region":"us-east-1","resources":[],"detail":{}}',
      }),
    ),
};
const refusals = [
  ['sts:AssumeRole', 'AccessDenied', 403],
  ['iam:ListAccessKeys', 'AccessDenied', 403],
  ['iam:GetLoginProfile', 'AccessDenied', 403],
  ['iam:ListAccountAliases', 'AccessDenied', 403],
  ['sns:Publish', 'AuthorizationErrorException', 403],
  ['events:TestEventPattern', 'AccessDeniedException', 400],
] as const;

function userWithKey() {
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createLoginProfile(user);
  aws.identities.createRole({ roleName: 'trusting', trusts: [aws.accountId] });
  return { key: aws.identities.createAccessKey(user), session: aws.sessions.startForUser(user, 3_600) };
}

const denyByPolicy = () =>
  admin.send(new AttachUserPolicyCommand({ UserName: 'ci-deploy', PolicyArn: DENY_ALL }));
const denyByBoundary = () =>
  admin.send(new PutUserPermissionsBoundaryCommand({ UserName: 'ci-deploy', PermissionsBoundary: DENY_ALL }));

describe('a user to whom AWSDenyAll denies everything', () => {
  it.each(refusals)('is refused %s by its key, as %s', async (action, name, status) => {
    const { key } = userWithKey();
    await call[action](key);
    await denyByPolicy();
    await expect(call[action](key)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
  });

  it.each([
    ['sts:AssumeRole', 'AccessDenied'],
    ['events:TestEventPattern', 'AccessDeniedException'],
  ] as const)('is refused %s by a session that it made before', async (action, name) => {
    const { session } = userWithKey();
    await call[action](session);
    await denyByPolicy();
    await expect(call[action](session)).rejects.toMatchObject({ name });
  });

  it('is refused when AWSDenyAll is its permissions boundary', async () => {
    const { key, session } = userWithKey();
    await denyByBoundary();
    await expect(call['iam:ListAccessKeys'](key)).rejects.toMatchObject({
      message: `User: arn:aws:iam::111122223333:user/ci-deploy is not authorized to perform: iam:ListAccessKeys with an explicit deny in a permissions boundary: ${DENY_ALL}`,
    });
    await expect(call['events:TestEventPattern'](session)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('still learns who it is, and may make a session, to which everything is denied', async () => {
    const { key, session } = userWithKey();
    await denyByPolicy();
    await call['sts:GetCallerIdentity'](key);
    await call['sts:GetCallerIdentity'](session);
    const { Credentials: made } = await call['sts:GetSessionToken'](key);
    const credentials = {
      accessKeyId: made?.AccessKeyId ?? '',
      secretAccessKey: made?.SecretAccessKey ?? '',
      sessionToken: made?.SessionToken ?? '',
    };
    await expect(call['events:TestEventPattern'](credentials)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('goes on while the change is not yet enforced', async () => {
    const { key } = userWithKey();
    aws.lag.enforced = MINUTE;
    await denyByPolicy();
    await denyByBoundary();
    await call['iam:ListAccessKeys'](key);
    aws.lag.enforced = 0;
    await expect(call['iam:ListAccessKeys'](key)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is nobody else: another user, and a role that it assumed before, go on', async () => {
    const { key } = userWithKey();
    const other = aws.identities.createAccessKey(aws.identities.createUser({ userName: 'other' }));
    const { Credentials: made } = await call['sts:AssumeRole'](key);
    await denyByPolicy();
    await call['iam:ListAccessKeys'](other);
    await call['iam:ListAccessKeys']({
      accessKeyId: made?.AccessKeyId ?? '',
      secretAccessKey: made?.SecretAccessKey ?? '',
      sessionToken: made?.SessionToken ?? '',
    });
  });
});
