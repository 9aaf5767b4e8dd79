import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { templateWith } from '../package-into.ts';
import { type Answer, askIam, type Context } from './ask-iam.ts';
import { MEMBER, memberRole } from './member-role.ts';
import { type Document, policiesOf, type StackPolicies } from './stack-policies.ts';

const folder = mkdtempSync(join(tmpdir(), 'member-role-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ROLE = 'key-responder-member';
const ROLE_ARN = `arn:aws:iam::${MEMBER}:role/${ROLE}`;
const RESPONDER = 'arn:aws:iam::111122223333:role/compromised-key-responder-prod-respond';
const ORGANIZATION = 'o-exampleorgid';
const PARAMETERS = { RoleName: ROLE, ResponderRoleArn: RESPONDER };
/** The permissions of an administrator. */
const EVERYTHING: Document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

const byDefault = memberRole(PARAMETERS);
const home = policiesOf(templateWith(folder, [`memberRoleName=${ROLE}`]));
const homeInOrganization = policiesOf(
  templateWith(folder, [`memberRoleName=${ROLE}`, `organizationId=${ORGANIZATION}`]),
);

test('the role of the responder has the name that follows from its stage, so that it outlives its stack', () => {
  expect(home.arn('RespondRole')).toBe(RESPONDER);
});

describe('the role of a member account', () => {
  const assume = (by: string, context: Context = { 'sts:RoleSessionName': 'compromised-key-responder' }) =>
    askIam(
      { ...home, resources: byDefault.resources },
      { by, action: 'sts:AssumeRole', resource: ROLE_ARN, context, may: [EVERYTHING] },
    );

  test.each<[string, Answer, string]>([
    ['the responder', 'Allowed', RESPONDER],
    ['another role of its account', 'ImplicitlyDenied', 'arn:aws:iam::111122223333:role/administrator'],
    ['a user of its account', 'ImplicitlyDenied', 'arn:aws:iam::111122223333:user/administrator'],
    ['the responder of another stage', 'ImplicitlyDenied', RESPONDER.replace('prod', 'dev')],
    ['a role of its name in another account', 'ImplicitlyDenied', RESPONDER.replace('1111', '7777')],
    ['a role whose name begins with it', 'ImplicitlyDenied', `${RESPONDER}2`],
  ])('trusts %s: %s', async (_, answer, by) => {
    expect(await assume(by)).toBe(answer);
  });

  test.each([{ 'sts:RoleSessionName': 'somebody' }, {}])(
    'trusts it with its own session name, not with %j',
    async (context) => {
      expect(await assume(RESPONDER, context)).toBe('ImplicitlyDenied');
    },
  );
});

describe('the responder assumes the role', () => {
  const assumeIn = (policies: StackPolicies, organization: string | undefined) =>
    askIam(
      { ...policies, resources: byDefault.resources },
      {
        ...{ by: RESPONDER, action: 'sts:AssumeRole', resource: ROLE_ARN },
        context: {
          'sts:RoleSessionName': 'compromised-key-responder',
          ...(organization !== undefined && { 'aws:ResourceOrgID': organization }),
        },
      },
    );

  test.each<[string, Answer, StackPolicies, string | undefined]>([
    ['of its organization', 'Allowed', homeInOrganization, ORGANIZATION],
    ['of another organization', 'ImplicitlyDenied', homeInOrganization, 'o-anotherorgid'],
    ['of no organization', 'ImplicitlyDenied', homeInOrganization, undefined],
    ['of any organization, if none is set', 'Allowed', home, 'o-anotherorgid'],
    ['of no organization, if none is set', 'Allowed', home, undefined],
  ])('in an account %s: %s', async (_, answer, policies, organization) => {
    expect(await assumeIn(policies, organization)).toBe(answer);
  });
});

describe('revocation in a member account', () => {
  const PUT = 'iam:PutRolePolicy';
  const put = (revocable: string, role: string, partition = 'aws') => {
    const arn = (name: string) => `arn:${partition}:iam::${MEMBER}:role/${name}`;
    const policies = memberRole({ ...PARAMETERS, RevocableRoles: revocable }, { partition });
    return askIam(policies, { by: arn(ROLE), action: PUT, resource: arn(role) });
  };

  test.each<[string, string, Answer]>([
    ['', 'deploy', 'ImplicitlyDenied'],
    ['deploy', 'deploy', 'Allowed'],
    ['deploy', 'ci/deploy', 'Allowed'],
    ['build,deploy', 'deploy', 'Allowed'],
    ['build,deploy', 'ci/team/build', 'Allowed'],
    ['deploy', 'redeploy', 'ImplicitlyDenied'],
    ['deploy', 'deploy2', 'ImplicitlyDenied'],
    ['*', 'anything', 'Allowed'],
  ])('RevocableRoles=%j: the role %s is %s', async (revocable, role, answer) => {
    expect(await put(revocable, role)).toBe(answer);
  });

  test.each([
    ROLE,
    'aws-service-role/x.amazonaws.com/AWSServiceRoleForX',
    'aws-reserved/sso.amazonaws.com/AWSReservedSSO_x_0123456789abcdef',
  ])('is refused on %s, whatever RevocableRoles has', async (role) => {
    expect(await put('*', role)).toMatch(/Denied$/);
  });

  test.each(['aws-cn', 'aws-us-gov'])('names roles of the partition %s there', async (partition) => {
    expect(await put('build,deploy', 'ci/deploy', partition)).toBe('Allowed');
    const policies = memberRole({ ...PARAMETERS, RevocableRoles: 'deploy' }, { partition });
    expect(JSON.stringify([...policies.roles])).not.toMatch(/arn:aws:/);
  });
});

describe('the other credentials of a user of a member account', () => {
  const user = `arn:aws:iam::${MEMBER}:user/ci-deploy`;
  const calls = ['ServiceSpecificCredential', 'SSHPublicKey', 'SigningCertificate'];

  test.each<[string, Answer]>([
    ['true', 'Allowed'],
    ['false', 'ImplicitlyDenied'],
  ])('OtherCredentials=%s: may be set Inactive: %s; and are read in any case', async (given, answer) => {
    const policies = memberRole({ ...PARAMETERS, OtherCredentials: given });
    for (const call of calls) {
      const ask = (action: string) => askIam(policies, { by: ROLE_ARN, action, resource: user });
      expect([call, await ask(`iam:Update${call}`)]).toEqual([call, answer]);
      expect([call, await ask(`iam:List${call}s`)]).toEqual([call, 'Allowed']);
    }
    expect(await askIam(policies, { by: ROLE_ARN, action: 'iam:UpdateAccessKey', resource: user })).toBe(
      'Allowed',
    );
  });
});
