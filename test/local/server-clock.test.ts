import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetUserCommand, IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

const MINUTE = 60_000;
const list = new ListAccessKeysCommand({ UserName: 'ci-deploy' });

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  aws.identities.createUser({ userName: 'ci-deploy' });
});
afterAll(() => aws.stop());

const iamWith = (config: object) =>
  new IAMClient({ ...clientConfig(aws, aws.operatorCredentials()), ...config });

describe('the clock of AWS', () => {
  it('is ours until it is set apart, and again after the reset', () => {
    aws.clock.offsetMilliseconds = 10 * MINUTE;
    expect(aws.clock.now().getTime() - Date.now()).toBeGreaterThan(9 * MINUTE);
    aws.reset();
    expect(Math.abs(aws.clock.now().getTime() - Date.now())).toBeLessThan(1_000);
  });

  it.each([-10, 10])('dates every answer (%d minutes)', async (minutes) => {
    aws.clock.offsetMilliseconds = minutes * MINUTE;
    const response = await fetch(aws.endpoint, { method: 'POST', body: '' });
    const date = Date.parse(response.headers.get('date') ?? '');
    expect(Math.abs(date - Date.now() - minutes * MINUTE)).toBeLessThan(2_000);
  });

  it('dates what is created', async () => {
    aws.clock.offsetMilliseconds = -10 * MINUTE;
    aws.identities.createUser({ userName: 'old' });
    aws.clock.offsetMilliseconds = 0;
    const { User } = await iamWith({}).send(new GetUserCommand({ UserName: 'old' }));
    expect(Date.now() - (User?.CreateDate?.getTime() ?? 0)).toBeGreaterThan(9 * MINUTE);
  });

  it('ends sessions', async () => {
    const iam = new IAMClient(clientConfig(aws, aws.operatorCredentials()));
    await iam.send(list);
    // Past the end of the session, which this client's next signature does not know.
    aws.clock.offsetMilliseconds = 12 * 60 * MINUTE + MINUTE;
    await expect(iam.send(list)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(iam.send(list)).rejects.toMatchObject({ name: 'ExpiredToken' });
  });
});

describe('a request', () => {
  it.each([
    [
      -10,
      /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/,
    ],
    [10, /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/],
  ])('is refused when the clocks are %d minutes apart', async (minutes, message) => {
    aws.clock.offsetMilliseconds = minutes * MINUTE;
    await expect(iamWith({ maxAttempts: 1 }).send(list)).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('is refused in the JSON protocol by another code', async () => {
    aws.clock.offsetMilliseconds = 10 * MINUTE;
    const events = new EventBridgeClient(clientConfig(aws, aws.operatorCredentials()));
    await expect(events.send(new PutEventsCommand({ Entries: [{}] }))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it.each([-10, 10])("is corrected by the SDK's second attempt (%d minutes)", async (minutes) => {
    aws.clock.offsetMilliseconds = minutes * MINUTE;
    await iamWith({ maxAttempts: 2 }).send(list);
    expect(aws.requests.map(({ errorCode }) => errorCode)).toEqual(['SignatureDoesNotMatch', undefined]);
  });

  it.each([-4, 4])('is accepted when the clocks are %d minutes apart', async (minutes) => {
    aws.clock.offsetMilliseconds = minutes * MINUTE;
    await iamWith({ maxAttempts: 1 }).send(list);
  });
});
