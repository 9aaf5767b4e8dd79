import { GetRoleCommand, GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

const RoleName = 'deploy-admin';
const PolicyName = 'Revoked';
const DENY = {
  Version: '2012-10-17',
  Statement: [{ Sid: "it's (all) denied!", Effect: 'Deny', Action: '*', Resource: '*' }],
};

let aws: Aws;
let iam: IAMClient;
beforeEach(async () => {
  aws = await startAws();
  iam = new IAMClient(clientConfig(aws, aws.operatorCredentials()));
});
afterEach(() => aws.stop());

const put = (document: unknown, roleName = RoleName) => {
  const PolicyDocument = typeof document === 'string' ? document : JSON.stringify(document);
  return iam.send(new PutRolePolicyCommand({ RoleName: roleName, PolicyName, PolicyDocument }));
};
const get = () => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));

describe('GetRole', () => {
  it('shows the path, which the ARN of a session leaves out, and whom the role trusts', async () => {
    aws.identities.createRole({ roleName: RoleName, path: '/team/ops/', trusts: ['444455556666'] });
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'DEPLOY-admin' }));
    expect(Role).toMatchObject({
      Path: '/team/ops/',
      RoleName,
      Arn: 'arn:aws:iam::111122223333:role/team/ops/deploy-admin',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{10}EXAMPLE$/),
      CreateDate: expect.any(Date),
    });
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain('"AWS":["444455556666"]');
  });

  it.each([
    ['does not exist', () => {}],
    [
      'is of another account',
      () => aws.identities.createRole({ roleName: RoleName, accountId: '444455556666' }),
    ],
  ])('refuses a role that %s', async (_, setUp) => {
    setUp();
    await expect(iam.send(new GetRoleCommand({ RoleName }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role with name deploy-admin cannot be found.',
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('an inline policy of a role', () => {
  beforeEach(() => {
    aws.identities.createRole({ roleName: RoleName });
  });

  it('is given back encoded as RFC 3986 has it', async () => {
    await put(DENY);
    const { PolicyDocument = '', ...names } = await get();
    expect(names).toMatchObject({ RoleName, PolicyName });
    expect(PolicyDocument).toMatch(/^[\w.~%-]+$/);
    expect(PolicyDocument).toContain('%22Action%22%3A%22%2A%22');
    expect(JSON.parse(decodeURIComponent(PolicyDocument))).toEqual(DENY);
  });

  it('is replaced by another of the same name', async () => {
    await put(DENY);
    await put({ ...DENY, Id: 'second' });
    expect((await get()).PolicyDocument).toContain('second');
  });

  it('is not there where reads lag behind', async () => {
    aws.lag.read = 60_000;
    await put(DENY);
    await expect(get()).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role policy with name Revoked cannot be found.',
    });
  });

  it.each([
    ['no JSON', 'deny'],
    ['no object', '[]'],
    ['no statement', { Version: '2012-10-17' }],
    ['an empty list of statements', { Statement: [] }],
    ['another version', { ...DENY, Version: '2026-05-04' }],
    ['an unknown effect', { Statement: [{ Effect: 'Refuse', Action: '*', Resource: '*' }] }],
    ['no actions', { Statement: [{ Effect: 'Deny', Resource: '*' }] }],
    ['no resources', { Statement: [{ Effect: 'Deny', Action: '*' }] }],
    ['a principal', { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Principal: '*' }] }],
  ])('is refused with %s', async (_, document) => {
    await expect(put(document)).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('is refused when all of them together exceed the quota, in which white space does not count', async () => {
    const long = { ...DENY, Id: 'x'.repeat(10_000) };
    await put(JSON.stringify(long, null, 200));
    const second = new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'Second',
      PolicyDocument: JSON.stringify({ ...DENY, Id: 'x'.repeat(500) }),
    });
    await expect(iam.send(second)).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Maximum policy size of 10240 bytes exceeded for role deploy-admin',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it.each(['', 'with space', 'x'.repeat(129)])('is refused with the name %j', async (name) => {
    const call = new PutRolePolicyCommand({
      RoleName,
      PolicyName: name,
      PolicyDocument: JSON.stringify(DENY),
    });
    await expect(iam.send(call)).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('a role that only AWS may change', () => {
  it.each(['/aws-service-role/guardduty.amazonaws.com/', '/aws-reserved/sso.amazonaws.com/'])(
    'takes no inline policy (%s)',
    async (path) => {
      aws.identities.createRole({ roleName: RoleName, path });
      await expect(put(DENY)).rejects.toMatchObject({
        name: 'UnmodifiableEntityException',
        message:
          "Cannot perform the operation on the protected role 'deploy-admin' - this role is only modifiable by AWS",
        $metadata: { httpStatusCode: 400 },
      });
    },
  );

  it('is known by its path alone', async () => {
    aws.identities.createRole({ roleName: 'AWSReservedSSO_Decoy_0123456789abcdef' });
    await put(DENY, 'AWSReservedSSO_Decoy_0123456789abcdef');
  });
});
