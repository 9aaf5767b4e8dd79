import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CreateAccessKeyCommand, IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
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

function deactivate() {
  aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
}

describe('authentication', () => {
  it('tells a caller who it is', async () => {
    const { user, key } = stolenKey();
    const { Arn, Account, UserId } = await stsAs(key).send(whoAmI);
    expect({ Arn, Account, UserId }).toEqual({
      Arn: 'arn:aws:iam::111122223333:user/bots/ci-deploy',
      Account: '111122223333',
      UserId: user.userId,
    });
  });

  it('refuses an unknown key and an Inactive key in the same words, in both protocols', async () => {
    const { key } = stolenKey();
    const unknown = { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: 'none' };
    const refusal = { name: 'InvalidClientTokenId', $metadata: { httpStatusCode: 403 } };
    await expect(stsAs(unknown).send(whoAmI)).rejects.toMatchObject(refusal);
    deactivate();
    await expect(stsAs(key).send(whoAmI)).rejects.toMatchObject(refusal);
    const iam = new IAMClient(clientConfig(aws, key));
    await expect(iam.send(new ListAccessKeysCommand({}))).rejects.toMatchObject(refusal);
    const sns = new SNSClient(clientConfig(aws, key));
    const publish = new PublishCommand({ TopicArn: 'arn:aws:sns:us-east-1:111122223333:t', Message: 'm' });
    await expect(sns.send(publish)).rejects.toMatchObject(refusal);
    const events = new EventBridgeClient(clientConfig(aws, key));
    await expect(events.send(new PutEventsCommand({ Entries: [{}] }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });

  it('refuses a session without its token', async () => {
    const { accessKeyId, secretAccessKey } = aws.operatorCredentials();
    await expect(stsAs({ accessKeyId, secretAccessKey }).send(whoAmI)).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });

  it('refuses a session that has expired', async () => {
    const { user } = stolenKey();
    const expired = aws.sessions.startForUser(user, -1);
    await expect(stsAs(expired).send(whoAmI)).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  it('refuses a request that nobody signed', async () => {
    const response = await fetch(aws.endpoint, {
      method: 'POST',
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>MissingAuthenticationToken</Code>');
  });
});

describe('propagation', () => {
  it('enforces a change late, while the control plane shows it at once', async () => {
    const { key } = stolenKey();
    aws.lag.enforced = 60_000;
    deactivate();
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    await expect(stsAs(key).send(whoAmI)).resolves.toMatchObject({ Account: '111122223333' });
    aws.lag.enforced = 0;
    await expect(stsAs(key).send(whoAmI)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it('lets nobody use a key that was just made by API', async () => {
    aws.identities.createUser({ userName: 'new' });
    const iam = new IAMClient(clientConfig(aws, aws.operatorCredentials()));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'new' }));
    const key = {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    };
    aws.lag.enforced = 60_000;
    await expect(stsAs(key).send(whoAmI)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    aws.lag.enforced = 0;
    await expect(stsAs(key).send(whoAmI)).resolves.toMatchObject({ Account: '111122223333' });
  });

  it('can make reads late as well', async () => {
    stolenKey();
    aws.lag.read = 60_000;
    deactivate();
    const iam = new IAMClient(clientConfig(aws, aws.operatorCredentials()));
    const list = async () =>
      (await iam.send(new ListAccessKeysCommand({ UserName: 'ci-deploy' }))).AccessKeyMetadata?.[0]?.Status;
    expect(await list()).toBe('Active');
    aws.lag.read = 0;
    expect(await list()).toBe('Inactive');
  });
});
