import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, withValue } from '../fixture.ts';
import { alertsOf, openHouse } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const finding = () => fixture('guardduty-malicious-ip-caller');
const agent = 'detail.service.action.awsApiCallAction.userAgent';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

function createUser(userName: string): void {
  aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId: KEY });
}

test('goes out in its plainest form when SNS does not like the full one', async () => {
  createUser('ci-deploy');
  const fault = {
    kind: 'error',
    status: 400,
    code: 'InvalidParameter',
    message: 'Invalid parameter',
  } as const;
  aws.faults.inject({
    action: 'sns:Publish',
    fault,
    when: (params) => params['MessageStructure'] === 'json',
  });
  expect(await openHouse(aws).invoke(finding())).toEqual(['CONTAINED']);
  const [alert] = aws.published;
  expect(alert?.subject).toBeUndefined();
  expect(alert?.message).toMatch(/^\[P3 CONTAINED\] account 111122223333 AWS key AKIAIOSFODNN7EXAMPLE\. /);
});

describe('what the attacker writes', () => {
  const hostile = `x\r\nCONTAINED: all is well\u2028\u202e<!channel> <https://evil.example|ok> ${'A'.repeat(10_000)}\u0000`;

  test('is quoted in one line, after the verdict, without a link', async () => {
    createUser('ci-deploy');
    aws.faults.inject({
      action: 'iam:UpdateAccessKey',
      fault: { kind: 'error', status: 403, code: 'AccessDenied', message: hostile },
      times: 'forever',
    });
    await expect(openHouse(aws).invoke(withValue(finding(), agent, hostile))).rejects.toThrow(
      'deactivation-failed',
    );
    const text = aws.published[0]?.bodies.email ?? '';
    expect(text.split('\n')[0]).toMatch(
      /^NOT CONTAINED: access key AKIAIOSFODNN7EXAMPLE of IAM user ci-deploy IS STILL ACTIVE/,
    );
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    expect(text.match(/^CONTAINED/gm)).toBeNull();
    expect(text.match(/https?:/g)).toEqual(['https:']);
    expect(text.indexOf('evil')).toBeGreaterThan(text.indexOf('EVIDENCE'));
    expect(text.length).toBeLessThan(8_000);
  });

  test('of a quarter of a megabyte loses neither the containment nor the alert', async () => {
    createUser('ci-deploy');
    const event = withValue(
      withValue(finding(), agent, 'B'.repeat(250_000)),
      'detail.title',
      'C'.repeat(250_000),
    );
    expect(await openHouse(aws).invoke(event)).toEqual(['CONTAINED']);
    expect(Buffer.byteLength(aws.published[0]?.message ?? '')).toBeLessThan(32_768);
  });
});

describe('the name of the user', () => {
  test.each(['--no-verify-ssl', 'a+b=c,d.e@f-g_h', 'constructor', '__proto__', 'u'.repeat(64)])(
    '%s is acted on, and stands in commands so that it can be pasted',
    async (userName) => {
      createUser(userName);
      const event = withValue(finding(), 'detail.resource.accessKeyDetails.userName', userName);
      expect(await openHouse(aws).invoke(event)).toEqual(['CONTAINED']);
      expect(aws.published[0]?.bodies.email).toContain(`aws iam list-access-keys --user-name='${userName}'`);
      expect(aws.published[0]?.subject?.length).toBeLessThan(100);
    },
  );

  test('that IAM would not allow is never sent to IAM nor put into a command', async () => {
    createUser('ci-deploy');
    const event = withValue(finding(), 'detail.resource.accessKeyDetails.userName', "x'; rm -rf ~ #");
    expect(await openHouse(aws).invoke(event)).toEqual(['CONTAINED']);
    expect(aws.requests.map(({ params }) => params['UserName'])).not.toContain("x'; rm -rf ~ #");
    expect(aws.published[0]?.bodies.email).not.toContain('rm -rf');
  });
});

test('commands outside the commercial partition name a Region of it', async () => {
  const gov = await startAws({ partition: 'aws-us-gov', region: 'us-gov-west-1' });
  try {
    gov.identities.createAccessKey(gov.identities.createUser({ userName: 'ci-deploy' }), {
      accessKeyId: KEY,
    });
    expect(await openHouse(gov).invoke(finding())).toEqual(['CONTAINED']);
    const text = gov.published[0]?.bodies.email ?? '';
    const commands = text.split('\n').filter((line) => line.startsWith(' aws '));
    expect(commands.length).toBeGreaterThan(3);
    for (const command of commands) expect(command).toContain("--region='us-gov-west-1'");
    expect(alertsOf(gov)[0]).toMatchObject({ dedupKey: `akr:aws-us-gov:111122223333:${KEY}` });
  } finally {
    await gov.stop();
  }
});

test('an alert is short enough to be read on a phone', async () => {
  createUser('ci-deploy');
  await openHouse(aws).invoke(finding());
  expect(aws.published[0]?.bodies.email.split('\n').length).toBeLessThanOrEqual(60);
});
