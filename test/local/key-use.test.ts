import {
  AttachUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AccessKey } from '../../local/aws/access-key.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const UserName = 'ci-deploy';
const whoAmI = new GetCallerIdentityCommand({});

let aws: Aws;
let iam: IAMClient;
let key: AccessKey;
beforeAll(async () => {
  aws = await startAws();
  iam = new IAMClient(clientConfig(aws, aws.operatorCredentials()));
});
beforeEach(() => {
  aws.reset();
  key = aws.identities.createAccessKey(aws.identities.createUser({ userName: UserName }), {
    accessKeyId: KEY,
  });
});
afterAll(() => aws.stop());

const asUser = (region = 'us-east-1') => ({ ...clientConfig(aws, key), region });
const lastUsed = async () =>
  (await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: KEY }))).AccessKeyLastUsed;

const NEVER = { ServiceName: 'N/A', Region: 'N/A' };

describe('a key', () => {
  it('remembers when it last signed a request, for which service and Region', async () => {
    const before = Date.now();
    await new IAMClient(asUser()).send(new ListAccessKeysCommand({}));
    await new STSClient(asUser('eu-central-1')).send(whoAmI);
    const { LastUsedDate, ...place } = (await lastUsed()) ?? {};
    expect(place).toEqual({ ServiceName: 'sts', Region: 'eu-central-1' });
    expect(LastUsedDate?.getTime()).toBeGreaterThanOrEqual(before);
    expect(LastUsedDate?.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('is dated by the clock of AWS', async () => {
    aws.clock.offsetMilliseconds = -120_000;
    await new STSClient(asUser()).send(whoAmI);
    expect((await lastUsed())?.LastUsedDate?.getTime()).toBeLessThan(Date.now() - 100_000);
  });

  it('remembers a request that was denied', async () => {
    const PolicyArn = aws.identities.policies.ofAws('AWSDenyAll');
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    await expect(new IAMClient(asUser()).send(new ListAccessKeysCommand({}))).rejects.toThrow(
      'not authorized',
    );
    expect(await lastUsed()).toMatchObject({ ServiceName: 'iam' });
    const RoleArn = 'arn:aws:iam::111122223333:role/none';
    const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session' });
    await expect(new STSClient(asUser()).send(assume)).rejects.toThrow('not authorized');
    expect(await lastUsed()).toMatchObject({ ServiceName: 'sts' });
  });

  it('remembers a request to a service that is not here', async () => {
    const sqs = new SQSClient(asUser('ap-south-1'));
    await expect(sqs.send(new ListQueuesCommand({}))).rejects.toMatchObject({ name: 'InvalidAction' });
    expect(await lastUsed()).toMatchObject({ ServiceName: 'sqs', Region: 'ap-south-1' });
  });

  it('does not remember a request that it could not sign for, being Inactive', async () => {
    key.status.write('Inactive');
    await expect(new STSClient(asUser()).send(whoAmI)).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
    expect(await lastUsed()).toEqual(NEVER);
  });

  it('does not remember what others did, be it by a session of its user', async () => {
    const session = aws.sessions.startForUser(aws.identities.createUser({ userName: 'other' }), 3600);
    await new STSClient(clientConfig(aws, session)).send(whoAmI);
    await iam.send(new ListAccessKeysCommand({ UserName }));
    expect(await lastUsed()).toEqual(NEVER);
  });

  it('shows the question itself to a user who asks by that very key', async () => {
    const { AccessKeyLastUsed } = await new IAMClient(asUser()).send(
      new GetAccessKeyLastUsedCommand({ AccessKeyId: KEY }),
    );
    expect(AccessKeyLastUsed).toMatchObject({ ServiceName: 'iam' });
  });
});

describe('recordUse', () => {
  it('sets what is told, also where that was long ago', async () => {
    await new STSClient(asUser()).send(whoAmI);
    const at = new Date('2026-05-04T03:11:40Z');
    aws.identities.recordUse(KEY, { at, service: 's3', region: 'eu-west-1' });
    expect(await lastUsed()).toEqual({ LastUsedDate: at, ServiceName: 's3', Region: 'eu-west-1' });
  });

  it('refuses a key that there is not', () => {
    const use = { at: new Date(), service: 's3', region: 'eu-west-1' };
    expect(() => aws.identities.recordUse('AKIAI44QH8DHBEXAMPLE', use)).toThrow(
      'there is no key AKIAI44QH8DHBEXAMPLE that could have been used',
    );
  });
});
