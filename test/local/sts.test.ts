import { IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  type Credentials,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const whoAmI = new GetCallerIdentityCommand({});

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

function stolenKey() {
  const user = aws.identities.createUser({ userName: 'ci-deploy', path: '/bots/' });
  return { user, key: aws.identities.createAccessKey(user, { accessKeyId: KEY }) };
}

function stsAs(credentials: Parameters<typeof clientConfig>[1]): STSClient {
  return new STSClient(clientConfig(aws, credentials));
}

/** The credentials in an answer of STS, in the shape that clients take. */
function credentialsOf({ Credentials: credentials }: { readonly Credentials?: Credentials | undefined }) {
  const {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
  } = credentials ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) {
    throw new Error('STS gave no credentials');
  }
  return { accessKeyId, secretAccessKey, sessionToken };
}

function deactivate() {
  aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
}

describe('a session made with GetSessionToken', () => {
  it('goes on working after its key is Inactive', async () => {
    const { user, key } = stolenKey();
    const session = credentialsOf(await stsAs(key).send(new GetSessionTokenCommand({})));
    deactivate();
    const { Arn, UserId } = await stsAs(session).send(whoAmI);
    expect({ Arn, UserId }).toEqual({ Arn: user.arn, UserId: user.userId });
    expect(session.accessKeyId).toMatch(/^ASIA[A-Z2-7]{9}EXAMPLE$/);
  });

  it('can neither call IAM nor make another session', async () => {
    const { key } = stolenKey();
    const session = credentialsOf(await stsAs(key).send(new GetSessionTokenCommand({})));
    const iam = new IAMClient(clientConfig(aws, session));
    await expect(iam.send(new ListAccessKeysCommand({ UserName: 'ci-deploy' }))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
    await expect(stsAs(session).send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it.each([899, 129_601])('is not made for %d seconds', async (DurationSeconds) => {
    const { key } = stolenKey();
    await expect(stsAs(key).send(new GetSessionTokenCommand({ DurationSeconds }))).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });
});

describe('AssumeRole', () => {
  const RoleArn = 'arn:aws:iam::444455556666:role/responder-member';

  it('crosses into an account whose role trusts the caller', async () => {
    aws.identities.createRole({
      roleName: 'responder-member',
      accountId: '444455556666',
      trusts: ['111122223333'],
    });
    const answer = await stsAs(aws.operatorCredentials()).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'incident-1' }),
    );
    const { Account, Arn } = await stsAs(credentialsOf(answer)).send(whoAmI);
    expect({ Account, Arn }).toEqual({
      Account: '444455556666',
      Arn: 'arn:aws:sts::444455556666:assumed-role/responder-member/incident-1',
    });
  });

  it.each([
    ['does not exist', 'arn:aws:iam::444455556666:role/none'],
    ['trusts somebody else', 'arn:aws:iam::777788889999:role/responder-member'],
  ])('is denied for a role that %s', async (_, arn) => {
    aws.identities.createRole({
      roleName: 'responder-member',
      accountId: '777788889999',
      trusts: ['444455556666'],
    });
    const call = stsAs(aws.operatorCredentials()).send(
      new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'incident-1' }),
    );
    await expect(call).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  });

  it('refuses a session name with a space', async () => {
    const call = stsAs(aws.operatorCredentials()).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'incident 1' }),
    );
    await expect(call).rejects.toMatchObject({ name: 'ValidationError' });
  });
});
