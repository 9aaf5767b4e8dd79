import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, withValue } from '../fixture.ts';
import { alertsOf, openHouse } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const userName = 'detail.resource.accessKeyDetails.userName';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

test.each(['--no-verify-ssl', 'a+b=c,d.e@f-g_h', 'constructor', '__proto__', 'u'.repeat(64)])(
  'a user may be called %s: the key is stopped under that very name',
  async (name) => {
    aws.identities.createAccessKey(aws.identities.createUser({ userName: name }), { accessKeyId: KEY });
    const event = withValue(fixture('guardduty-malicious-ip-caller'), userName, name);
    expect(await openHouse(aws).invoke(event)).toEqual(['CONTAINED']);
    expect(aws.requests[0]?.params).toMatchObject({ UserName: name, AccessKeyId: KEY, Status: 'Inactive' });
    expect(alertsOf(aws)[0]).toMatchObject({ key: { userName: name } });
  },
);

test('a name that IAM would not allow is never sent to IAM nor told as a name', async () => {
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), { accessKeyId: KEY });
  const event = withValue(fixture('guardduty-malicious-ip-caller'), userName, "x'; rm -rf ~ #");
  expect(await openHouse(aws).invoke(event)).toEqual(['CONTAINED']);
  expect(aws.requests.map(({ params }) => params['UserName'])).not.toContain("x'; rm -rf ~ #");
  expect(aws.published[0]?.message).not.toContain('rm -rf');
});

test('commands outside the commercial partition name a Region of it', async () => {
  const gov = await startAws({ partition: 'aws-us-gov', region: 'us-gov-west-1' });
  try {
    gov.identities.createAccessKey(gov.identities.createUser({ userName: 'ci-deploy' }), {
      accessKeyId: KEY,
    });
    expect(await openHouse(gov).invoke(fixture('guardduty-govcloud'))).toEqual(['CONTAINED']);
    const text = gov.published[0]?.bodies.email ?? '';
    const commands = text.split('\n').filter((line) => line.startsWith(' [ '));
    expect(commands.length).toBeGreaterThan(3);
    // The check of the account as well: without a Region the CLI asks the commercial partition.
    for (const command of commands) {
      expect(command).toContain("--region='us-gov-west-1'");
      expect(command).toMatch(/ get-caller-identity \S+ \S+ --region=us-gov-west-1\)/);
    }
    expect(alertsOf(gov)[0]).toMatchObject({ dedupKey: `akr:aws-us-gov:111122223333:${KEY}` });
  } finally {
    await gov.stop();
  }
});
