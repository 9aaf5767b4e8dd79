import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { IAMClient, ListAccessKeysCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  accessDenied,
  connectionReset,
  hang,
  serviceFailure,
  throttling,
  unavailablePage,
} from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const action = 'iam:UpdateAccessKey';
const deactivate = new UpdateAccessKeyCommand({
  UserName: 'ci-deploy',
  AccessKeyId: KEY,
  Status: 'Inactive',
});
const list = new ListAccessKeysCommand({ UserName: 'ci-deploy' });

let aws: Aws;
let iam: IAMClient;
beforeAll(async () => {
  aws = await startAws();
  iam = new IAMClient(clientConfig(aws, aws.operatorCredentials()));
});
beforeEach(() => {
  aws.reset();
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), { accessKeyId: KEY });
});
afterAll(() => aws.stop());

describe('a fault', () => {
  it.each([
    [
      'throttling',
      throttling,
      { name: 'Throttling', message: 'Rate exceeded', $metadata: { httpStatusCode: 400 } },
    ],
    ['access denied', accessDenied, { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } }],
    [
      'a service failure',
      serviceFailure,
      { name: 'ServiceFailureException', $metadata: { httpStatusCode: 500 } },
    ],
    ['an HTML page', unavailablePage, { name: 'Unknown', $metadata: { httpStatusCode: 503 } }],
    ['a reset', connectionReset, { message: expect.stringContaining('socket hang up') }],
  ])('is %s, once, and nothing is changed', async (_, fault, error) => {
    aws.faults.inject({ action, fault });
    await expect(iam.send(deactivate)).rejects.toMatchObject(error);
    expect(aws.identities.statusOf(KEY)).toBe('Active');
    await iam.send(deactivate);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  it('hangs until the client gives up', async () => {
    aws.faults.inject({ action, fault: hang });
    await expect(iam.send(deactivate, { abortSignal: AbortSignal.timeout(100) })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(aws.identities.statusOf(KEY)).toBe('Active');
    expect(aws.requests).toMatchObject([{ action: 'UpdateAccessKey', status: undefined }]);
  });

  it('is slow and then right', async () => {
    aws.faults.inject({ action, fault: { kind: 'slow', milliseconds: 150 } });
    const start = Date.now();
    await iam.send(deactivate);
    expect(Date.now() - start).toBeGreaterThanOrEqual(145);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  it.each([
    ['a service failure', serviceFailure, { name: 'ServiceFailureException' }],
    ['a reset', connectionReset, { message: expect.stringContaining('socket hang up') }],
  ])('lets the call take effect and then answers %s', async (_, answer, error) => {
    aws.faults.inject({ action, fault: { kind: 'after-effect', answer } });
    await expect(iam.send(deactivate)).rejects.toMatchObject(error);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  it('reaches the JSON protocol as well', async () => {
    aws.faults.inject({
      action: 'events:PutEvents',
      fault: { kind: 'error', status: 500, code: 'InternalException', message: 'later' },
    });
    const events = new EventBridgeClient(clientConfig(aws, aws.operatorCredentials()));
    const put = events.send(new PutEventsCommand({ Entries: [] }));
    await expect(put).rejects.toMatchObject({
      name: 'InternalException',
      $metadata: { httpStatusCode: 500 },
    });
  });
});

describe('faults', () => {
  it('last for as many calls as they are told', async () => {
    aws.faults.inject({ action, fault: throttling, times: 2 });
    await expect(iam.send(deactivate)).rejects.toMatchObject({ name: 'Throttling' });
    await expect(iam.send(deactivate)).rejects.toMatchObject({ name: 'Throttling' });
    await iam.send(deactivate);
  });

  it('last for ever until the reset', async () => {
    aws.faults.inject({ action: 'iam:*', fault: throttling, times: 'forever' });
    await expect(iam.send(deactivate)).rejects.toMatchObject({ name: 'Throttling' });
    await expect(iam.send(list)).rejects.toMatchObject({ name: 'Throttling' });
    aws.reset();
    await expect(iam.send(deactivate)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('meet only the calls that they are meant for', async () => {
    aws.faults.inject({
      action,
      fault: throttling,
      times: 'forever',
      when: ({ UserName }) => UserName === 'other',
    });
    await iam.send(deactivate);
    await iam.send(list);
  });

  it('come one after the other', async () => {
    aws.faults.inject({ action, fault: throttling });
    aws.faults.inject({ action, fault: accessDenied });
    await expect(iam.send(deactivate)).rejects.toMatchObject({ name: 'Throttling' });
    await expect(iam.send(deactivate)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('end when it stops: hanging connections are cut', async () => {
    const another = await startAws();
    another.faults.inject({ action, fault: hang });
    const client = new IAMClient(clientConfig(another, another.operatorCredentials()));
    const call = client.send(deactivate);
    while (another.requests.length === 0) await new Promise(setImmediate);
    await another.stop();
    await expect(call).rejects.toMatchObject({ message: expect.stringContaining('socket hang up') });
  });
});

describe('the log', () => {
  it('says what was called, in order, by whom and how it ended', async () => {
    const { accessKeyId } = await iam.config.credentials();
    aws.faults.inject({ action: 'iam:ListAccessKeys', fault: throttling });
    await iam.send(deactivate);
    await expect(iam.send(list)).rejects.toThrow('Rate exceeded');
    expect(aws.requests).toEqual([
      {
        at: expect.any(Date),
        service: 'iam',
        action: 'UpdateAccessKey',
        params: { UserName: 'ci-deploy', AccessKeyId: KEY, Status: 'Inactive' },
        callerKeyId: accessKeyId,
        userAgent: expect.stringContaining('aws-sdk-js/'),
        status: 200,
        errorCode: undefined,
      },
      expect.objectContaining({ action: 'ListAccessKeys', status: 400, errorCode: 'Throttling' }),
    ]);
  });
});
